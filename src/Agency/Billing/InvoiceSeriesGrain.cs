using System.Text;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Billing;

/// <summary>One client's numbers. Its beginning is claimed in the store, so that no two clients of the agency share one.</summary>
[GrainType("invoice-series")]
internal sealed class InvoiceSeriesGrain([PersistentState("journal", "agency")] IPersistentState<Journal<SeriesState, SeriesEvent>> journal, JournalTools tools, AgencyStores stores)
    : JournalGrain<SeriesState, SeriesEvent>(journal, tools), IInvoiceSeries
{
    protected override SeriesState Empty => SeriesState.None;

    protected override SeriesState Fold(SeriesState state, SeriesEvent happened) => SeriesState.Fold(state, happened);

    public async Task<string> Take(string by)
    {
        if (State.Prefix == "") await DecideOrThrowAsync("begin", new SeriesCommand.Begin(await ClaimPrefixAsync()));
        if (State.NumberOf(by) is null) await DecideOrThrowAsync($"take/{by}", new SeriesCommand.TakeNumber(by));
        return State.NumberOf(by)!;
    }

    public Task<string?> NumberOf(string by) => Task.FromResult(State.NumberOf(by));

    private async Task<string> ClaimPrefixAsync()
    {
        var name = await GrainFactory.GetGrain<IClient>(Key).Name();
        foreach (var prefix in SeriesPrefix.Candidates(name, Key))
            if (await ClaimedAsync(prefix)) return prefix;
        throw new InvalidOperationException("No beginning for this client's invoice numbers is free.");
    }

    private async Task<bool> ClaimedAsync(string prefix)
    {
        var document = $"billing|prefix|{prefix}";
        if (await stores.Facts.ReadAsync(document) is { } known) return Encoding.UTF8.GetString(known.Bytes.Span) == Key;
        try
        {
            await stores.Facts.WriteAsync(document, Encoding.UTF8.GetBytes(Key), null);
            return true;
        }
        catch (EtagMismatchException)
        {
            return false;
        }
    }

    private async Task DecideOrThrowAsync(string commandId, SeriesCommand command)
    {
        (await DecideAsync(commandId, (s, _) => InvoiceSeries.Decide(s, command))).OrThrow();
    }
}
