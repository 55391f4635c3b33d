using System.Collections.Immutable;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>
/// Reads a client's deal list as CRMs export it. A row it cannot use is told with its line and the reason, and the rest
/// is taken; a file it cannot use at all is refused in one sentence.
/// </summary>
internal static class DealListReader
{
    private const int SamplesMax = 3;
    private const int SampleLengthMax = 40;

    /// <summary>Characters of one cell that is used; a longer one would stand whole on every page that names the deal.</summary>
    public const int CellLengthMax = 4_000;

    public static ReadList Read(byte[] bytes, DealMapping mapping, EngagementKind kind)
    {
        var text = ListText.Of(bytes);
        if (text.Refusal is not null) return new ReadList { Refusal = text.Refusal };
        var table = ListTable.Of(text.Text, DealColumns.Known);
        if (table.Refusal is not null) return new ReadList { Refusal = table.Refusal, Encoding = text.Encoding };
        var uses = DealColumns.Of(table.Headings, mapping);
        var closed = uses.IndexOf(DealField.ClosedOn);
        var dates = new ListDates(closed < 0 ? [] : table.Records.Select(r => closed < r.Fields.Length ? r.Fields[closed] : ""), mapping.Dates);
        var read = new ReadList
        {
            Rows = table.Records.Length, Encoding = text.Encoding, Separator = ListTable.NameOf(table.Separator), Headings = table.Headings,
            Columns = [.. table.Headings.Select((h, i) => new ColumnPreview(h, uses[i], Samples(table, i)))], Dates = dates.Order, Refusal = Missing(uses, kind),
        };
        return read.Refusal is not null ? read : new Rows(table, uses, dates, mapping, kind).Sort(read);
    }

    /// <summary>Columns without which no row can be read; a person can say which they are.</summary>
    private static string? Missing(ImmutableArray<DealField> uses, EngagementKind kind)
    {
        bool Has(params DealField[] any) => any.Any(f => uses.Contains(f));
        if (!Has(DealField.ContactName, DealField.FirstName, DealField.LastName, DealField.Email, DealField.Phone, DealField.Mobile))
            return "No column names the buyer: say which one holds the name, the e-mail address or the phone number.";
        if (!Has(DealField.ClosedOn)) return "No column holds the date of the decision: say which one does.";
        if (kind == EngagementKind.WinLoss && !Has(DealField.Stage, DealField.WonFlag, DealField.LostFlag)) return "No column says which deals were won and which were lost: say which one does.";
        return null;
    }

    private static ImmutableArray<string> Samples(ListTable table, int column) => [.. table.Records
        .Select(r => column < r.Fields.Length ? Plain.Tidy(r.Fields[column]) : "").Where(v => v.Length > 0).Distinct().Take(SamplesMax)
        .Select(v => v.Length > SampleLengthMax ? v[..SampleLengthMax] + "…" : v)];

    /// <summary>Sorts each row into taken, refused and repeated.</summary>
    private sealed class Rows(ListTable table, ImmutableArray<DealField> uses, ListDates dates, DealMapping mapping, EngagementKind kind)
    {
        public ReadList Sort(ReadList read)
        {
            var bad = ImmutableArray.CreateBuilder<BadRow>();
            var notes = ImmutableArray.CreateBuilder<ListNote>();
            var repeats = new Repeats();
            foreach (var record in table.Records)
            {
                var row = new DealRowReader(record, uses, dates, mapping, kind);
                if (Whole(record) is { } broken) bad.Add(new BadRow(broken, record.Fields));
                else if (row.Refusal() is { } why) bad.Add(new BadRow(why, record.Fields));
                else
                {
                    var deal = row.Deal();
                    if (repeats.Add(deal)) notes.AddRange(row.Notes);
                }
            }
            return read with { Good = repeats.Good, Bad = bad.ToImmutable(), Repeated = repeats.Repeated, Notes = notes.ToImmutable() };
        }

        private RejectedRow? Whole(ListRecord record)
        {
            if (table.UnclosedFrom == record.Line)
                return RejectedRow.Plainly(record.Line, "A quotation mark opens in this row and never closes; this row and all below it could not be read.");
            for (var i = 0; i < Math.Min(uses.Length, record.Fields.Length); i++)
                if (uses[i] != DealField.Ignored && record.Fields[i].Length > CellLengthMax)
                    return RejectedRow.Plainly(record.Line, $"{table.Headings[i]} holds {record.Fields[i].Length:N0} characters; {CellLengthMax:N0} is the most.");
            var over = record.Fields.Length - table.Headings.Length;
            return over > 0 && record.Fields.Skip(table.Headings.Length).Any(f => !string.IsNullOrWhiteSpace(f))
                ? RejectedRow.Plainly(record.Line, $"This row has {record.Fields.Length} cells under {table.Headings.Length} headings; a {ListTable.NameOf(table.Separator)} inside a cell wants quotation marks around it.")
                : null;
        }
    }
}
