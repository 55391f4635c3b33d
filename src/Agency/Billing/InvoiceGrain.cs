using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Billing;

/// <summary>One invoice from its draft to its money. The number is taken before it is issued and then belongs to it for good.</summary>
[GrainType("invoice")]
internal sealed class InvoiceGrain([PersistentState("journal", "agency")] IPersistentState<Journal<InvoiceState, InvoiceEvent>> journal, JournalTools tools,
    InvoicePapers papers, StripeMirror stripe, EffectWorker worker) : JournalGrain<InvoiceState, InvoiceEvent>(journal, tools), IInvoice
{
    private const string ToShelf = "shelf";
    private const string ToPrinter = "printer";
    private const string ToStripe = "stripe";
    private const int ReferenceLengthMax = 80;

    private string ClientKey => Key[..Key.IndexOf('/')];

    protected override InvoiceState Empty => InvoiceState.None;

    protected override InvoiceState Fold(InvoiceState state, InvoiceEvent happened) => InvoiceState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(InvoiceEvent happened)
    {
        if (happened is InvoiceEvent.Issued or InvoiceEvent.Credited or InvoiceEvent.PaymentReceived or InvoiceEvent.Settled or InvoiceEvent.Voided or InvoiceEvent.GivenUp) yield return (ToShelf, Now);
        if (happened is InvoiceEvent.Issued or InvoiceEvent.Credited) yield return (ToPrinter, Now);
        if (stripe.IsUsed && (happened is InvoiceEvent.Issued or InvoiceEvent.Settled or InvoiceEvent.Voided or InvoiceEvent.GivenUp)) yield return (ToStripe, Now);
    }

    protected override Task PayAsync(string to, InvoiceEvent happened, string effectId)
    {
        var (key, client, state, me) = (Key, ClientKey, State, GrainFactory.GetGrain<IInvoice>(Key));
        return to switch
        {
            ToShelf => papers.LayAsync(client, state, happened),
            ToPrinter => worker.PayAsync(effectId, stop => papers.PrintAsync(client, state, happened, stop), me.Worked),
            ToStripe => worker.PayAsync(effectId, stop => stripe.TellAsync(key, state, happened, stop), me.Worked),
            _ => throw new InvalidOperationException($"No receiver is named {to}."),
        };
    }

    public Task Worked()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    public Task<Answer> Draw(string commandId, InvoiceContent content) => Decide(commandId, new InvoiceCommand.Draw(content));

    public Task<Answer> Hold(string commandId, HoldReason reason) => Decide(commandId, new InvoiceCommand.HoldBack(reason));

    public Task<Answer> LetGo(string commandId) => Decide(commandId, new InvoiceCommand.LetGo());

    public async Task<Answer> Discard(string commandId) =>
        await Caller.AsHouse(() => Series.NumberOf(Key)) is { } number
            ? Answer.No($"This draft has the number {number} already. Issue it and void it, or the series would have a gap.")
            : await Decide(commandId, new InvoiceCommand.Discard());

    public async Task<Answer> Issue(string commandId)
    {
        if (State.Number != "") return Answer.Done;
        var on = await Caller.AsHouse(TodayAsync);
        // What would be refused takes no number.
        if (Invoice.Decide(State, new InvoiceCommand.Issue("to be taken", on), Now) is Decision<InvoiceEvent>.Refused refused) return Answer.No(refused.Reason);
        var number = await Caller.AsHouse(() => Series.Take(Key));
        return await Decide(commandId, new InvoiceCommand.Issue(number, on));
    }

    public async Task<Answer> Pay(string commandId, Money amount, LocalDate on, string reference)
    {
        var today = await Caller.AsHouse(TodayAsync);
        if (on > today) return Answer.No($"The payment is dated {on:uuuu-MM-dd}, and today is {today:uuuu-MM-dd}.");
        if (reference.Trim() is not { Length: > 0 and <= ReferenceLengthMax } words) return Answer.No($"Give the reference of the transfer in up to {ReferenceLengthMax} characters.");
        // The same transfer typed twice is one payment.
        return await Decide(commandId, new InvoiceCommand.TakePayment(new Payment($"bank/{on:uuuu-MM-dd}/{words}", amount, on, words, PaidVia.Bank)));
    }

    public async Task<Answer> Credit(string commandId, string line, CreditReason reason, Money net)
    {
        if (State.Credits.Any(note => note.Id == commandId)) return Answer.Done;
        var on = await Caller.AsHouse(TodayAsync);
        if (Invoice.Decide(State, new InvoiceCommand.Credit(commandId, "to be taken", line, reason, net, on), Now) is Decision<InvoiceEvent>.Refused refused) return Answer.No(refused.Reason);
        // By the count and not by the command: a number taken before a crash goes to the next credit note of this invoice.
        var number = await Caller.AsHouse(() => Series.Take($"{Key}/credit/{State.Credits.Length + 1}"));
        return await Decide(commandId, new InvoiceCommand.Credit(commandId, number, line, reason, net, on));
    }

    public Task<Answer> Void(string commandId, VoidReason reason) => Decide(commandId, new InvoiceCommand.Void(reason));

    public Task<Answer> GiveUp(string commandId) => Decide(commandId, new InvoiceCommand.GiveUp());

    public async Task<bool> Lapse(LocalDate today)
    {
        if (State.Content is null || State.IsCleared) return true;
        (await Decide($"lapse/{today:uuuu-MM-dd}", new InvoiceCommand.Lapse(today))).OrThrow();
        if (!State.IsLapsed) return true;
        // A PDF that is still owed would be laid after all had been taken away.
        if (!NothingOwed) return false;
        await papers.TakeAwayAsync(ClientKey, State);
        if (!await ForgetHistoryAsync()) return false;
        (await Decide("clear", new InvoiceCommand.Clear())).OrThrow();
        return true;
    }

    public Task<InvoiceState> View() => Task.FromResult(State);

    public Task<string> Page() => Task.FromResult(InvoiceHtml.Render(State));

    public async Task<Answer> StripeSays(string commandId, StripeStanding standing)
    {
        if (State.Number == "") return Answer.No("Stripe speaks of an invoice that is not issued.");
        var known = Money.Sum(State.Payments.Where(payment => payment.Via == PaidVia.Stripe).Select(payment => payment.Amount), standing.Paid.Currency);
        // Stripe's total against what we know: any order and any repetition of its messages comes to the same.
        if (standing.Paid.Currency != State.Content!.ToPay.Currency || standing.Paid <= known) return Answer.Done;
        var payment = new Payment($"{standing.StripeInvoice}/{standing.Paid.Minor}", standing.Paid - known, await Caller.AsHouse(TodayAsync), standing.StripeInvoice, PaidVia.Stripe);
        return await Decide(commandId, new InvoiceCommand.TakePayment(payment));
    }

    private IInvoiceSeries Series => GrainFactory.GetGrain<IInvoiceSeries>(ClientKey);

    private async Task<LocalDate> TodayAsync() => await AgencyDay.TodayAsync(GrainFactory, Now);

    private Task<Answer> Decide(string commandId, InvoiceCommand command) => DecideAsync(commandId, (s, at) => Invoice.Decide(s, command, at));
}
