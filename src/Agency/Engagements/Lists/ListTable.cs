using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>One record of the file and the line on which it begins, counted as an editor counts lines.</summary>
internal sealed record ListRecord(int Line, ImmutableArray<string> Fields);

/// <summary>A list as rows and columns: the headings, the records under them, and where a quotation mark never closed.</summary>
internal sealed record ListTable(string Separator, ImmutableArray<string> Headings, ImmutableArray<ListRecord> Records, int? UnclosedFrom, string? Refusal)
{
    /// <summary>Rows of one list; a longer one is split, so that each is taken within one turn of its grain.</summary>
    public const int RowsMax = 2_000;
    public const int ColumnsMax = 300;

    private static readonly string[] Separators = [",", ";", "\t", "|"];

    /// <summary>Splits by the separator under which the most headings are known, or else the most columns appear.</summary>
    public static ListTable Of(string text, Func<ImmutableArray<string>, int> known)
    {
        var skipped = 0;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.IndexOf('\n') is > 0 and var end)
            (text, skipped) = (text[(end + 1)..], 1); // Excel's own first line.
        var separator = Separators.MaxBy(s => HeadingsUnder(text, s) is var found ? (known(found), found.Length) : default)!;
        return Read(text, separator, skipped);
    }

    public static string NameOf(string separator) => separator switch { "," => "comma", ";" => "semicolon", "\t" => "tab", _ => "bar" };

    private static ImmutableArray<string> HeadingsUnder(string text, string separator)
    {
        using var parser = Parser(text, separator);
        while (parser.Read())
            if (!Blank(parser.Record!)) return [.. parser.Record!.Select(f => f.Trim())];
        return [];
    }

    private static ListTable Read(string text, string separator, int skipped)
    {
        ImmutableArray<string> headings = [];
        var records = ImmutableArray.CreateBuilder<ListRecord>();
        using var parser = Parser(text, separator);
        var (before, last) = (0, "");
        while (parser.Read())
        {
            var line = skipped + before + 1;
            (before, last) = (parser.RawRow, parser.RawRecord);
            if (Blank(parser.Record!)) continue;
            if (headings.IsEmpty) headings = [.. parser.Record!.Select(f => f.Trim())];
            else if (records.Count == RowsMax) return No($"The list holds more than {RowsMax:N0} rows. Split it and send the parts one by one.");
            else records.Add(new ListRecord(line, [.. parser.Record!]));
        }
        if (headings.Length > ColumnsMax) return No($"The list holds {headings.Length} columns; {ColumnsMax} is the most.");
        if (headings.Length < 2) return No("No columns were found. A list has a first line of headings, separated by commas, semicolons or tabs.");
        if (records.Count == 0) return No("The list holds headings and no rows.");
        // An odd number of quotation marks in what was read last means that one of them took the rest of the file in.
        return new ListTable(separator, headings, records.ToImmutable(), last.Count(c => c == '"') % 2 == 1 ? records[^1].Line : null, null);
    }

    private static CsvParser Parser(string text, string separator) => new(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        Delimiter = separator, DetectDelimiter = false, BadDataFound = null, IgnoreBlankLines = false, LineBreakInQuotedFieldIsBadData = false,
    });

    private static bool Blank(string[] fields) => fields.All(string.IsNullOrWhiteSpace);

    private static ListTable No(string why) => new("", [], [], null, why);
}
