using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Billing;

/// <summary>The agency's books: every engagement's month on one page, and which months are closed.</summary>
[GrainType("month-book")]
internal sealed class MonthBookGrain([PersistentState("journal", "agency")] IPersistentState<Journal<MonthBookState, MonthBookEvent>> journal, JournalTools tools, DraftDesk desk, StripeKeys stripe)
    : JournalGrain<MonthBookState, MonthBookEvent>(journal, tools), IMonthBook
{
    private const string ToAccounts = "accounts";
    private const int PaidDaysShown = 7;

    protected override MonthBookState Empty => MonthBookState.None;

    protected override MonthBookState Fold(MonthBookState state, MonthBookEvent happened) => MonthBookState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(MonthBookEvent happened) => happened is MonthBookEvent.Closed ? [(ToAccounts, happened.At)] : [];

    protected override async Task PayAsync(string to, MonthBookEvent happened, string effectId)
    {
        var closed = (MonthBookEvent.Closed)happened;
        foreach (var engagement in (await ClientsAsync()).SelectMany(client => client.Engagements))
        {
            (await GrainFactory.GetGrain<IAccount>(engagement).CloseMonth($"{effectId}/{engagement}", closed.Month)).OrThrow();
        }
    }

    public async Task<Answer> SetFiscal(string commandId, FiscalFacts facts)
    {
        if (facts.Seller.LegalName.Trim() == "" || facts.Seller.Address.Trim() == "" || facts.Seller.TaxId.Trim() == "" || facts.Bank.Iban.Trim() == "")
            return Answer.No("An invoice needs the agency's legal name, its address, its tax id and an IBAN.");
        await desk.SetFiscalAsync(facts);
        return Answer.Done;
    }

    public Task<FiscalFacts?> Fiscal() => desk.FiscalAsync();

    public Task<YearMonth> ThisMonth() => AgencyDay.MonthAsync(GrainFactory, Now);

    public async Task<MonthEndView> View(YearMonth month)
    {
        var today = await AgencyDay.TodayAsync(GrainFactory, Now);
        var rows = ImmutableArray.CreateBuilder<MonthRow>();
        var invoices = new List<(string Client, string Key, InvoiceState State)>();
        foreach (var client in await ClientsAsync())
            foreach (var engagement in client.Engagements)
            {
                var account = GrainFactory.GetGrain<IAccount>(engagement);
                var title = (await GrainFactory.GetGrain<IEngagement>(engagement).View())?.SetUp.Title ?? "";
                rows.Add(new MonthRow(client.Name, title, (await account.Draft(month)).Row));
                foreach (var key in await account.Invoices()) invoices.Add((client.Name, key, await GrainFactory.GetGrain<IInvoice>(key).View()));
            }
        var sorted = rows.OrderBy(row => row.Row.State).ThenBy(row => row.Client, StringComparer.Ordinal).ThenBy(row => row.Title, StringComparer.Ordinal);
        return new MonthEndView(month, State.Closed.Contains(month), today, [.. sorted], [.. MonthLines.Paid(invoices, today.PlusDays(-PaidDaysShown))],
            [.. MonthLines.Issued(invoices).Where(line => line.Status == InvoiceStatus.Open)], [.. MonthLines.ToLookAt(invoices, today)], stripe.AreThere(), await desk.DifferencesAsync(),
            [.. State.Checks.Where(one => one.Month == month).Select(one => one.Check)]);
    }

    public Task<Answer> Check(string commandId, YearMonth month, MonthCheck check)
    {
        var by = Caller.Required.Id;
        return DecideAsync(commandId, (s, at) => MonthBook.Check(s, month, check, by, at));
    }

    public async Task<Answer> Close(string commandId, YearMonth month)
    {
        var by = Caller.Required.Id;
        var view = await View(month);
        var open = view.Rows.Count(row => row.Row.IsOpen());
        var thisMonth = view.Today.ToYearMonth();
        return await DecideAsync(commandId, (s, at) => MonthBook.Close(s, month, thisMonth, open, view.Differences.Length, by, at));
    }

    public async Task<ImmutableArray<InvoiceLine>> Invoices() => [.. MonthLines.Issued(await AllAsync()).Reverse()];

    public async Task<string> Export(YearMonth month)
    {
        var lines = MonthLines.Export(await AllAsync(), month);
        await Check($"export/{month}", month, MonthCheck.Exported);
        return lines;
    }

    private async Task<List<(string Client, string Key, InvoiceState State)>> AllAsync()
    {
        var invoices = new List<(string, string, InvoiceState)>();
        foreach (var client in await ClientsAsync())
            foreach (var engagement in client.Engagements)
                foreach (var key in await GrainFactory.GetGrain<IAccount>(engagement).Invoices())
                    invoices.Add((client.Name, key, await GrainFactory.GetGrain<IInvoice>(key).View()));
        return invoices;
    }

    private Task<ImmutableArray<ClientLine>> ClientsAsync() => GrainFactory.GetGrain<IAgency>(IAgency.Key).Clients();
}
