using System.Text;
using NodaTime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using static WinLossAgency.House.Tests.Billing.BillingAgency;
using Stage = WinLossAgency.Domain.Engagements.Stage;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>From a fact of an interview to money, through the grains.</summary>
public sealed class BillingFlowTests
{
    [Fact]
    public async Task A_fact_told_twice_is_billed_once_and_never_again()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        var draft = await agency.Account().Draft(November);
        Assert.Equal(("6 interviews, managers", Eur(6_900)), (Assert.Single(draft.Lines).Description, draft.Row.Net!.Value));
        Assert.True((await agency.Account().Issue("issue", November)).Ok);
        Assert.True((await agency.Account().Issue("issue-again", November)).Ok);
        var invoice = Assert.Single(await agency.Book().Invoices());
        Assert.Equal(("NFS-0001", Money.Parse("8487.00 EUR")!.Value), (invoice.Number, invoice.ToPay));
        Assert.Equal(RowState.Issued, (await agency.Account().Draft(November)).Row.State);
    }

    [Fact]
    public async Task Fewer_than_five_wait_and_small_tiers_share_one_line()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("senior", 1, 2);
        AsHelena();
        var waits = (await agency.Account().Draft(November)).Row;
        Assert.Equal((RowState.Blocked, "Too few to bill alone", null), (waits.State, Assert.Single(waits.Blocks).Sentence, waits.Net));
        Assert.False(waits.IsOpen());
        Assert.False((await agency.Account().Issue("too-few", November)).Ok);

        await agency.TellAsync("mid", 3, 3);
        AsHelena();
        var line = Assert.Single((await agency.Account().Draft(November)).Lines);
        Assert.Equal(("Interviews and related charges", "", "6,230.00"), (line.Description, line.Each, line.Amount));
    }

    [Fact]
    public async Task A_missing_order_blocks_and_names_whom_to_ask()
    {
        await using var agency = await OpenAsync(terms: terms => terms with { PurchaseOrder = "" });
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        var refused = await agency.Account().Issue("issue", November);
        Assert.Equal("Order missing: ask Ines", refused.Refusal);
        Assert.True((await agency.Account().SetTerms("order", Terms)).Ok);
        Assert.True((await agency.Account().Issue("issue-2", November)).Ok);
        Assert.Equal("NFS-0001", (await (await agency.LastInvoiceAsync()).View()).Number);
    }

    [Fact]
    public async Task A_closed_month_passes_late_facts_to_the_next()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        Assert.StartsWith("1 in November 2026 are neither issued nor held.", (await agency.Book().Close("close", November)).Refusal);
        Assert.True((await agency.Account().Issue("issue", November)).Ok);
        foreach (var check in new[] { MonthCheck.RatesChecked, MonthCheck.GiftCardsCounted, MonthCheck.LateCancellationsAgreed }) await agency.Book().Check($"{check}", November, check);
        Assert.Contains("accounting export", (await agency.Book().Close("close-2", November)).Refusal, StringComparison.Ordinal);
        Assert.Contains("invoice,NFS-0001,NFS-0001,Northwind Freight Systems,EUR,6900,1587,8487,PO-77", await agency.Book().Export(November), StringComparison.Ordinal);
        var closed = await agency.Book().Close("close-3", November);
        Assert.True(closed.Ok, closed.Refusal);

        SmallAgency.AsHouse();
        // The closing is told to the ledgers by outbox; a month that takes no more facts has been told.
        var december = agency.Grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(Engagement, November.PlusMonths(1)));
        var late = 0;
        await agency.UntilAsync(async () =>
        {
            await agency.TellAsync("mid", 100 + late++, 1);
            return (await december.Facts()).Length > 0;
        });
        Assert.All(await december.Facts(), fact => Assert.Equal(November.PlusMonths(1), fact.Month));
    }

    [Fact]
    public async Task Twenty_at_once_get_twenty_numbers_without_a_gap()
    {
        await using var agency = await OpenAsync();
        var engagements = Enumerable.Range(1, 20).Select(n => $"northwind/e{n}").ToList();
        SmallAgency.AsHouse();
        foreach (var engagement in engagements)
        {
            Assert.True((await agency.Account(engagement).SetTerms("terms", Terms)).Ok);
            foreach (var n in Enumerable.Range(1, 5))
                await agency.Account(engagement).Record($"tell-{n}", Evidence.Completed(engagement, $"{engagement}/i-{n}", "mid", November));
        }
        AsHelena();
        var answers = await Task.WhenAll(engagements.Select(engagement => agency.Account(engagement).Issue("issue", November)));
        Assert.All(answers, answer => Assert.True(answer.Ok, answer.Refusal));
        var numbers = new List<string>();
        foreach (var engagement in engagements) numbers.Add((await (await agency.LastInvoiceAsync(engagement)).View()).Number);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"NFS-{n:0000}"), numbers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Killed_between_number_and_issue_the_retry_gets_the_same_number()
    {
        var folder = Directory.CreateTempSubdirectory("billing-").FullName;
        await using (var agency = await OpenAsync(folder))
        {
            await agency.TellAsync("mid", 1, 6);
            AsHelena();
            Assert.True((await agency.Account().Hold("hold", November, HoldReason.ClientAsked)).Ok);
            Assert.True((await agency.Account().LetGo("go")).Ok);
            SmallAgency.AsHouse();
            // The last thing the dying process did.
            Assert.Equal("NFS-0001", await agency.Grains.GetGrain<IInvoiceSeries>("northwind").Take((await agency.Account().Invoices())[^1]));
        }
        await using (var agency = await OpenAsync(folder, fresh: false))
        {
            Assert.Contains("NFS-0001", (await (await agency.LastInvoiceAsync()).Discard("discard")).Refusal, StringComparison.Ordinal);
            AsHelena();
            Assert.True((await agency.Account().Issue("issue", November)).Ok);
            Assert.Equal("NFS-0001", (await (await agency.LastInvoiceAsync()).View()).Number);
            SmallAgency.AsHouse();
            Assert.Equal("NFS-0002", await agency.Grains.GetGrain<IInvoiceSeries>("northwind").Take("another"));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Paid_by_hand_closes_it_and_a_credit_gives_back()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        await agency.Account().Issue("issue", November);
        var invoice = await agency.LastInvoiceAsync();
        var day = new LocalDate(2026, 11, 24);
        Assert.Contains("dated", (await invoice.Pay("early", Eur(8_487), day.PlusDays(1), "T-1")).Refusal, StringComparison.Ordinal);
        Assert.True((await invoice.Pay("pay", Eur(8_000), day, "T-1")).Ok);
        Assert.True((await invoice.Pay("pay-typed-again", Eur(8_000), day, "T-1")).Ok);
        Assert.Equal(InvoiceStatus.Open, (await invoice.View()).Status);
        Assert.True((await invoice.Pay("rest", Eur(487), day, "T-2")).Ok);
        Assert.Equal(InvoiceStatus.Paid, (await invoice.View()).Status);
        Assert.True((await invoice.Credit("credit", "11-A", CreditReason.Disputed, Eur(1_150))).Ok);
        Assert.True((await invoice.Credit("credit", "11-A", CreditReason.Disputed, Eur(1_150))).Ok);
        var note = Assert.Single((await invoice.View()).Credits);
        Assert.Equal(("NFS-0002", Money.Parse("1414.50 EUR")!.Value), (note.Number, note.Total()));
        Assert.Contains("1,414.50 EUR goes back", Assert.Single((await agency.Book().View(November)).ToLookAt), StringComparison.Ordinal);
        await agency.UntilAsync(async () => await agency.Given.Shelf.ReadAllAsync(ShelfPaths.InvoiceState("northwind", "nfs-0002", 1)) is not null);
        Assert.Contains("paid 24 November 2026", Encoding.UTF8.GetString((await LastStandingAsync(agency, "nfs-0001"))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_years_on_the_daily_round_leaves_the_sums_of_an_invoice_and_nothing_else()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        await agency.Account().Issue("issue", November);
        var invoice = await agency.LastInvoiceAsync();
        var key = (await agency.Account().Invoices())[^1];
        Assert.True((await invoice.Pay("pay", Eur(8_487), new LocalDate(2026, 11, 24), "T-1")).Ok);
        SmallAgency.AsHouse();
        var rounds = agency.Grains.GetGrain<IRounds>(IRounds.Key);
        agency.Time.Pass(Duration.FromDays(3_650));
        await rounds.Go();
        Assert.Equal("PO-77", (await invoice.View()).Content!.PurchaseOrder);

        agency.Time.Pass(Duration.FromDays(90));
        await agency.UntilAsync(async () =>
        {
            await rounds.Go();
            return (await invoice.View()).IsCleared;
        });
        var left = await invoice.View();
        Assert.Equal((Eur(8_487), Eur(0), "NFS-0001"), (left.Content!.ToPay, left.Balance(), left.Number));
        await foreach (var path in agency.Given.Shelf.ListAsync(ShelfPaths.Invoices("northwind"), TestContext.Current.CancellationToken)) Assert.Fail($"{path} still lies there");
        await foreach (var document in agency.Given.Facts.ListAsync("", TestContext.Current.CancellationToken))
        {
            if (!document.Contains(key, StringComparison.Ordinal)) continue;
            var text = Encoding.UTF8.GetString((await agency.Given.Facts.ReadAsync(document, TestContext.Current.CancellationToken))!.Bytes.Span);
            foreach (var word in new[] { "PO-77", "ap@northwind", "Rita", "T-1", "IBAN" }) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }
        AsHelena();
        Assert.Contains("invoice,NFS-0001,NFS-0001,Northwind Freight Systems,EUR,6900,1587,8487,", await agency.Book().Export(November), StringComparison.Ordinal);
        Assert.Contains("10 years", (await invoice.Credit("late", "", CreditReason.Goodwill, Eur(1))).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_leaves_names_anybody_of_the_deal_list()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        await agency.Account().Issue("issue", November);
        var hasPrinter = agency.Services.GetService(typeof(WinLossAgency.Agency.Reports.ChromiumPrinter)) is WinLossAgency.Agency.Reports.ChromiumPrinter { Executable: not null };
        var last = hasPrinter ? ShelfPaths.InvoicePdf("northwind", "nfs-0001") : ShelfPaths.InvoiceState("northwind", "nfs-0001", 1);
        await agency.UntilAsync(async () => await agency.Given.Shelf.ReadAllAsync(last) is not null);
        var seen = 0;
        await foreach (var path in agency.Given.Shelf.ListAsync(ShelfPaths.Invoices("northwind"), TestContext.Current.CancellationToken))
        {
            var text = Encoding.Latin1.GetString((await agency.Given.Shelf.ReadAllAsync(path, cancel: TestContext.Current.CancellationToken))!) + path;
            foreach (var name in new[] { "Ana Ferreira", "Ferreira", "Vale do Lima", "vale.example", "Operations", "i-0001-abc", "912" }) Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase);
            seen++;
        }
        Assert.True(seen >= 2);
        var page = await (await agency.LastInvoiceAsync()).Page();
        Assert.DoesNotContain("i-0001-abc", page, StringComparison.Ordinal);
        Assert.Contains("6 interviews, managers", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Milestones_and_the_set_up_fee_arise_from_the_stages()
    {
        await using var agency = await OpenAsync(terms: terms => terms with { Card = terms.Card with { Terms = BillingTerms.Milestones, SetUpFee = Eur(1_000), PlannedFee = Eur(8_000), Milestones = RateCard.HalfAtAgreement } });
        SmallAgency.AsHouse();
        Assert.True((await agency.Account().Reached("agreed", Stage.Agreed)).Ok);
        await agency.TellAsync("mid", 1, 6);
        AsHelena();
        await agency.UntilAsync(async () => (await agency.Account().Draft(November)).Lines.Length == 2);
        Assert.Equal(Eur(5_000), (await agency.Account().Draft(November)).Row.Net);
        Assert.True((await agency.Account().Issue("first", November)).Ok);
        SmallAgency.AsHouse();
        await agency.Account().Released("released", 1);
        await agency.Account().Reached("delivered", Stage.Delivered);
        AsHelena();
        await agency.UntilAsync(async () => (await agency.Account().Draft(November)).Lines.Any(line => line.Description == "Readout"));
        // 6 × 1,150 and the readout of 2,000, less the 4,000 that was advanced.
        var row = (await agency.Account().Draft(November)).Row;
        Assert.Equal((Eur(4_900), "Over plan by 23 %"), (row.Net!.Value, Assert.Single(row.Blocks).Sentence));
        Assert.True((await agency.Account().Agree("agree", November)).Ok);
        Assert.True((await agency.Account().Issue("balance", November)).Ok);
    }

    [Fact]
    public async Task Only_billing_and_the_owner_see_money_and_two_do_not_issue_at_once()
    {
        await using var agency = await OpenAsync();
        await agency.TellAsync("mid", 1, 6);
        foreach (var role in new[] { Role.Interviewer, Role.Supervisor, Role.Analyst, Role.PrivacyOfficer })
        {
            SmallAgency.As("somebody", role);
            await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Book().View(November));
            await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Account().Issue("no", November));
        }
        SmallAgency.AsHouse();
        await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("rui", new Staff("rui", "Rui Costa", "rui@harrowlane.example", Role.BillingAdmin, "main", "Europe/Lisbon", null));
        SmallAgency.As("rui", Role.BillingAdmin);
        Assert.True((await agency.Account().Claim()).Ok);
        AsHelena();
        Assert.Equal("Rui", (await agency.Account().Draft(November)).Row.BusyWith);
        Assert.Equal("Rui is issuing this.", (await agency.Account().Issue("mine", November)).Refusal);
        SmallAgency.As("rui", Role.BillingAdmin);
        Assert.True((await agency.Account().Issue("his", November)).Ok);
    }

    private static async Task<byte[]?> LastStandingAsync(SmallAgency agency, string number)
    {
        byte[]? last = null;
        await foreach (var path in agency.Given.Shelf.ListAsync(ShelfPaths.InvoiceStates("northwind", number))) last = await agency.Given.Shelf.ReadAllAsync(path);
        return last;
    }
}
