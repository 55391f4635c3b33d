using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Desk.Billing;

/// <summary>A rate card as it is typed: every field keeps its text until the whole can be read, so that a refusal loses nothing.</summary>
public sealed class RateCardForm
{
    public const int TierRows = 6;
    public const int MilestoneRows = 4;
    public const int StepRows = 3;
    private readonly Dictionary<string, string> fields = [];
    private readonly List<string> problems = [];

    public string this[string name] => fields.GetValueOrDefault(name, "");

    public bool Has(string name) => this[name] == "on";

    public static RateCardForm Of(IFormCollection form)
    {
        var typed = new RateCardForm();
        foreach (var (name, value) in form) typed.fields[name] = value.ToString().Trim();
        return typed;
    }

    /// <summary>The card that stands, or a first proposal in the client's currency.</summary>
    public static RateCardForm Of(AccountTerms? terms, string currency)
    {
        var form = new RateCardForm();
        var zero = Money.Zero(currency);
        var card = terms?.Card ?? new RateCard(currency, BillingTerms.Milestones, zero, [], RateCard.StepsFor(8), zero, zero, 24, zero, zero, zero, zero, RateCard.HalfAtAgreement, false,
            new TaxTerms(0, "", false), 30, false, RateCard.KDefault);
        form.Fill(card);
        if (terms is null) form.fields["tax"] = "";
        (form.fields["order"], form.fields["ask"], form.fields["contact"], form.fields["mail"]) = (terms?.PurchaseOrder ?? "", terms?.AskForOrder ?? "", terms?.ContactName ?? "", terms?.ContactMail ?? "");
        return form;
    }

    public (AccountTerms? Terms, string? Refusal) Read()
    {
        var currency = this["currency"].ToUpperInvariant();
        if (!Currencies.Knows(currency)) return (null, $"{currency} is no currency; one is EUR.");
        Money Amount(string name, string label) => Read(name, label, Money.Zero(currency), text => Money.Parse($"{text} {currency}"));
        decimal Percent(string name, string label) => Read(name, label, 0m, text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : null);
        int Count(string name, string label) => Read(name, label, 0, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null);

        var tiers = Rows(TierRows, "tier", n => new TierPrice(this[$"tier{n}"], this[$"tierLabel{n}"] == "" ? this[$"tier{n}"] : this[$"tierLabel{n}"], Amount($"tierPrice{n}", "The price of a tier")));
        var milestones = Rows(MilestoneRows, "milestone", n => new Milestone(this[$"milestone{n}"], this[$"milestoneLabel{n}"], Percent($"milestonePercent{n}", "The share of a milestone")));
        var steps = Rows(StepRows, "step", n => new PartialStep(Count($"step{n}", "Sections of a partial interview"), Percent($"stepPercent{n}", "The share of a partial interview")));
        var card = new RateCard(currency, this["terms"] == nameof(BillingTerms.Monthly) ? BillingTerms.Monthly : BillingTerms.Milestones, Amount("setUp", "The set-up fee"), tiers, steps,
            Amount("noShow", "A missed appointment"), Amount("late", "A late cancellation"), Count("lateHours", "Hours of notice"), Amount("rush", "The rush supplement"), Amount("readout", "The readout fee"),
            Amount("planned", "The planned fee"), Amount("minimum", "The minimum"), milestones, Has("passesOn"), new TaxTerms(Percent("tax", "The tax"), this["taxReason"], Has("reverse")),
            Count("days", "Days to pay"), Has("orderNeeded"), Count("k", "People a line must speak of"));
        return problems.Count > 0 ? (null, string.Join(" ", problems.Distinct())) : (new AccountTerms(card, this["order"], this["ask"], this["contact"], this["mail"]), null);
    }

    private T Read<T>(string name, string label, T none, Func<string, T?> read) where T : struct
    {
        if (this[name] == "") return none;
        if (read(this[name]) is { } value) return value;
        problems.Add($"{label}: “{this[name]}” cannot be read as a number.");
        return none;
    }

    private ImmutableArray<T> Rows<T>(int rows, string name, Func<int, T> read) => [.. Enumerable.Range(1, rows).Where(n => this[$"{name}{n}"] != "").Select(read)];

    private void Fill(RateCard card)
    {
        (fields["currency"], fields["terms"]) = (card.Currency, card.Terms.ToString());
        foreach (var (name, amount) in new[] { ("setUp", card.SetUpFee), ("noShow", card.NoShow), ("late", card.LateCancellation), ("rush", card.Rush), ("readout", card.ReadoutFee), ("planned", card.PlannedFee), ("minimum", card.MinimumCommitment) })
            fields[name] = amount.IsZero() ? "" : amount.Number();
        for (var n = 1; n <= card.Tiers.Length; n++) (fields[$"tier{n}"], fields[$"tierLabel{n}"], fields[$"tierPrice{n}"]) = (card.Tiers[n - 1].Tier, card.Tiers[n - 1].Label, card.Tiers[n - 1].Completed.Number());
        for (var n = 1; n <= card.Milestones.Length; n++) (fields[$"milestone{n}"], fields[$"milestoneLabel{n}"], fields[$"milestonePercent{n}"]) = (card.Milestones[n - 1].Key, card.Milestones[n - 1].Label, Text(card.Milestones[n - 1].Percent));
        for (var n = 1; n <= card.PartialSteps.Length; n++) (fields[$"step{n}"], fields[$"stepPercent{n}"]) = (Text(card.PartialSteps[n - 1].SectionsFrom), Text(card.PartialSteps[n - 1].Percent));
        (fields["lateHours"], fields["days"], fields["k"]) = (Text(card.LateNoticeHours), Text(card.PaymentDays), Text(card.K));
        (fields["tax"], fields["taxReason"]) = (Text(card.Tax.Percent), card.Tax.Reason);
        foreach (var (name, on) in new[] { ("passesOn", card.PassesOnIncentives), ("reverse", card.Tax.ReverseCharge), ("orderNeeded", card.PurchaseOrderRequired) }) fields[name] = on ? "on" : "";
    }

    private static string Text(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
