using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Billing;

/// <summary>The billing of one engagement: its terms, which months hold facts, which invoices came of them. One turn at a time, so nothing is billed twice.</summary>
[GrainType("account")]
internal sealed class AccountGrain([PersistentState("journal", "agency")] IPersistentState<Journal<AccountState, AccountEvent>> journal, JournalTools tools, AgencyStores stores, DraftDesk desk)
    : JournalGrain<AccountState, AccountEvent>(journal, tools), IAccount
{
    private const string ToLedger = "ledger";
    private static readonly Duration ClaimTimeMax = Duration.FromMinutes(2);

    private (string Id, string Name, Instant Until)? claim;

    private Subject TermsSubject => new("clients", Key[..Key.IndexOf('/')]);

    protected override AccountState Empty => AccountState.None;

    protected override AccountState Fold(AccountState state, AccountEvent happened) => AccountState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(AccountEvent happened) => happened is
        AccountEvent.TermsSet or AccountEvent.Reached or AccountEvent.Reported or AccountEvent.MonthClosed ? [(ToLedger, happened.At)] : [];

    protected override async Task PayAsync(string to, AccountEvent happened, string effectId)
    {
        if (happened is AccountEvent.MonthClosed closed) (await LedgerOf(closed.Month).Close(effectId)).OrThrow();
        // Milestones are the rate card's: what happened before there was one is told when it comes.
        else if (await Terms() is { } terms)
            foreach (var fact in State.Facts(Key, terms.Card)) (await Record($"{effectId}/{fact.Id}", fact)).OrThrow();
    }

    public async Task<Answer> Record(string commandId, Evidence fact)
    {
        var begun = await DecideAsync($"{commandId}/month", (s, at) => Account.Begin(s, fact.Month, at));
        return begun.Ok ? await LedgerOf(fact.Month).Record(commandId, fact) : begun;
    }

    public async Task<Answer> Reached(string commandId, Stage stage)
    {
        var month = await AgencyDay.MonthAsync(GrainFactory, Now);
        return await DecideAsync(commandId, (s, at) => Account.Reach(s, stage, month, at));
    }

    public async Task<Answer> Released(string commandId, int number)
    {
        // A correction puts right what was paid for already: no fee may hang on what a buyer took back.
        if (await IsCorrectionAsync(number)) return Answer.Done;
        var month = await AgencyDay.MonthAsync(GrainFactory, Now);
        return await DecideAsync(commandId, (s, at) => Account.Report(s, number, month, at));
    }

    private async Task<bool> IsCorrectionAsync(int number)
    {
        var client = Key[..Key.IndexOf('/')];
        return await stores.Shelf.ReadAllAsync(Domain.Reports.ShelfPaths.File(client, Key[(client.Length + 1)..], number, Domain.Reports.ShelfPaths.ReleaseJson)) is { } bytes && Domain.Reports.ReleaseJson.Read(bytes) is { Correction: not null };
    }

    public async Task<Answer> SetTerms(string commandId, AccountTerms terms)
    {
        var version = State.Terms + 1;
        await stores.People.WriteAsync(TermsSubject, DocumentOf(version), terms);
        var by = Caller.Required.Id;
        return await DecideAsync(commandId, (s, at) => Account.SetTerms(s, version, terms.Card, by, at));
    }

    public async Task<AccountTerms?> Terms() => State.Terms == 0 ? null : await stores.People.ReadAsync<AccountTerms>(TermsSubject, DocumentOf(State.Terms));

    public async Task<DraftView> Draft(YearMonth month)
    {
        var busy = Claimed() is { } other && other.Id != Caller.Required.Id ? other.Name : null;
        return await Caller.AsHouse(async () =>
        {
            var today = await AgencyDay.TodayAsync(GrainFactory, Now);
            return await DrawAsync(month) is { } drawn ? RowWords.View(Key, drawn, month, today, busy)
                : RowWords.WithoutTerms(Key, !State.Months.IsEmpty || !State.Stages.IsEmpty, today);
        });
    }

    public async Task<Answer> Claim()
    {
        var me = Caller.Required.Id;
        if (Claimed() is { } other && other.Id != me) return Answer.No($"{other.Name} is issuing this.");
        var staff = await Caller.AsHouse(() => GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList());
        claim = (me, staff.FirstOrDefault(one => one.Id == me)?.Name.Split(' ')[0] ?? "A colleague", Tools.RealClock.GetCurrentInstant() + ClaimTimeMax);
        return Answer.Done;
    }

    public async Task<Answer> Hold(string commandId, YearMonth month, HoldReason reason)
    {
        if (Busy() is { } busy) return busy;
        return await Caller.AsHouse(async () => await DrawAsync(month) is { Draft.Lines.IsEmpty: false } drawn
            ? await KeepAsync(commandId, drawn) is var (invoice, kept) && kept.Ok ? await invoice.Hold($"{commandId}/hold", reason) : kept
            : Answer.No("There is nothing to hold back."));
    }

    public Task<Answer> LetGo(string commandId) => Caller.AsHouse(async () =>
        State.Invoices.IsEmpty ? Answer.No("Nothing is held back.") : await GrainFactory.GetGrain<IInvoice>(State.Invoices[^1]).LetGo(commandId));

    public async Task<Answer> Agree(string commandId, YearMonth month)
    {
        var by = Caller.Required.Id;
        if (await Caller.AsHouse(() => DrawAsync(month)) is not { } drawn) return Answer.No("There is no rate card yet, so there is no plan.");
        return await DecideAsync(commandId, (s, at) => Account.AgreePlan(s, drawn.Effort, by, at));
    }

    public async Task<Answer> Issue(string commandId, YearMonth month)
    {
        if (Busy() is { } busy) return busy;
        return await Caller.AsHouse(async () =>
        {
            if (await DrawAsync(month) is not { } drawn) return Answer.No("There is no rate card yet: set it, and this month can be billed.");
            if (drawn.Draft.Lines.IsEmpty && drawn.Issued is not null) return Answer.Done;
            var row = RowWords.View(Key, drawn, month, default, null).Row;
            if (row.State == RowState.Held) return Answer.No($"This draft is held back. {row.Note}; let it go first.");
            if (row.State != RowState.Ready) return Answer.No(row.Blocks.IsEmpty ? $"Nothing is due by {ServicePeriod.Of(month).Label()}." : string.Join(" ", row.Blocks.Select(block => block.Sentence)));
            var (invoice, kept) = await KeepAsync(commandId, drawn);
            if (!kept.Ok) return kept;
            var issued = await invoice.Issue($"{commandId}/issue");
            if (issued.Ok) claim = null;
            return issued;
        });
    }

    public Task<Answer> CloseMonth(string commandId, YearMonth month) => DecideAsync(commandId, (s, at) => Account.Close(s, month, at));

    public Task<ImmutableArray<string>> Invoices() => Task.FromResult(State.Invoices);

    /// <summary>Draws into the draft there is, or opens one; killed between the two, the next try finds it open and draws.</summary>
    private async Task<(IInvoice Invoice, Answer Answer)> KeepAsync(string commandId, Drawn drawn)
    {
        var key = drawn.CurrentKey ?? System.FormattableString.Invariant($"{Key}/inv-{State.Invoices.Length + 1:0000}");
        var invoice = GrainFactory.GetGrain<IInvoice>(key);
        var opened = await DecideAsync($"{commandId}/open", (s, at) => Account.OpenDraft(s, key, at));
        return (invoice, opened.Ok ? await invoice.Draw($"{commandId}/draw/{Now.ToUnixTimeTicks()}", drawn.Content) : opened);
    }

    private async Task<Drawn?> DrawAsync(YearMonth month) => await Terms() is { } terms ? await desk.DrawAsync(GrainFactory, Key, State, terms, month) : null;

    private (string Id, string Name, Instant Until)? Claimed() => claim is { } held && held.Until > Tools.RealClock.GetCurrentInstant() ? held : null;

    private Answer? Busy() => Claimed() is { } other && other.Id != Caller.Required.Id ? Answer.No($"{other.Name} is issuing this.") : null;

    private ILedgerMonth LedgerOf(YearMonth month) => GrainFactory.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(Key, month));

    private string DocumentOf(int version) => System.FormattableString.Invariant($"terms/{Key.Replace('/', '.')}/{version:0000}");
}
