namespace WinLossAgency.House.Tests.Spine;

/// <summary>
/// How tests wait for what is paid after the answer: cards, calendars, mails. Long, since a machine may be busy, and what holds waits
/// for nothing; between two looks the machine belongs to those who pay.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Max = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task UntilAsync(Func<Task<bool>> holds, string what = "What was owed is paid")
    {
        using var patience = new CancellationTokenSource(Max);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"\"{what}\" does not hold after {Max.TotalMinutes} minutes.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
