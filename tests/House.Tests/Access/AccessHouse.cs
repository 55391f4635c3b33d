using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Orleans;
using WinLossAgency.Desk;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Portal;
using WinLossAgency.Portal;
using WinLossAgency.Storage;
using WinLossAgency.Ui.SignIn;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Access;

/// <summary>How far a case has come. An endpoint is asked about a case at which it has something to do.</summary>
public enum At { Calling, Talking, Ended, Marking, Coding }

/// <summary>The real Desk and the real Portal on loopback ports over one data folder, with two clients and people of every role.</summary>
public sealed class AccessHouse : IAsyncLifetime
{
    public const string Client = "northwind";
    public const string Engagement = "northwind/q4";
    public const string Foreign = "contoso/q1";

    private const string Spoken = """
        Maya: What decided it for you?
        Ana: The depot team asked for route planning by night.
        Ana: Between us, the blue heron deal was settled over dinner.
        Ana: Support answered within the hour.
        """;

    private const int DealsOfNorthwind = 160;
    private DeskApp? desk;
    private WebApplication? portal;
    private Queue<string> cases = new();

    internal DeskApp Desk => desk!;
    internal WebApplication Portal => portal!;
    public Uri DeskAt { get; private set; } = null!;
    public Uri BuyersAt { get; private set; } = null!;
    public Uri PortalAt { get; private set; } = null!;
    public string Data { get; } = Directory.CreateTempSubdirectory("access-").FullName;
    private IGrainFactory Grains => Desk.Web.Services.GetRequiredService<IGrainFactory>();
    private IClock Clock => Desk.Web.Services.GetRequiredService<IClock>();

