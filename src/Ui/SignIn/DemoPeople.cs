namespace WinLossAgency.Ui.SignIn;

/// <summary>The people of the demo agency whom one can be, asked anew for each showing of the first screen.</summary>
public interface IDemoPeople
{
    ValueTask<IReadOnlyList<DemoPerson>> TodayAsync(CancellationToken stop);

    /// <summary>Other doors of the demo, as the local mailbox.</summary>
    IReadOnlyList<DemoLink> Links => [];
}

/// <summary>One button of the first screen: "Maya", "interviewer", "next promise 10:30, 6 callable".</summary>
public sealed record DemoPerson(string Id, string Name, string RoleWords, string TodayWords, HousePerson SignsInAs);

public sealed record DemoLink(string Words, string Url);
