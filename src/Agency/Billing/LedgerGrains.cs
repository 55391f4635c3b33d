using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Billing;

/// <summary>Hands a fact to the account of its engagement. A fact that is refused throws, so that whoever owes it goes on owing it and the owner sees it.</summary>
[GrainType("ledger")]
internal sealed class LedgerGrain : Grain, ILedger
{
    public async Task<Answer> Record(string commandId, Evidence fact)
    {
        var answer = await GrainFactory.GetGrain<IAccount>(fact.Engagement).Record(commandId, fact);
        answer.OrThrow();
        return answer;
    }
}

[GrainType("ledger-month")]
internal sealed class LedgerMonthGrain([PersistentState("journal", "agency")] IPersistentState<Journal<LedgerState, LedgerEvent>> journal, JournalTools tools)
    : JournalGrain<LedgerState, LedgerEvent>(journal, tools), ILedgerMonth
{
    private const string ToNext = "next-month";

    private string Engagement => Key[..Key.LastIndexOf('/')];

    private YearMonth Month => YearMonthPattern.Iso.Parse(Key[(Key.LastIndexOf('/') + 1)..]).Value;

    protected override LedgerState Empty => LedgerState.None;

    protected override LedgerState Fold(LedgerState state, LedgerEvent happened) => LedgerState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(LedgerEvent happened) => happened is LedgerEvent.PassedOn ? [(ToNext, Now)] : [];

    protected override async Task PayAsync(string to, LedgerEvent happened, string effectId)
    {
        var passed = (LedgerEvent.PassedOn)happened;
        (await GrainFactory.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(Engagement, passed.To)).Record(effectId, passed.Late)).OrThrow();
    }

    public async Task<Answer> Record(string commandId, Evidence fact)
    {
        await OpenAsync();
        return await DecideAsync(commandId, (s, at) => Ledger.Decide(s, new LedgerCommand.Record(fact), at));
    }

    public async Task<Answer> Close(string commandId)
    {
        await OpenAsync();
        return await DecideAsync(commandId, (s, at) => Ledger.Decide(s, new LedgerCommand.Close(), at));
    }

    public Task<ImmutableArray<Evidence>> Facts() => Task.FromResult<ImmutableArray<Evidence>>([.. State.Facts.Values]);

    private Task<Answer> OpenAsync() => DecideAsync("open", (s, at) => Ledger.Decide(s, new LedgerCommand.Open(Engagement, Month), at));
}
