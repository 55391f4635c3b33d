using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Billing;

public abstract record InvoiceEvent
{
    private InvoiceEvent() { }

    public sealed record Drawn(InvoiceContent Content) : InvoiceEvent;

    public sealed record PurchaseOrderGiven(string PurchaseOrder) : InvoiceEvent;

    public sealed record HeldBack(HoldReason Reason) : InvoiceEvent;

    public sealed record LetGo : InvoiceEvent;

    public sealed record Discarded : InvoiceEvent;

    public sealed record Issued(string Number, LocalDate On, LocalDate Due, Instant At) : InvoiceEvent;

    public sealed record PaymentReceived(Payment Payment) : InvoiceEvent;

    public sealed record Settled(Instant At) : InvoiceEvent;

    public sealed record Credited(CreditNote Note) : InvoiceEvent;

    public sealed record Voided(VoidReason Reason, Instant At) : InvoiceEvent;

    public sealed record GivenUp(Instant At) : InvoiceEvent;

    /// <summary>Its years are over: whom it was to, what for and how it was paid are told no more. The sums stay.</summary>
    public sealed record Lapsed(Instant At) : InvoiceEvent;

    /// <summary>How it came about is forgotten too.</summary>
    public sealed record Cleared(Instant At) : InvoiceEvent;
}

public abstract record InvoiceCommand
{
    private InvoiceCommand() { }

    public sealed record Draw(InvoiceContent Content) : InvoiceCommand;

    public sealed record GivePurchaseOrder(string PurchaseOrder) : InvoiceCommand;

    public sealed record HoldBack(HoldReason Reason) : InvoiceCommand;

    public sealed record LetGo : InvoiceCommand;

    public sealed record Discard : InvoiceCommand;

    /// <summary>Number comes from the client's series; On is the day in the agency's zone.</summary>
    public sealed record Issue(string Number, LocalDate On) : InvoiceCommand;

    public sealed record TakePayment(Payment Payment) : InvoiceCommand;

    public sealed record Credit(string Id, string Number, string LineReference, CreditReason Reason, Money Net, LocalDate On) : InvoiceCommand;

    public sealed record Void(VoidReason Reason) : InvoiceCommand;

    public sealed record GiveUp : InvoiceCommand;

    public sealed record Lapse(LocalDate Today) : InvoiceCommand;

    public sealed record Clear : InvoiceCommand;
}

/// <summary>The states are Stripe's: draft, open, paid, void, uncollectible; a draft may also be discarded, which Stripe calls deleted.</summary>
public enum InvoiceStatus { None, Draft, Open, Paid, Void, Uncollectible, Discarded }

public sealed record InvoiceState(
    InvoiceStatus Status, InvoiceContent? Content, HoldReason? Hold, string Number, LocalDate? IssuedOn, LocalDate? Due,
    ImmutableArray<Payment> Payments, ImmutableArray<CreditNote> Credits)
{
    public static readonly InvoiceState None = new(InvoiceStatus.None, null, null, "", null, null, [], []);

    /// <summary>Nothing but sums and dates is left of it.</summary>
    public bool IsLapsed { get; init; }

    /// <summary>Its history is gone too.</summary>
    public bool IsCleared { get; init; }

    /// <summary>The last day on which it is kept: the end of the tenth year after the year in which it last changed, as retention of books is counted (DOMAIN 8).</summary>
    public LocalDate KeptUntil() => new(Payments.Select(payment => payment.On).Concat(Credits.Select(note => note.On))
        .Append(IssuedOn ?? Content!.Period.To.ToDateInterval().End).Max().Year + Invoice.KeptYears, 12, 31);

    public Money Received() => Money.Sum(Payments.Select(payment => payment.Amount), Content!.ToPay.Currency);

    public Money CreditedNet() => Money.Sum(Credits.Select(note => note.Net), Content!.ToPay.Currency);

    public Money CreditedTax() => Money.Sum(Credits.Select(note => note.Tax), Content!.ToPay.Currency);

    /// <summary>Still to be paid; below zero when a credit note came after the payment, and money goes back.</summary>
    public Money Balance() => Content!.ToPay - CreditedNet() - CreditedTax() - Received();

    public static InvoiceState Fold(InvoiceState state, InvoiceEvent happened) => happened switch
    {
        InvoiceEvent.Drawn drawn => state with { Status = InvoiceStatus.Draft, Content = drawn.Content },
        InvoiceEvent.PurchaseOrderGiven given => state with { Content = state.Content! with { PurchaseOrder = given.PurchaseOrder } },
        InvoiceEvent.HeldBack held => state with { Hold = held.Reason },
        InvoiceEvent.LetGo => state with { Hold = null },
        InvoiceEvent.Discarded => state with { Status = InvoiceStatus.Discarded },
        InvoiceEvent.Issued issued => state with { Status = InvoiceStatus.Open, Number = issued.Number, IssuedOn = issued.On, Due = issued.Due },
        InvoiceEvent.PaymentReceived received => state with { Payments = state.Payments.Add(received.Payment) },
        InvoiceEvent.Settled => state with { Status = InvoiceStatus.Paid },
        InvoiceEvent.Credited credited => state with { Credits = state.Credits.Add(credited.Note) },
        InvoiceEvent.Voided => state with { Status = InvoiceStatus.Void },
        InvoiceEvent.GivenUp => state with { Status = InvoiceStatus.Uncollectible },
        InvoiceEvent.Lapsed => state with
        {
            IsLapsed = true, Content = state.Content!.SumsOnly(),
            Payments = [.. state.Payments.Select(static (payment, at) => payment with { Id = $"lapsed/{at}", Reference = "" })],
        },
        InvoiceEvent.Cleared => state with { IsCleared = true },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), $"An invoice does not know {happened.GetType().Name}."),
    };
}

