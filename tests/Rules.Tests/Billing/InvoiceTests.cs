using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Rules.Tests.Calls;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

public class InvoiceTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 30, 10, 0);
    private static readonly LocalDate Today = new(2026, 11, 30);

    [Fact]
    public void Issuing_opens_the_invoice_and_sets_the_due_date()
    {
        var open = Given(new InvoiceCommand.Draw(Content()), new InvoiceCommand.Issue("MCC-0001", Today));
        Assert.Equal((InvoiceStatus.Open, "MCC-0001", new LocalDate(2026, 12, 30)), (open.Status, open.Number, open.Due));
    }

    [Fact]
    public void A_missing_purchase_order_blocks_issuing_and_says_whom_to_ask()
    {
        var draft = Given(new InvoiceCommand.Draw(Content() with { PurchaseOrder = "" }));
        Assert.Equal("The purchase order is missing: ask Ines.", Refusal(draft, new InvoiceCommand.Issue("MCC-0001", Today)));
        var ordered = Apply(draft, new InvoiceCommand.GivePurchaseOrder("MCC-0914"));
        Assert.Equal(InvoiceStatus.Open, Apply(ordered, new InvoiceCommand.Issue("MCC-0001", Today)).Status);
    }

    [Fact]
    public void Reverse_charge_needs_the_clients_tax_id()
    {
        var content = Content() with { TaxTerms = new TaxTerms(0, "", ReverseCharge: true), Buyer = Content().Buyer with { TaxId = "" } };
        Assert.Equal("Reverse charge needs the client's tax id: ask Ana Dias.", Refusal(Given(new InvoiceCommand.Draw(content)), new InvoiceCommand.Issue("MCC-0001", Today)));
    }

    [Fact]
    public void A_held_draft_is_not_issued_until_let_go()
    {
        var held = Given(new InvoiceCommand.Draw(Content()), new InvoiceCommand.HoldBack(HoldReason.OverPlan));
        Assert.Equal("This invoice is held back (over plan); let it go first.", Refusal(held, new InvoiceCommand.Issue("MCC-0001", Today)));
        Assert.Equal(InvoiceStatus.Open, Apply(Apply(held, new InvoiceCommand.LetGo()), new InvoiceCommand.Issue("MCC-0001", Today)).Status);
    }

    [Fact]
    public void The_last_payment_settles_and_too_much_is_refused_with_the_difference()
    {
        var part = Apply(Open(), Pay("p1", 10_000));
        Assert.Equal((InvoiceStatus.Open, "3,776.00 EUR"), (part.Status, part.Balance().ToString()));
        Assert.Equal("Invoice MCC-0001 has 3,776.00 EUR open; 4,000.00 EUR is 224.00 EUR too much. Record 3,776.00 EUR here and the rest where it belongs.", Refusal(part, Pay("p2", 4_000)));
        Assert.Equal(InvoiceStatus.Paid, Apply(part, Pay("p2", 3_776)).Status);
    }

    [Fact]
    public void A_paid_invoice_is_credited_and_never_voided()
    {
        var paid = Apply(Open(), Pay("p1", 13_776));
        Assert.StartsWith("Invoice MCC-0001 is paid; only an open or uncollectible invoice is voided.", Refusal(paid, new InvoiceCommand.Void(VoidReason.WrongAmount)));
        var credited = Apply(paid, Credit("c1", 1_150));
        Assert.Equal((InvoiceStatus.Paid, "-1,414.50 EUR"), (credited.Status, credited.Balance().ToString()));
    }

    [Fact]
    public void Crediting_everything_in_any_steps_gives_back_exactly_the_tax_charged()
    {
        Prop.ForAll(Gen.NonEmptyListOf(Gen.Choose(1, 400_000)).ToArbitrary(), steps =>
        {
            var state = Open();
            var n = 0;
            foreach (var minor in steps.Append(int.MaxValue))
            {
                var left = state.Content!.Net - state.CreditedNet();
                if (left.IsZero()) break;
                state = Apply(state, new InvoiceCommand.Credit($"c{++n}", $"MCC-{n + 1:0000}", "", CreditReason.Disputed, new Money(Math.Min(minor, left.Minor), "EUR"), Today));
            }
            return state.CreditedTax() == state.Content!.Tax && state.Balance().IsZero() && state.Status == InvoiceStatus.Paid;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_credit_beyond_the_invoice_or_of_an_unknown_line_is_refused()
    {
        Assert.Equal("Invoice MCC-0001 has 11,200.00 EUR before tax left to credit; 11,201.00 EUR is not within it.", Refusal(Open(), Credit("c1", 11_201)));
        Assert.Equal("Invoice MCC-0001 has no line 11-Z.", Refusal(Open(), Credit("c1", 1) with { LineReference = "11-Z" }));
    }

    [Fact]
    public void Repeating_any_command_at_once_adds_nothing()
    {
        InvoiceCommand[] commands =
        [
            new InvoiceCommand.Draw(Content()), new InvoiceCommand.HoldBack(HoldReason.ClientAsked), new InvoiceCommand.LetGo(), new InvoiceCommand.GivePurchaseOrder("PO-2"),
            new InvoiceCommand.Issue("MCC-0001", Today), Credit("c1", 100), Pay("p1", 100), Pay("p2", 50), new InvoiceCommand.GiveUp(), new InvoiceCommand.Void(VoidReason.Duplicate),
            new InvoiceCommand.Discard(), new InvoiceCommand.Draw(Content() with { PurchaseOrder = "other" }),
        ];
        Prop.ForAll(Gen.ListOf(Gen.Elements(commands)).ToArbitrary(), list =>
        {
            var state = InvoiceState.None;
            foreach (var command in list)
            {
                if (Invoice.Decide(state, command, Now) is not Decision<InvoiceEvent>.Accepted accepted) continue;
                state = accepted.Events.Aggregate(state, InvoiceState.Fold);
                if (Invoice.Decide(state, command, Now) is not Decision<InvoiceEvent>.Accepted { Events.IsEmpty: true }) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_transitions_are_those_of_Stripe()
    {
        var allowed = Shared.Json("contracts/vectors/stripe-invoice-transitions.json").GetProperty("transitions").EnumerateArray()
            .Select(one => (From: one.GetProperty("from").GetString()!, Call: one.GetProperty("call").GetString()!, To: one.GetProperty("to").GetString()!))
            .Where(one => !one.Call.EndsWith("/send") && one.From != one.To)
            .Select(one => $"{one.From} -> {one.To}").ToHashSet();

        InvoiceCommand[] commands = [new InvoiceCommand.Discard(), new InvoiceCommand.Issue("MCC-0001", Today), Pay("p9", 13_776), new InvoiceCommand.Void(VoidReason.Duplicate), new InvoiceCommand.GiveUp()];
        InvoiceState[] states =
        [
            Given(new InvoiceCommand.Draw(Content())), Open(), Apply(Open(), Pay("p1", 13_776)), Apply(Open(), new InvoiceCommand.Void(VoidReason.Duplicate)),
            Apply(Open(), new InvoiceCommand.GiveUp()), Apply(Given(new InvoiceCommand.Draw(Content())), new InvoiceCommand.Discard()),
        ];
        var ours = (from state in states
                    from command in commands
                    let decision = Invoice.Decide(state, command, Now) as Decision<InvoiceEvent>.Accepted
                    where decision is not null && !decision.Events.IsEmpty
                    select $"{Word(state.Status)} -> {Word(decision.Events.Aggregate(state, InvoiceState.Fold).Status)}").ToHashSet();
        Assert.Equal(allowed.Order(), ours.Order());

        static string Word(InvoiceStatus status) => status == InvoiceStatus.Discarded ? "(deleted)" : status.ToString().ToLowerInvariant();
    }

    [Fact]
    public void Ten_years_after_its_last_change_only_sums_and_dates_are_left()
    {
        var paid = Apply(Apply(Open(), Credit("c1", 1_150)), Pay("p1", 5_000));
        var settled = Apply(paid, new InvoiceCommand.TakePayment(new Payment("p2", paid.Balance(), new LocalDate(2027, 1, 4), "SEPA of Ana Dias", PaidVia.Bank)));
        Assert.Equal(new LocalDate(2037, 12, 31), settled.KeptUntil());
        Assert.Same(settled, Apply(settled, new InvoiceCommand.Lapse(new LocalDate(2037, 12, 31))));
        var lapsed = Apply(settled, new InvoiceCommand.Lapse(new LocalDate(2038, 1, 1)));
        var text = System.Text.Json.JsonSerializer.Serialize(lapsed);
        foreach (var word in new[] { "Dias", "Ines", "meridian", "Meridian", "Harrow", "IE12BOFI", "MCC-0914", "SEPA", "Interview" }) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        Assert.Equal((settled.Content!.ToPay, settled.Balance(), settled.Received(), settled.Number, settled.IssuedOn), (lapsed.Content!.ToPay, lapsed.Balance(), lapsed.Received(), lapsed.Number, lapsed.IssuedOn));
        Assert.Equal(settled.Content.Lines.SelectMany(line => line.Facts), lapsed.Content.Lines.SelectMany(line => line.Facts));
        Assert.Equal("Invoice MCC-0001 is past its 10 years; nothing but its sums is kept, and it is not changed any more.", Refusal(lapsed, Credit("c2", 1)));
        Assert.Same(lapsed, Apply(lapsed, new InvoiceCommand.Lapse(new LocalDate(2039, 1, 1))));
    }

    [Fact]
    public void What_is_owed_or_not_issued_yet_is_kept_however_old()
    {
        var later = new InvoiceCommand.Lapse(new LocalDate(2060, 1, 1));
        foreach (var state in new[] { Open(), Given(new InvoiceCommand.Draw(Content())), InvoiceState.None }) Assert.Same(state, Apply(state, later));
        Assert.True(Apply(Apply(Open(), new InvoiceCommand.GiveUp()), later).IsLapsed);
        Assert.True(Apply(Apply(Open(), new InvoiceCommand.Void(VoidReason.Duplicate)), later).IsLapsed);
        Assert.True(Apply(Given(new InvoiceCommand.Draw(Content()), new InvoiceCommand.Discard()), later).IsLapsed);
    }

    [Fact]
    public void A_statement_runs_the_balance_day_by_day()
    {
        var paid = Apply(Apply(Open(), Credit("c1", 1_150)), Pay("p1", 5_000));
        Assert.Equal(["Invoice MCC-0001 13,776.00 EUR 13,776.00 EUR", "Invoice MCC-0001, credit note MCC-0002 -1,414.50 EUR 12,361.50 EUR", "Invoice MCC-0001, payment -5,000.00 EUR 7,361.50 EUR"],
            Statement.Of([paid, Given(new InvoiceCommand.Draw(Content()))], "EUR").Select(line => $"{line.What} {line.Amount} {line.Balance}"));
    }

    internal static InvoiceContent Content()
    {
        var month = new YearMonth(2026, 11);
        var facts = Enumerable.Range(1, 8).Select(n => Evidence.Completed("e", $"e/i{n}", "mid", month)).Append(Evidence.Readout("e", 2, month));
        var draft = Draft.From(Cards.Monthly, facts, Billed.Nothing("EUR"), month, Occasion.MonthEnd);
        return new InvoiceContent("c1", "c1-e1", new Party("Harrow Lane Ltd", "1 Harrow Lane\nDublin", "IE", "IE1234567A"), new Party("Meridian Cold Chain Lda", "Rua do Porto 1\nLisboa", "PT", "PT500000000"),
            new BillingContact("Ana Dias", "accounts@meridian.example"), "MCC-0914", true, "Ines", draft.Period()!, draft.Lines, draft.Net, draft.Tax, draft.ToPay, draft.TaxTerms, 30,
            new BankDetails("Harrow Lane Ltd", "IE12BOFI90000112345678", "BOFIIE2D", "Bank of Ireland"));
    }

    private static InvoiceState Open() => Given(new InvoiceCommand.Draw(Content()), new InvoiceCommand.Issue("MCC-0001", Today));

    private static InvoiceCommand.TakePayment Pay(string id, int major) => new(new Payment(id, Money.Of(major, "EUR"), Today, "SEPA", PaidVia.Bank));

    private static InvoiceCommand.Credit Credit(string id, int major) => new(id, "MCC-0002", "", CreditReason.Disputed, Money.Of(major, "EUR"), Today);

    private static InvoiceState Given(params InvoiceCommand[] commands) => commands.Aggregate(InvoiceState.None, Apply);

    private static InvoiceState Apply(InvoiceState state, InvoiceCommand command) =>
        Assert.IsType<Decision<InvoiceEvent>.Accepted>(Invoice.Decide(state, command, Now)).Events.Aggregate(state, InvoiceState.Fold);

    private static string Refusal(InvoiceState state, InvoiceCommand command) => Assert.IsType<Decision<InvoiceEvent>.Refused>(Invoice.Decide(state, command, Now)).Reason;
}
