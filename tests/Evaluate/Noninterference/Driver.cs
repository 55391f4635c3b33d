using System.Collections.Immutable;
using System.Text;
using NodaTime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Takes one engagement through a world by the doors that people use, from the client's list to the paid work's invoice.</summary>
internal sealed partial class Driver(World world, LowPlan low, LowCourse course, HighPlan high, HighCourse way, Instant start)
{
    public const string Issuer = "https://identity.northwind.example/v2.0";
    public const string Tenant = "7a1c0e9e-52f5-4b0a-9a35-0d2c8a6f1d11";
    private static readonly string[] Clients = ["Northwind Freight Systems", "Northwind Logistics", "Northwind Planning"];
    private readonly Dictionary<int, string> deals = [];
    private readonly Seen seen = new();
    private string cookie = "";

    private string Interview(ListedBuyer buyer) => $"{low.Engagement}/{deals[buyer.Line]}";

    private IEngagement Engagement => world.Grains.GetGrain<IEngagement>(low.Engagement);

    public async Task<Seen> RunAsync(bool withFiles = false)
    {
        world.Clock.Now = start;
        await OpenAsync();
        await SendListAsync();
        await ChooseAsync();
        foreach (var n in high.Order)
        {
            await HoldAsync(high.Interviews[n], low.Interviews[n]);
            await TakeInAsync(high.Interviews[n]);
        }
        // Whatever was done when within the band, the work goes on at one instant in both runs.
        world.Clock.Now = start + Duration.FromHours(8);
        foreach (var n in high.CodingOrder) await CodeAsync(high.Interviews[n], low.Interviews[n]);
        world.Clock.Now = start + Duration.FromHours(9);
        if (low.LeavesOutLate) await LeaveOutAsync();
        await SettleAsync();
        if (course.WithdrawsBefore is { } gone) await WithdrawBeforeAsync(gone);
        await SealLateAsync(way.SealedBefore, "before");
        await MakePointAsync();
        await SettleAsync();
        await LookAsync("before", [$"/{low.Client}/q4", $"/{low.Client}/q4/deals"]);
        await ReportAsync(withFiles);
        await AfterwardsAsync(withFiles);
        await BillAsync(withFiles);
        await CollectAsync(withFiles);
        return seen;
    }

    private async Task OpenAsync()
    {
        Caller.House.Enter();
        var agency = world.Grains.GetGrain<IAgency>(IAgency.Key);
        var name = Clients[low.Number % Clients.Length];
        (await agency.OpenClient($"client-{low.Client}", low.Client, name)).OrThrow();
        var client = world.Grains.GetGrain<IClient>(low.Client);
        (await client.Open("open", name, new ClientBilling($"{name} Lda", ["Porto"], "PT1", "ap@northwind.example", "EUR"))).OrThrow();
        (await client.SetPeople("people", [new ClientPerson("owen@northwind.example", "Owen", true, Issuer, Tenant, "owen", new LocalDate(2199, 1, 1))])).OrThrow();
        (await agency.OpenEngagement($"engagement-{low.Client}", low.Engagement)).OrThrow();
        (await Engagement.Draft("draft", new SetUp
        {
            Title = "Q4", Kind = EngagementKind.WinLoss, K = low.K, ApprovalDays = 1, FieldFrom = new LocalDate(2026, 11, 2), FieldUntil = new LocalDate(2026, 12, 11), ReadoutOn = new LocalDate(2026, 12, 18),
        })).OrThrow();
        (await Engagement.RecordWords("words", new ClientWords([Phrases.Questions[low.Question]], low.Belief is { } belief ? [belief] : []))).OrThrow();
        (await world.Grains.GetGrain<IAccount>(low.Engagement).SetTerms("terms", Terms(low.K))).OrThrow();
        (await Engagement.Reach("agree", Stage.Agreed)).OrThrow();
        (await world.Grains.GetGrain<ICodeBook>(low.Engagement).Set("book",
        [
            new("date", "A date for going live", "No date for going live", "process"), new("plans", "Plans that hold up", "Plans that do not hold up", "product"),
            new("price", "A fair price", "Price", "price"), new("name", "One person in charge", "No one person in charge", "people"),
        ])).OrThrow();
        await UntilAsync(async () => await world.Shelf.ExistsAsync($"{low.Client}/access/000001.json"));
        await SettleAsync();
        cookie = world.Portal.SignIn(new HousePerson(Issuer, Tenant, "owen", "owen@northwind.example", "Owen", []));
    }