public static class Invoice
{
    /// <summary>Whole calendar years for which invoices are kept (DOMAIN 8).</summary>
    public const int KeptYears = 10;

    public static Decision<InvoiceEvent> Decide(InvoiceState state, InvoiceCommand command, Instant at) => command switch
    {
        InvoiceCommand.Lapse lapse => Lapse(state, lapse.Today, at),
        InvoiceCommand.Clear => state is { IsLapsed: true, IsCleared: false } ? new InvoiceEvent.Cleared(at) : Nothing<InvoiceEvent>(),
        _ when state.IsLapsed => Refuse($"{Named(state)} is past its {KeptYears} years; nothing but its sums is kept, and it is not changed any more."),
        InvoiceCommand.Draw draw => Draw(state, draw.Content),
        InvoiceCommand.GivePurchaseOrder give => GivePurchaseOrder(state, give.PurchaseOrder.Trim()),
        InvoiceCommand.HoldBack hold => hold.Reason == state.Hold ? Nothing<InvoiceEvent>() : WhileDraft(state, "held back", new InvoiceEvent.HeldBack(hold.Reason)),
        InvoiceCommand.LetGo => state.Hold is null ? Nothing<InvoiceEvent>() : new InvoiceEvent.LetGo(),
        InvoiceCommand.Discard => state.Status is InvoiceStatus.Discarded ? Nothing<InvoiceEvent>() : WhileDraft(state, "discarded", new InvoiceEvent.Discarded()),
        InvoiceCommand.Issue issue => Issue(state, issue, at),
        InvoiceCommand.TakePayment take => TakePayment(state, take.Payment, at),
        InvoiceCommand.Credit credit => Credit(state, credit, at),
        InvoiceCommand.Void cancel => Void(state, cancel.Reason, at),
        InvoiceCommand.GiveUp => GiveUp(state, at),
        _ => throw new ArgumentOutOfRangeException(nameof(command), $"An invoice does not know {command.GetType().Name}."),
    };

    private static Decision<InvoiceEvent> Draw(InvoiceState state, InvoiceContent content)
    {
        if (state.Content is { } before && before.SameAs(content)) return Nothing<InvoiceEvent>();
        return state.Status == InvoiceStatus.None ? new InvoiceEvent.Drawn(content) : WhileDraft(state, "drawn anew", new InvoiceEvent.Drawn(content));
    }

    private static Decision<InvoiceEvent> GivePurchaseOrder(InvoiceState state, string number)
    {
        if (state.Content?.PurchaseOrder == number) return Nothing<InvoiceEvent>();
        return number == "" ? Refuse("A purchase order number has at least one character.") : WhileDraft(state, "given an order number", new InvoiceEvent.PurchaseOrderGiven(number));
    }

    private static Decision<InvoiceEvent> Issue(InvoiceState state, InvoiceCommand.Issue issue, Instant at)
    {
        if (state.Number == issue.Number && issue.Number != "") return Nothing<InvoiceEvent>();
        if (state.Status != InvoiceStatus.Draft) return NotDraft(state, "issued");
        if (state.Hold is { } hold) return Refuse($"This invoice is held back ({Words(hold)}); let it go first.");
        if (state.Content!.Missing() is { IsEmpty: false } missing) return Refuse(string.Join(" ", missing));
        if (issue.Number == "") return Refuse("An invoice is issued under a number of the client's series.");
        var issued = new InvoiceEvent.Issued(issue.Number, issue.On, issue.On.PlusDays(state.Content.PaymentDays), at);
        // Nothing to pay is paid already; Stripe does the same at finalisation.
        return state.Content.ToPay.IsZero() ? All<InvoiceEvent>(issued, new InvoiceEvent.Settled(at)) : issued;
    }