    public async ValueTask InitializeAsync()
    {
        desk = await DeskApp.BuildAsync(["--data", Data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "None"]);
        await desk.StartAsync();
        (DeskAt, BuyersAt) = (new Uri(desk.Web.Urls.First()), new Uri(desk.Web.Urls.Last()));
        await FoundAsync();
        var deals = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region,Contact: City\n";
        await OpenAsync(Foreign, "Contoso Cold Chain", ["nadia"], deals + "Cold,Casa Azul,Rosa Ribeiro,rosa@casaazul.example,+351 912 777 001,Planner,50000,2026-11-07,Closed Won,,Transora,South,Lisbon\n");
        await OpenAsync(Engagement, "Northwind Freight Systems", ["lars"], deals + string.Concat(Enumerable.Range(1, DealsOfNorthwind).Select(n =>
            $"Route {n},Vale do Lima {n},Ana Ferreira{n},ana{n}@valedolima{n}.example,+351 912 555 {n:000},Head of Operations,{100_000 - n},2026-11-07,Closed Lost,Price,Haulwise,North,Porto\n")) + "Bad row,Vale,Ana Ferreira999,,,,1,no date at all,Closed Lost,,,,\n");
        cases = new(await CasesAsync(Engagement, DealsOfNorthwind));
        ForeignCase = (await CasesAsync(Foreign, 1))[0];
        await Shelves.FillAsync(Data);

        portal = await PortalApp.BuildAsync(["--data", Data, "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Logging:LogLevel:Default", "None"]);
        await portal.StartAsync();
        PortalAt = new Uri(portal.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (portal is not null) await portal.DisposeAsync();
        if (desk is not null) await desk.DisposeAsync();
        Directory.Delete(Data, recursive: true);
    }

    public string ForeignCase { get; private set; } = "";

    /// <summary>The list of deals that was taken, with one row that could not be.</summary>
    public string List { get; private set; } = "";

    /// <summary>A case of Maya's that nobody has touched yet, brought as far as asked.</summary>
    public async Task<string> CaseAsync(At at)
    {
        var interview = cases.Dequeue();
        var (now, pursued) = (Clock.GetCurrentInstant(), Grains.GetGrain<IInterview>(interview));
        Task Do(string id, InterviewCommand command) => Taken(pursued.Do(id, command));
        Caller.House.Enter();
        // Owning a case without an hour of the calendar: they rang back and asked for Maya.
        await Do("return", new InterviewCommand.NoteReturn("maya", "maya"));
        if (at == At.Calling)
        {
            await Grains.GetGrain<IInterviewer>("maya").Lease(interview, begun: true);
            return interview;
        }
        await Do("consent", new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1"));
        if (at == At.Talking) return interview;
        await Do("done", new InterviewCommand.Complete("maya", 8));
        if (at == At.Ended) return interview;
        await Do("wrap", new InterviewCommand.WrapUp("maya", false, false, CallFelt.Fine));
        await MarkAsync(interview, now);
        if (at == At.Marking) return interview;
        new Caller("maya", Role.Interviewer).Enter();
        await Taken(Grains.GetGrain<IIntake>(interview).Close("close"));
        Caller.House.Enter();
        await UntilAsync(async () => (await pursued.View()).State.Status == CaseStatus.Coding);
        return interview;
    }

    /// <summary>A browser that carries this person's session, made with the program's own keys.</summary>
    internal HttpClient As(HousePerson? person, bool atPortal, bool expired = false)
    {
        var (address, name) = atPortal ? (PortalAt, "portal") : (DeskAt, "desk");
        var cookies = new CookieContainer();
        if (person is not null) cookies.Add(address, new Cookie(name, Session(person, atPortal, expired)));
        return new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    internal string Session(HousePerson person, bool atPortal, bool expired = false)
    {
        var services = atPortal ? Portal.Services : Desk.Web.Services;
        var format = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat;
        var until = TimeProvider.System.GetUtcNow() + (expired ? TimeSpan.FromMinutes(-1) : TimeSpan.FromHours(1));
        return format.Protect(new AuthenticationTicket(person.ToPrincipal(), new AuthenticationProperties { IssuedUtc = until.AddHours(-1), ExpiresUtc = until }, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    internal static HousePerson Staff(string id) => new(StaffDirectory.DemoTenant, StaffDirectory.DemoTenant, id, $"{id}@harrowlane.example", id, []);

    private async Task FoundAsync()
    {
        Caller.House.Enter();
        var agency = Grains.GetGrain<IAgency>(IAgency.Key);
        await Taken(agency.Found("found", "Harrow Lane", "Europe/Lisbon"));
        foreach (var (id, role) in People)
        {
            await Taken(agency.Join(id, new Staff(id, $"{id} of the staff", $"{id}@harrowlane.example", role, "main", "Europe/Lisbon", null)));
            if (role == Role.Interviewer) await Taken(Grains.GetGrain<IInterviewer>(id).SetHours("hours", Domain.Calls.WorkingHours.Default("Europe/Lisbon")));
        }
    }

    public static readonly (string Id, Role Role)[] People =
    [
        ("maya", Role.Interviewer), ("joao", Role.Interviewer), ("sofia", Role.Supervisor), ("lars", Role.Analyst), ("nadia", Role.Analyst),
        ("karin", Role.PrivacyOfficer), ("rui", Role.BillingAdmin), ("helena", Role.Owner),
    ];

    private async Task OpenAsync(string engagement, string name, string[] analysts, string list)
    {
        Caller.House.Enter();
        var client = engagement[..engagement.IndexOf('/')];
        var agency = Grains.GetGrain<IAgency>(IAgency.Key);
        await Taken(agency.OpenClient(client, client, name));
        await Taken(Grains.GetGrain<IClient>(client).Open("open", name, new ClientBilling(name, ["Porto"], "PT1", $"ap@{client}.example", "EUR")));
        await Taken(agency.OpenEngagement(engagement, engagement));
        var programme = Grains.GetGrain<IEngagement>(engagement);
        var today = Clock.GetCurrentInstant().InUtc().Date;
        await Taken(programme.Draft("draft", new SetUp
        {
            Title = "Why you win and lose", Kind = EngagementKind.WinLoss, Interviewers = ["maya"], Analysts = [.. analysts],
            FieldFrom = today.PlusDays(-20), FieldUntil = today.PlusDays(20), ReadoutOn = today.PlusDays(30), GoalWins = 5, GoalLosses = 5,
        }));
        await Taken(programme.Reach("agreed", Stage.Agreed));
        var upload = await programme.Keep("keep", "deals.csv", [.. Encoding.UTF8.GetBytes(list)]);
        await programme.Import("import-1", upload, "deals.csv");
        List = upload[(upload.IndexOf('/') + 1)..];
        await Taken(programme.Reach("field", Stage.InTheField));
    }

    private async Task<string[]> CasesAsync(string engagement, int count)
    {
        Caller.House.Enter();
        var programme = Grains.GetGrain<IEngagement>(engagement);
        var deals = new List<string>();
        while (deals.Count < count && await programme.Deals(deals.Count) is { Length: > 0 } page) deals.AddRange(page.Select(d => d.Deal));
        await Taken(programme.Choose("choose", [.. deals]));
        await UntilAsync(async () => (await programme.Cards()).Length == count);
        return [.. (await programme.Cards()).Select(card => card.Interview).Order(StringComparer.Ordinal)];
    }

    private async Task MarkAsync(string interview, Instant now)
    {
        new Caller("maya", Role.Interviewer).Enter();
        var files = Desk.Web.Services.GetRequiredService<IntakeFiles>();
        var intake = Grains.GetGrain<IIntake>(interview);
        var number = await files.KeepAsync(interview, new MemoryStream(Encoding.UTF8.GetBytes(Spoken)), CancellationToken.None);
        await files.WriteAsync(interview, number, new WinLossAgency.Vault.Intake.UploadFile(CandidText.Of("call.txt"), "maya", now, null, [], 0, null));
        await Taken(intake.Deliver($"upload/{number}", number));
        await Taken(intake.ConfirmSpeakers("speakers", [VoiceRole.Interviewer, VoiceRole.Buyer]));
        foreach (var suggestion in (await files.FactsAsync(interview, (await intake.View()).Marking.Upload)).Suggestions)
            await Taken(intake.AnswerSuggestion($"suggestion/{suggestion.Number}", suggestion.Number, true));
    }

    private static async Task Taken(Task<Answer> command)
    {
        var answer = await command;
        Assert.True(answer.Ok, answer.Refusal);
    }

    private static Task UntilAsync(Func<Task<bool>> holds) => Patience.UntilAsync(holds);
}
