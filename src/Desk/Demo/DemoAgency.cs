using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Fills an empty agency with the worked example, by the same commands and forms that people use, on a clock moved to the
/// days on which it happened. Leaves the clock where the demonstration opens.
/// </summary>
internal sealed partial class DemoAgency(DeskStores stores, DeskOptions options, AgencyClock clock, IGrainFactory grains, ILogger<DemoAgency> log)
{
    public const string Report = $"{DemoFounding.Engagement}/r-1";

    /// <summary>What the house's rules kept out while the past was told.</summary>
    public ImmutableArray<string> Refused { get; private set; } = [];

    /// <summary>How many asides were sealed.</summary>
    public int Sealed { get; private set; }

    public ExampleFiles Files { get; } = ExampleFiles.Find() ?? throw new InvalidOperationException("The example does not lie beside the program; publish Desk again.");

    /// <param name="desk">Where Desk answers, for what goes in through the candid side's doors.</param>
    public async Task FillAsync(Uri desk)
    {
        Caller.House.Enter();
        if ((await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).Length > 0) return;
        DeskLog.Filling(log);
        var opens = ExampleFiles.Opens.InZoneLeniently(clock.Zone).ToInstant();
        clock.MoveTo(ExampleFiles.At(-7, "09:00", clock.Zone.Id));
        var founding = new DemoFounding(grains, stores.Agency, Files);
        await founding.FoundAsync();
        await founding.OpenClientAsync();
        await new DemoBilling(grains, DemoFounding.Engagement).SetTermsAsync(Files.RateCard(), Files.Engagement());
        await founding.OpenEngagementAsync();
        var (cases, deals) = (Files.Cases(), await founding.DealsAsync());
        var keys = cases.ToDictionary(c => c, c => DemoCases.KeyOf(c, deals));
        await ChooseAsync([.. keys.Values.Concat(deals.Values.Select(d => $"{DemoFounding.Engagement}/{d.Deal}")).Distinct()]);

        var played = new DemoCases(grains, clock.MoveTo);
        await played.WorkAsync(cases, deals, opens);
        clock.MoveTo(opens - Duration.FromHours(15));
        var transcripts = new DemoTranscripts(desk, Files);
        await transcripts.BringInAsync(cases.Where(c => c.Transcript is not null).Select(c => (keys[c], c)), options.Canary);
        Sealed = transcripts.Sealed;
        var analysis = new DemoAnalysis(grains, DemoFounding.Engagement);
        await analysis.SetBookAsync(Files.Engagement().GetProperty("codeBook"));
        var coded = cases.Where(c => c.Transcript is not null).ToDictionary(c => c.Transcript!, c => (keys[c], c));
        foreach (var (interview, c) in coded.Values)
        {
            await CodableAsync(interview);
            await analysis.CodeAsync(interview, c);
        }
        DemoFounding.Must(await analysis.SaveAsync(Report, "demo/draft", await analysis.DraftAsync(Files.Report(), coded, Files.Engagement())));
        Caller.House.Enter();
        clock.MoveTo(opens);
        Refused = [.. played.Refused, .. analysis.Refused];
        foreach (var why in Refused) Kept(log, why);
    }

    /// <summary>Opens a case for every deal that the client did not ask to leave out, and waits until they stand.</summary>
    private async Task ChooseAsync(ImmutableArray<string> keys)
    {
        var engagement = grains.GetGrain<IEngagement>(DemoFounding.Engagement);
        var told = Files.Engagement();
        var deals = (await new DemoFounding(grains, stores.Agency, Files).DealsAsync());
        foreach (var left in told.GetProperty("dealList").GetProperty("leaveOut").EnumerateArray())
            DemoFounding.Must(await engagement.LeaveOut($"demo/leave-out/{left.GetProperty("opportunity").GetString()}", deals[left.GetProperty("account").GetString()!].Deal,
                left.GetProperty("reason").GetString()!));
        ImmutableArray<string> chosen = [.. keys.Select(k => k[(k.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal)];
        DemoFounding.Must(await engagement.Choose("demo/choose", chosen));
        var view = (await engagement.View())!;
        await UntilAsync(async () => (await engagement.Cards()).Length >= view.Chosen);
    }

    /// <summary>Intake hands the words out as an effect; coding begins when they are there.</summary>
    private Task CodableAsync(string interview) => UntilAsync(async () =>
    {
        Caller.House.Enter();
        return (await grains.GetGrain<IInterview>(interview).View()).State.Status is CaseStatus.Coding or CaseStatus.Done;
    });

    /// <summary>Effects are paid in turns of their own; what comes next needs them done.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            if (await holds()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }
        throw new InvalidOperationException("The demo agency waited half a minute for something it was owed.");
    }

    [LoggerMessage(10, LogLevel.Information, "Kept out while the past was told: {Why}")]
    private static partial void Kept(ILogger logger, string why);
}
