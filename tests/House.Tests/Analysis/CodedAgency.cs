using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Speakers;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>A real agency with a real vault whose twelve interviews, six lost and six won, went through intake and coding.</summary>
internal sealed class CodedAgency : IAsyncDisposable
{
    public const string Engagement = "northwind/q4";
    public const string Secret = "our managing director and their country head shared a boarding school";
    public const string Dated = "Haulwise put a date in the contract with a penalty and Northwind would not";
    public const string Planned = "The plans held up on a real working day";

    private static readonly string[] Given = ["Ana", "Rui", "Inês", "Pedro", "Marta", "Nuno", "Clara", "Tiago", "Sofia", "Hugo", "Laura", "Bruno"];
    private static readonly string[] Family = ["Ferreira", "Marques", "Teixeira", "Carvalho", "Barbosa", "Figueiredo", "Nogueira", "Magalhães", "Cardoso", "Sequeira", "Pacheco", "Valadares"];

    private readonly SmallAgency agency;
    private readonly OpenStore[] stores;
    private int drafts;

    private CodedAgency(SmallAgency agency, OpenStore[] stores) => (this.agency, this.stores) = (agency, stores);

    public SmallAgency Agency => agency;

    public string[] Interviews { get; private set; } = [];

    public IReport Report => agency.Grains.GetGrain<IReport>($"{Engagement}/r-1");

    public ICoding Coding(string interview) => agency.Grains.GetGrain<ICoding>(interview);

    /// <summary>Twelve buyers to interview and twelve more on the list, so that most could have said what was said; four are far away.</summary>
    private static string List() => "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region,Segment\n"
        + string.Concat(Enumerable.Range(0, 24).Select(n => $"Route {n},Casa {Family[n % 12]}{(n < 12 ? "" : " Norte")},{Given[n % 12]} {Family[(n + (n / 12)) % 12]},b{n}@casa{n}.example,+351 912 555 0{n:00},Head of Operations,{200000 - n},2026-11-07,{(n % 2 == 0 ? "Closed Lost" : "Closed Won")},Price,Haulwise,{(n >= 20 ? "Islands" : "Iberia")},Manufacturing\n"));

    public static async Task<CodedAgency> OpenAsync(string aside = $"Between us, {Secret}.", Action<IServiceCollection>? more = null)
    {
        OpenStore[] opened = [];
        var small = await SmallAgency.OpenAsync(null, (services, at) =>
        {
            opened = VaultAgency.AddVault(services, at);
            services.AddSingleton(new PrinterOptions(Path.Combine(at, "prints")) { Executable = "/nowhere/chromium" });
            more?.Invoke(services);
        }, typeof(VaultDoor).Assembly);
        var coded = new CodedAgency(small, opened);
        await coded.PrepareAsync(aside);
        return coded;
    }

    public static ReportDraft Draft(CodingView lost, CodingView won) => new()
    {
        Title = "Why you win and why you lose", Period = "Q4", Answer = "You win because the plans hold up. You lose because nobody gives a date.",
        Strengths = [new("Plans that hold up", "Buyers say the plan survived a real working day.")],
        Findings =
        [
            new() { Claim = "Buyers choose the supplier who gives them a date", Firmness = Firmness.Firm, Reasons = [new("date", Sign.Against, Side.WentElsewhere)], Context = "They came to it by themselves.", For = "It came up before price.", Against = "Some could wait.", Quotes = [new(lost.Interview, lost.Quotes[0].Id)], Steps = [new("Put a start plan with dates into every quote", "Sales", new LocalDate(2026, 12, 15), "Buyers stop asking for the date")], NobodyExpected = true },
            new() { Claim = "Plans that hold up win", Firmness = Firmness.Firm, Reasons = [new("plans", Sign.For, Side.ChoseYou)], Quotes = [new(won.Interview, won.Quotes[0].Id)] },
        ],
        Beliefs = [new("Our price is too high", "price", "Fair once explained.")],
        Questions = [new("Does the new demonstration help?", "Yes, when it runs on the buyer's own deliveries.")],
        CouldNotLearn = ["Whether buyers outside Europe differ."],
    };

    public async Task<ReportDraft> GoodDraftAsync()
    {
        SmallAgency.As("priya", Role.Analyst);
        return Draft((await Coding(Interviews[0]).View())!, (await Coding(Interviews[1]).View())!);
    }

    public async Task<Light> LightAsync(GateLight which, Func<ReportDraft, ReportDraft> fault)
    {
        var draft = fault(await GoodDraftAsync());
        SmallAgency.As("priya", Role.Analyst);
        Accepted(await Report.SaveDraft($"draft/{which}/{drafts++}", draft));
        return (await Report.Check()).Single(l => l.Which == which);
    }

    /// <summary>Priya writes and proposes, Tom approves, and the report lies on the shelf.</summary>
    public async Task<byte[]> ReleasedAsync(Func<ReportDraft, ReportDraft>? with = null)
    {
        var draft = await GoodDraftAsync();
        draft = with?.Invoke(draft) ?? draft;
        SmallAgency.As("priya", Role.Analyst);
        Accepted(await Report.SaveDraft("draft-of-priya", draft));
        Accepted(await Report.Propose("propose-of-priya"));
        SmallAgency.As("tom", Role.Analyst);
        Accepted(await Report.Approve("approve", (await Report.View()).Seen));
        await agency.UntilAsync(async () => (await Report.View()).State.Stage == ReportStage.Released);
        return await FileAsync(ShelfPaths.ReleaseJson);
    }