    private static AccountTerms Terms(int k) => new(new RateCard(
        "EUR", BillingTerms.Monthly, Money.Of(0, "EUR"), [new TierPrice("senior", "senior buyers", Money.Of(1_390, "EUR")), new TierPrice("mid", "managers", Money.Of(1_150, "EUR")), new TierPrice("standard", "buyers", Money.Of(990, "EUR"))], RateCard.StepsFor(8),
        Money.Of(150, "EUR"), Money.Of(200, "EUR"), 24, Money.Of(250, "EUR"), Money.Of(2_000, "EUR"), Money.Of(0, "EUR"), Money.Of(0, "EUR"), [], PassesOnIncentives: true,
        new TaxTerms(23m, "VAT", ReverseCharge: false), 30, PurchaseOrderRequired: true, Math.Max(k, RateCard.KFloor)), "PO-77", "Ines", "Rita Alves", "ap@northwind.example");

    /// <summary>The client uploads its list on its own page and asks a question there, and the agency takes both from the inbox.</summary>
    private async Task SendListAsync()
    {
        var answer = await world.Portal.PostAsync($"/{low.Client}/q4/deals", $"/{low.Client}/q4/deal-lists", cookie, token => new MultipartFormDataContent("a-boundary-of-our-own")
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(low.Csv())), "file", "deals.csv" },
        });
        See("sent list", answer);
        if (low.Asks) See("sent question", await world.Portal.PostAsync($"/{low.Client}/q4/ask", $"/{low.Client}/q4/questions", cookie, Form(("words", Phrases.Questions[low.Question]))));
        await world.InboxWorker.TakeAllAsync(CancellationToken.None);
        See("receipt", await world.Portal.GetAsync(answer.Location ?? throw new InvalidOperationException($"The list was answered {answer.Status}."), cookie));
        Caller.House.Enter();
        var listed = await Engagement.Deals(0);
        if (listed.Length != low.List.Length) throw new InvalidOperationException($"{listed.Length} of {low.List.Length} deals were taken.");
        foreach (var deal in listed) deals[low.List.Single(d => d.Account == deal.Account).Line] = deal.Deal;
        await SettleAsync();
        if (!low.LeavesOutLate) await LeaveOutAsync();
        Caller.House.Enter();
        (await Engagement.Reach("field", Stage.InTheField)).OrThrow();
    }

    /// <summary>The client's wish comes before anybody is asked, or when all has been said: what it sees then must not tell who was.</summary>
    private async Task LeaveOutAsync()
    {
        if (low.LeftOut is not { } left) return;
        See("sent wish", await world.Portal.PostAsync($"/{low.Client}/q4/deals", $"/{low.Client}/q4/leave-outs", cookie, Form(("deal", deals[left]), ("reason", "A subsidiary of ours"))));
        await world.InboxWorker.TakeAllAsync(CancellationToken.None);
        await SettleAsync();
    }

    private async Task ChooseAsync()
    {
        Caller.House.Enter();
        ListedBuyer[] chosen = [.. high.Interviews.Select(i => i.Buyer), .. high.Declining];
        (await Engagement.Choose("choose", [.. chosen.Select(d => deals[d.Line]).Order(StringComparer.Ordinal)])).OrThrow();
        await UntilAsync(async () => (await Engagement.Cards()).Length == chosen.Length);
        foreach (var buyer in high.Declining)
        {
            await DoAsync(buyer, "never", new InterviewCommand.RefuseHard("maya", RefusalOf.Person));
            await UntilAsync(async () => (await Engagement.Cards()).Any(c => c.Interview == Interview(buyer) && c.Status == CaseStatus.Refused));
        }
    }

    private async Task DoAsync(ListedBuyer buyer, string command, InterviewCommand what)
    {
        Caller.House.Enter();
        (await world.Grains.GetGrain<IInterview>(Interview(buyer)).Do(command, what)).OrThrow();
    }

    private async Task SettleAsync()
    {
        Caller.House.Enter();
        await UntilAsync(async () => await Engagement.Settled());
    }

    private async Task LookAsync(string when, string[] paths)
    {
        foreach (var path in paths) See($"{when} {path}", await world.Portal.GetAsync(path, cookie));
    }

    private void See(string where, Answered answer)
    {
        seen.Add($"portal {where}: status and headers", $"{answer.Status}\n{answer.Headers}");
        seen.Add($"portal {where}: body", WorldPortal.WithoutTokens(answer.Body));
    }

    private static Func<string, HttpContent> Form(params (string Name, string Value)[] fields) => token =>
        new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);

    /// <summary>What is owed is paid by others in their own time; each look is a turn behind them.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(holds))] string what = "")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        for (var looks = 0; !await holds(); looks++)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Still not so after 3 minutes: {what}");
            if (looks < 20) await Task.Yield();
            else await Task.Delay(1);
        }
    }
}
