using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Billing;

namespace WinLossAgency.Agency.Billing;

/// <summary>How a month of an engagement reads on the month-end page. References to interviews stay behind.</summary>
internal static class RowWords
{
    public static DraftView View(string engagement, Drawn drawn, YearMonth month, LocalDate today, string? busyWith)
    {
        var (draft, content) = (drawn.Draft, drawn.Content);
        return new DraftView(Row(engagement, drawn, month, busyWith), [.. draft.Lines.Select(Line)], [.. Left(draft)],
            $"{content.Contact.Email}{(content.PurchaseOrder == "" ? "" : $", order {content.PurchaseOrder}")}", today.PlusDays(content.PaymentDays), draft.TaxTerms.Label(),
            draft.Tax, drawn.K);
    }

    /// <summary>An engagement without a rate card bills nothing; it blocks the month once there is something to bill.</summary>
    public static DraftView WithoutTerms(string engagement, bool hasFacts, LocalDate today)
    {
        var blocks = hasFacts ? ImmutableArray.Create(new RowBlock("No rate card yet", "you")) : [];
        return new DraftView(new AccountRow(engagement, hasFacts ? RowState.Blocked : RowState.Quiet, hasFacts ? "Work without a price" : "", "", "", "", false, "", null, null, blocks, null, null, false),
            [], [], "", today, "", null, RateCard.KDefault);
    }

    private static AccountRow Row(string engagement, Drawn drawn, YearMonth month, string? busyWith)
    {
        var (draft, terms) = (drawn.Draft, drawn.Terms);
        var blocks = Blocks(drawn);
        var state = drawn.IsHeld ? RowState.Held
            : !blocks.IsEmpty ? RowState.Blocked
            : !draft.Lines.IsEmpty ? RowState.Ready
            : drawn.Issued is not null ? RowState.Issued
            : RowState.Quiet;
        var order = terms.PurchaseOrder != "" ? terms.PurchaseOrder : terms.Card.PurchaseOrderRequired ? "missing" : "not needed";
        var bills = !draft.Lines.IsEmpty;
        var told = state == RowState.Issued ? drawn.Issued! : null;
        return new AccountRow(engagement, state, told is null ? News(draft.Lines, draft) : News(told.Content!.Lines, null), Note(drawn, state, month), $"{terms.Card.PaymentDays} days", order, order == "missing",
            Tax(terms.Card.Tax), told?.Content!.Net ?? (bills ? draft.Net : null), told?.Content!.ToPay ?? (bills ? draft.ToPay : null), blocks, busyWith,
            told is null ? drawn.CurrentKey : drawn.IssuedKey, bills && drawn.Alert is not null);
    }

    private static ImmutableArray<RowBlock> Blocks(Drawn drawn)
    {
        var (draft, content) = (drawn.Draft, drawn.Content);
        var blocks = ImmutableArray.CreateBuilder<RowBlock>();
        foreach (var reason in draft.Left.Where(one => one.Because == LeftBecause.Held).Select(one => one.Reason).Distinct()) blocks.Add(new RowBlock(reason, "you"));
        if (draft.Lines.IsEmpty)
        {
            if (Few(draft) > 0 && drawn.Issued is null) blocks.Add(new RowBlock("Too few to bill alone", ""));
            return blocks.ToImmutable();
        }
        if (content.PurchaseOrderRequired && content.PurchaseOrder == "")
        {
            var who = content.AskForPurchaseOrder == "" ? content.Contact.Name : content.AskForPurchaseOrder;
            blocks.Add(new RowBlock($"Order missing: ask {who}", who));
        }
        blocks.AddRange((content with { PurchaseOrderRequired = false }).Missing().Select(sentence => new RowBlock(sentence, sentence.Contains("owner", StringComparison.Ordinal) ? "the owner" : content.Contact.Name)));
        if (drawn.Alert is { } alert) blocks.Add(new RowBlock(alert, "the owner"));
        return blocks.ToImmutable();
    }

    private static string Note(Drawn drawn, RowState state, YearMonth month) => state switch
    {
        RowState.Held => $"Held: {Words(drawn.Current!.Hold!.Value)}",
        RowState.Issued => $"Issued as {drawn.Issued!.Number}",
        _ when Few(drawn.Draft) > 0 => $"{(drawn.Draft.Lines.IsEmpty ? "Joins" : "Some wait, too few to bill alone; they join")} {ServicePeriod.Of(month.PlusMonths(1)).Label()}’s lines",
        _ => "",
    };

    private static int Few(Draft draft) => draft.Left.Count(one => one.Because == LeftBecause.Waits && one.Reason.Contains("people", StringComparison.Ordinal));

    private static IEnumerable<string> Left(Draft draft) => draft.Left.Where(one => one.Because != LeftBecause.NotCharged).GroupBy(one => (one.Because, one.Reason))
        .Select(group => group.Key.Because == LeftBecause.Held ? group.Key.Reason : $"Waits: {group.Key.Reason}");

    private static string News(ImmutableArray<DraftLine> lines, Draft? draft)
    {
        var words = string.Join(", ", lines.Select((line, place) => place == 0 ? line.Description : Low(line.Description)));
        return words != "" ? words : draft is not null && Few(draft) > 0 ? "Interviews" : "";
    }

    private static string Low(string words) => words == "" ? "" : char.ToLowerInvariant(words[0]) + words[1..];

    private static LineView Line(DraftLine line) => new(line.Description, line.Period.Label(), line.Reference, line.Each?.Number() ?? "", line.Amount.Number());

    private static string Tax(TaxTerms tax) => tax.ReverseCharge ? "reverse" : tax.Percent == 0 ? "exempt" : $"{tax.Percent.ToString("0.###", CultureInfo.InvariantCulture)} %";

    private static string Words(HoldReason reason) => reason switch
    {
        HoldReason.ClientAsked => "the client asked",
        HoldReason.OverPlan => "over plan",
        HoldReason.OrderAwaited => "the order is awaited",
        _ => "disputed",
    };
}
