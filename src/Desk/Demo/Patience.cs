namespace WinLossAgency.Desk.Demo;

/// <summary>
/// The demo plays people, and people wait: effects are paid in turns of their own and tell nobody outside the house that
/// they are done, so the demo looks again until what it needs is there.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(10);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var until = TimeProvider.System.GetUtcNow() + WaitMax;
        while (!await holds())
        {
            if (TimeProvider.System.GetUtcNow() > until) throw new InvalidOperationException($"The demo waited {WaitMax.TotalMinutes:0} minutes for {what}; the log says why.");
            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }
}