    public async Task<byte[]> FileAsync(string name) => await agency.Given.Shelf.ReadAllAsync(ShelfPaths.File("northwind", "q4", 1, name)) ?? [];

    public async ValueTask DisposeAsync()
    {
        await agency.DisposeAsync();
        foreach (var store in stores) await store.DisposeAsync();
    }

    public static void Accepted(WinLossAgency.Grains.Answer answer) => Assert.True(answer.Ok, answer.Refusal);

    private async Task PrepareAsync(string aside)
    {
        await agency.InTheFieldAsync(List());
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(Engagement);
        var chosen = (await engagement.Deals(0)).Where(d => !d.Account.EndsWith("Norte", StringComparison.Ordinal)).ToArray();
        Accepted(await engagement.Choose("choose", [.. chosen.Select(d => d.Deal)]));
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == chosen.Length);
        Accepted(await agency.Grains.GetGrain<ICodeBook>(Engagement).Set("book",
        [
            new("date", "A date for going live", "No date for going live", "process"), new("plans", "Plans that hold up", "Plans that do not hold up", "product"),
            new("price", "A fair price", "Price", "price"), new("name", "One person in charge", "No one person in charge", "people"),
        ]));
        Interviews = [.. chosen.Select(d => $"{Engagement}/{d.Deal}")];
        for (var n = 0; n < Interviews.Length; n++) await InterviewAsync(Interviews[n], Given[n], n % 2 == 0, aside);
    }

    private async Task InterviewAsync(string interview, string first, bool lost, string aside)
    {
        await HeldAsync(interview);
        SmallAgency.As("maya", Role.Interviewer);
        var files = agency.Services.GetRequiredService<IntakeFiles>();
        var intake = agency.Grains.GetGrain<IIntake>(interview);
        var number = await files.KeepAsync(interview, new MemoryStream(Encoding.UTF8.GetBytes(Call(first, lost, aside))), TestContext.Current.CancellationToken);
        await files.WriteAsync(interview, number, new UploadFile(CandidText.Of("call.txt"), "maya", agency.Time.Now, null, [], 0, null));
        Accepted(await intake.Deliver("upload", number));
        Accepted(await intake.ConfirmSpeakers("speakers", [VoiceRole.Interviewer, VoiceRole.Buyer]));
        foreach (var suggestion in (await files.FactsAsync(interview, (await intake.View()).Marking.Upload)).Suggestions)
            Accepted(await intake.AnswerSuggestion($"suggestion/{suggestion.Number}", suggestion.Number, true));
        Accepted(await intake.Close("close"));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterview>(interview).View()).State.Status == CaseStatus.Coding);
        SmallAgency.As("priya", Role.Analyst);
        var coding = Coding(interview);
        Accepted(await coding.AcceptMasks("masks"));
        if (lost) Accepted(await coding.AddCode("date", Dated, "date", Sign.Against, 3, false));
        Accepted(await coding.AddCode("plans", Planned, "plans", Sign.For, lost ? 1 : 3, false));
        Accepted(await coding.AddQuote("quote", lost ? Dated : Planned, Attribution.RoleOnly, "A head of operations"));
        Accepted(await coding.Close("coded"));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IEngagement>(Engagement).Cards()).Any(c => c.Interview == interview && c.Status == CaseStatus.Done));
    }

    private async Task HeldAsync(string interview)
    {
        SmallAgency.AsHouse();
        var held = agency.Grains.GetGrain<IInterview>(interview);
        Accepted(await held.Do("book", new InterviewCommand.Book("maya", "maya", agency.Time.Now + Duration.FromHours(1), 30, MeetingWay.Phone)));
        agency.Time.Pass(Duration.FromHours(1));
        Accepted(await held.Do("consent", new InterviewCommand.TakeConsent("maya", Attribution.RoleOnly, true, "en/1", "2026-1")));
        agency.Time.Pass(Duration.FromMinutes(25));
        Accepted(await held.Do("done", new InterviewCommand.Complete("maya", 8)));
        Accepted(await held.Do("wrap", new InterviewCommand.WrapUp("maya", false, false, CallFelt.Fine)));
        // The next day's first hour, so that calendars stay as they are in working life.
        agency.Time.Now += Duration.FromDays(1) - Duration.FromMinutes(85);
        if (agency.Time.Now.InUtc().DayOfWeek == IsoDayOfWeek.Saturday) agency.Time.Pass(Duration.FromDays(2));
    }

    private static string Call(string first, bool lost, string aside) => $"""
        Maya: When did it first look as if it might {(lost ? "not " : "")}be Northwind?
        {first}: {(lost ? Dated : "They ran our own worst week")}.
        Maya: And the product itself?
        {first}: {Planned}, and Gonçalo still asks me about it.
        Maya: Is there anything else?
        {first}: {aside}
        Maya: Back on the record, what would you tell them?
        {first}: That somebody should answer for the start.
        """;
}