    private static Decision<InvoiceEvent> TakePayment(InvoiceState state, Payment payment, Instant at)
    {
        if (state.Payments.FirstOrDefault(one => one.Id == payment.Id) is { } known)
            return known.Amount == payment.Amount ? Nothing<InvoiceEvent>() : Refuse($"Payment {payment.Id} stands at {known.Amount}; it cannot also be {payment.Amount}.");
        if (state.Status is not (InvoiceStatus.Open or InvoiceStatus.Uncollectible)) return Refuse($"{Named(state)} is {Words(state.Status)}; only an open or uncollectible invoice takes a payment.");
        if (payment.Amount.Currency != state.Content!.ToPay.Currency) return Refuse($"{Named(state)} is in {state.Content.ToPay.Currency}; {payment.Amount} is not.");
        if (payment.Amount.Minor <= 0) return Refuse($"A payment is above 0, not {payment.Amount}.");
        var rest = state.Balance() - payment.Amount;
        if (rest.Minor < 0) return Refuse($"{Named(state)} has {state.Balance()} open; {payment.Amount} is {-rest} too much. Record {state.Balance()} here and the rest where it belongs.");
        var received = new InvoiceEvent.PaymentReceived(payment);
        return rest.IsZero() ? All<InvoiceEvent>(received, new InvoiceEvent.Settled(at)) : received;
    }

    private static Decision<InvoiceEvent> Credit(InvoiceState state, InvoiceCommand.Credit credit, Instant at)
    {
        if (state.Credits.Any(note => note.Id == credit.Id)) return Nothing<InvoiceEvent>();
        if (state.Status is not (InvoiceStatus.Open or InvoiceStatus.Paid or InvoiceStatus.Uncollectible)) return Refuse($"{Named(state)} is {Words(state.Status)}; only an issued invoice is credited.");
        var left = state.Content!.Net - state.CreditedNet();
        if (credit.Net.Currency != left.Currency) return Refuse($"{Named(state)} is in {left.Currency}; {credit.Net} is not.");
        if (credit.Net.Minor <= 0 || credit.Net > left) return Refuse($"{Named(state)} has {left} before tax left to credit; {credit.Net} is not within it.");
        if (credit.LineReference != "" && state.Content.Lines.All(line => line.Reference != credit.LineReference)) return Refuse($"{Named(state)} has no line {credit.LineReference}.");

        // Tax of all credits so far, less what they bore: so that crediting everything gives back exactly the tax charged.
        var tax = (state.CreditedNet() + credit.Net).Percent(state.Content.TaxTerms.Percent, Draft.TaxRounding) - state.CreditedTax();
        var note = new CreditNote(credit.Id, credit.Number, credit.LineReference, credit.Reason, credit.Net, tax, credit.On);
        var settles = state.Status != InvoiceStatus.Paid && (state.Balance() - note.Total()).Minor <= 0;
        return settles ? All<InvoiceEvent>(new InvoiceEvent.Credited(note), new InvoiceEvent.Settled(at)) : new InvoiceEvent.Credited(note);
    }

    private static Decision<InvoiceEvent> Void(InvoiceState state, VoidReason reason, Instant at)
    {
        if (state.Status == InvoiceStatus.Void) return Nothing<InvoiceEvent>();
        if (state.Status is not (InvoiceStatus.Open or InvoiceStatus.Uncollectible)) return Refuse($"{Named(state)} is {Words(state.Status)}; only an open or uncollectible invoice is voided. A paid one is credited, a draft discarded.");
        return state.Payments.IsEmpty ? new InvoiceEvent.Voided(reason, at) : Refuse($"{Named(state)} has received {state.Received()}; credit it instead of voiding.");
    }

    private static Decision<InvoiceEvent> GiveUp(InvoiceState state, Instant at) => state.Status switch
    {
        InvoiceStatus.Uncollectible => Nothing<InvoiceEvent>(),
        InvoiceStatus.Open => new InvoiceEvent.GivenUp(at),
        _ => Refuse($"{Named(state)} is {Words(state.Status)}; only an open invoice is given up."),
    };

    /// <summary>What is still owed, or may still be issued, is kept however old it is.</summary>
    private static Decision<InvoiceEvent> Lapse(InvoiceState state, LocalDate today, Instant at) =>
        state.IsLapsed || state.Status is InvoiceStatus.None or InvoiceStatus.Draft or InvoiceStatus.Open || today <= state.KeptUntil() ? Nothing<InvoiceEvent>() : new InvoiceEvent.Lapsed(at);

    private static Decision<InvoiceEvent> WhileDraft(InvoiceState state, string done, InvoiceEvent happened) =>
        state.Status == InvoiceStatus.Draft ? happened : NotDraft(state, done);

    private static Refusal NotDraft(InvoiceState state, string done) => Refuse($"{Named(state)} is {Words(state.Status)}; only a draft can be {done}.");

    private static string Named(InvoiceState state) => state.Number == "" ? "This invoice" : $"Invoice {state.Number}";

    private static string Words(InvoiceStatus status) => status == InvoiceStatus.None ? "not drawn yet" : status.ToString().ToLowerInvariant();

    private static string Words(HoldReason hold) => hold switch
    {
        HoldReason.ClientAsked => "the client asked",
        HoldReason.OverPlan => "over plan",
        HoldReason.OrderAwaited => "the order is awaited",
        _ => "disputed",
    };
}
