using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Desk;
using WinLossAgency.Desk.Buyers;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Desk;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>The real staff program with two interviewers and some buyers who can be invited. Its clock begins on a Tuesday morning in Lisbon and nobody there is in a hurry.</summary>
public sealed class InviteHost : IAsyncDisposable
{
    public const string Engagement = "northwind/q4";
    private const string Client = "Northwind Freight Systems";
    private readonly DeskApp desk;
    private readonly string data;

    private InviteHost(DeskApp desk, string data) => (this.desk, this.data) = (desk, data);

    public IServiceProvider Services => desk.Web.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public Uri Buyers { get; private init; } = null!;

    public string[] Cases { get; private set; } = [];

    public static async Task<InviteHost> OpenAsync(int deals = 4, BuyerLimits? limits = null, bool disclosed = true, bool two = true, string rooms = "")
    {
        var data = Directory.CreateTempSubdirectory("invite-").FullName;
        var desk = await DeskApp.BuildAsync(["--data", data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development", "--Desk:VideoRooms", rooms], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(limits ?? new BuyerLimits(1_000_000, 1_000_000));
        });
        await desk.StartAsync();
        var host = new InviteHost(desk, data) { Buyers = new Uri(desk.Web.Urls.Last()) };
        await host.FoundAsync(deals, disclosed, two);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await desk.Web.StopAsync();
        await desk.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Invites the buyer of this case; the mail would come a minute later, so the link is laid here. Returns its token.</summary>
    public async Task<string> InviteAsync(string interview)
    {
        Caller.House.Enter();
        Assert.Null((await Case(interview).Do($"invite-{Guid.NewGuid():n}", new InterviewCommand.Invite("maya"))).Refusal);
        var round = (await StateAsync(interview)).Invitation!.Round;
        var links = Services.GetRequiredService<BuyerLinks>();
        await links.LayAsync(interview, round, LinkPurpose.Invitation);
        return links.TokenOf(interview, round, LinkPurpose.Invitation);
    }

    public IInterview Case(string interview) => Grains.GetGrain<IInterview>(interview);

    public async Task<InterviewState> StateAsync(string interview)
    {
        Caller.House.Enter();
        return (await Case(interview).View()).State;
    }

    public IInvitationDoor Door(string token)
    {
        Caller.Buyer.Enter();
        return Grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(token));
    }

    public async Task<InvitationPage> PageAsync(string token, string? zone = null) => (await Door(token).Page(new InvitationLook(zone, null, null, false)))!;

    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Buyers };

    public static async Task<(HttpStatusCode Status, string? To, string Page)> SendAsync(HttpClient browser, string page, string address, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(address, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", DeskHost.TokenIn(page))]), TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    public static async Task<string> GetAsync(HttpClient browser, string address) => WebUtility.HtmlDecode(await browser.GetStringAsync(address, TestContext.Current.CancellationToken));

    private async Task FoundAsync(int deals, bool disclosed, bool two)
    {
        Caller.House.Enter();
        var directory = Grains.GetGrain<IAgency>(IAgency.Key);
        Taken(await directory.Found("found", "Harrow Lane", "Europe/Lisbon"));
        foreach (var (id, name, role) in new[] { ("maya", "Maya Lindqvist", Role.Interviewer), ("joao", "João Reis", Role.Interviewer), ("karin", "Karin Maes", Role.PrivacyOfficer) })
        {
            if (id == "joao" && !two) continue;
            Taken(await directory.Join(id, new Staff(id, name, $"{id}@harrowlane.example", role, "main", "Europe/Lisbon", null)));
            if (role == Role.Interviewer) Taken(await Grains.GetGrain<IInterviewer>(id).SetHours("hours", WorkingHours.Default("Europe/Lisbon") with { BufferMinutes = 0, PromisesPerDay = 100, PromisesPerWeek = 400 }));
        }
        Taken(await directory.OpenClient("client", "northwind", Client));
        Taken(await Grains.GetGrain<IClient>("northwind").Open("open", Client, new ClientBilling(Client, ["Porto"], "PT1", "ap@northwind.example", "EUR")));
        Taken(await directory.OpenEngagement("engagement", Engagement));
        var engagement = Grains.GetGrain<IEngagement>(Engagement);
        Taken(await engagement.Draft("draft", new SetUp
        {
            Title = "Q4", Kind = EngagementKind.WinLoss, SponsorDisclosed = disclosed, FieldFrom = new LocalDate(2026, 11, 2), FieldUntil = new LocalDate(2027, 3, 31), ReadoutOn = new LocalDate(2027, 4, 18), Minutes = 30,
        }));
        Taken(await engagement.Reach("agree", Stage.Agreed));
        var list = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region,Contact: City\n"
            + string.Concat(Enumerable.Range(1, deals).Select(n => $"Route {n},Vale do Lima {n},Ana Ferreira{n},ana{n}@vale{n}.example,+351 912 555 {n:000},Head of Operations,{100_000 - n},2026-11-07,Closed Lost,Price,Haulwise,North,Porto\n"));
        var upload = await engagement.Keep("list", "deals.csv", [.. Encoding.UTF8.GetBytes(list)]);
        Assert.Equal(deals, (await engagement.Import("import", upload, "deals.csv")).Accepted);
        Taken(await engagement.Reach("field", Stage.InTheField));
        for (var skip = 0; skip < deals; skip += 50) Taken(await engagement.Choose($"choose-{skip}", [.. (await engagement.Deals(skip)).Select(d => d.Deal)]));
        await Patience.UntilAsync(async () =>
        {
            Caller.House.Enter();
            return (Cases = [.. (await engagement.Cards()).Select(c => c.Interview).Order(StringComparer.Ordinal)]).Length == deals;
        });
    }

    private static void Taken(Answer answer) => Assert.Null(answer.Refusal);
}
