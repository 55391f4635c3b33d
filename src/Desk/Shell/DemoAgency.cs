using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Shell;

/// <summary>Fills an empty demo agency with the worked example, through the same doors as people do and on a clock moved to the days it happened.</summary>
internal sealed class DemoAgency(DeskStores stores, AgencyClock clock, ILogger<DemoAgency> log)
{
    private const string Client = "northwind";
    private const string Engagement = "northwind/q4";
    private const string Zone = "Europe/Lisbon";
    private static readonly Staff[] People =
    [
        new("maya", "Maya Lindqvist", "maya@harrow-lane.example", Role.Interviewer, "main", "Europe/Berlin", null),
        new("joao", "João Reis", "joao@harrow-lane.example", Role.Interviewer, "main", Zone, null),
        new("sofia", "Sofia Nunes", "sofia@harrow-lane.example", Role.Supervisor, "main", Zone, null),
        new("lars", "Lars Holm", "lars@harrow-lane.example", Role.Analyst, "main", Zone, null),
        new("nadia", "Nadia Costa", "nadia@harrow-lane.example", Role.Analyst, "main", Zone, null),
        new("rui", "Rui Matos", "rui@harrow-lane.example", Role.BillingAdmin, "main", Zone, null),
        new("karin", "Karin Maes", "karin@harrow-lane.example", Role.PrivacyOfficer, "main", Zone, null),
        new("helena", "Helena Prado", "helena@harrow-lane.example", Role.Owner, "main", Zone, null),
    ];

    public async Task FillAsync(IGrainFactory grains)
    {
        Caller.House.Enter();
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        if ((await agency.StaffList()).Length > 0) return;
        DeskLog.Filling(log);
        var start = clock.GetCurrentInstant();
        clock.MoveTo(start - Duration.FromDays(8));
        Take(await agency.Found("demo/found", "Harrow Lane", Zone));
        foreach (var person in People)
        {
            Take(await agency.Join($"demo/join/{person.Id}", person));
            if (person.Roles.HasFlag(Role.Interviewer))
                Take(await grains.GetGrain<IInterviewer>(person.Id).SetHours($"demo/hours/{person.Id}", WorkingHours.Default(person.Zone)));
        }
        Take(await agency.OpenClient("demo/client", Client, "Northwind Freight Systems"));
        Take(await grains.GetGrain<IClient>(Client).Open("demo/open", "Northwind Freight Systems", new ClientBilling("Northwind Freight Systems, S.A.",
            ["Avenida dos Armazéns 220", "4450-000 Matosinhos", "Portugal"], "PT555010220", "accounts@northwind-freight.example", "EUR")));
        Take(await grains.GetGrain<IClient>(Client).SetPeople("demo/people",
            [new ClientPerson("owen@northwind-freight.example", "Owen", true, "demo", "demo", "owen", start.InUtc().Date.PlusYears(1))]));
        await OpenEngagementAsync(grains);
        await HistoryAsync(grains, start);
        clock.MoveTo(start);
    }

    private async Task OpenEngagementAsync(IGrainFactory grains)
    {
        Take(await grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement("demo/engagement", Engagement));
        var engagement = grains.GetGrain<IEngagement>(Engagement);
        var today = clock.GetCurrentInstant().InUtc().Date;
        Take(await engagement.Draft("demo/draft", new SetUp
        {
            Title = "Why you win and why you lose", Kind = EngagementKind.WinLoss, GoalWins = 10, GoalLosses = 15, Interviewers = ["maya", "joao"], Analysts = ["lars", "nadia"],
            FieldFrom = today.PlusDays(-20), FieldUntil = today.PlusDays(25), ReadoutOn = today.PlusDays(32),
        }));
        Take(await engagement.Reach("demo/agreed", Stage.Agreed));
        await using var deals = typeof(DemoAgency).Assembly.GetManifestResourceStream("northwind-deals.csv") ?? throw new InvalidOperationException("northwind-deals.csv is not embedded in Desk.");
        using var bytes = new MemoryStream();
        await deals.CopyToAsync(bytes);
        await stores.Agency.People.WriteAsync(new Subject(Engagement, "uploads"), "upload/demo", new UploadFile("northwind-deals.csv", bytes.ToArray()));
        await engagement.Import("demo-import", "upload/demo", "northwind-deals.csv");
        Take(await engagement.Reach("demo/field", Stage.InTheField));
        var lines = await engagement.Deals(0);
        Take(await engagement.Choose("demo/choose", [.. lines.Take(20).Select(l => l.Deal)]));
        // The cases open as the engagement pays what it owes; the demo's history needs them open.
        for (var tries = 0; tries < 600 && (await engagement.Cards()).Length < Math.Min(20, lines.Length); tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    /// <summary>Some days of calls: people who did not answer, a voicemail, call backs promised for today, an interview booked.</summary>
    private async Task HistoryAsync(IGrainFactory grains, Instant start)
    {
        var cards = (await grains.GetGrain<IEngagement>(Engagement).Cards()).OrderBy(c => c.Interview, StringComparer.Ordinal).ToImmutableArray();
        Task<Answer> Do(int card, string id, InterviewCommand command) => grains.GetGrain<IInterview>(cards[card].Interview).Do($"demo/{card}/{id}", command);
        if (cards.Length < 8) return;
        clock.MoveTo(start - Duration.FromDays(6) + Duration.FromMinutes(40));
        await Do(0, "none", new InterviewCommand.RecordAttempt("joao", "n1", AttemptOutcome.NoAnswer));
        await Do(1, "none", new InterviewCommand.RecordAttempt("joao", "n1", AttemptOutcome.NoAnswer));
        clock.MoveTo(start - Duration.FromDays(4) + Duration.FromHours(4));
        await Do(0, "voicemail", new InterviewCommand.RecordAttempt("joao", "n1", AttemptOutcome.VoicemailLeft));
        clock.MoveTo(start - Duration.FromDays(1) + Duration.FromHours(3));
        await Do(2, "promise", new InterviewCommand.PromiseCallback("maya", "n1", start + Duration.FromMinutes(2)));
        await Do(3, "promise", new InterviewCommand.PromiseCallback("maya", "n1", start + Duration.FromHours(5)));
        await Do(4, "booked", new InterviewCommand.Book("maya", "maya", start + Duration.FromHours(2), 25, MeetingWay.Video));
        await Do(5, "booked", new InterviewCommand.Book("joao", "joao", start + Duration.FromHours(1), 25, MeetingWay.Phone));
        await Do(6, "promise", new InterviewCommand.PromiseCallback("maya", "n1", start + Duration.FromDays(1) + Duration.FromHours(1)));
    }

    private static void Take(Answer answer)
    {
        if (!answer.Ok) throw new InvalidOperationException($"The demo agency could not be filled: {answer.Refusal}");
    }
}
