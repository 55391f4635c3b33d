using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>The rows that were not taken, under their own headings and with the reason beside them: mended, the same file is sent again.</summary>
internal static class RejectedSheet
{
    public const string ReasonHeading = "What is wrong with this row";
    private const string LineHeading = "Line in the file";

    public static byte[] Write(ImmutableArray<string> headings, ImmutableArray<BadRow> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            ImmutableArray<string> own = [.. headings.Where(Theirs)];
            foreach (var heading in own.Append(LineHeading).Append(ReasonHeading)) csv.WriteField(Safe(heading));
            csv.NextRecord();
            foreach (var row in rows)
            {
                for (var i = 0; i < headings.Length; i++)
                    if (Theirs(headings[i])) csv.WriteField(i < row.Fields.Length ? Safe(row.Fields[i]) : "");
                csv.WriteField(row.Why.Line);
                csv.WriteField(row.Why.Reason);
                csv.NextRecord();
            }
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A sheet that is sent a second time already carries our two columns; they are not doubled.</summary>
    private static bool Theirs(string heading) => heading is not (ReasonHeading or LineHeading);

    /// <summary>A cell that a spreadsheet would run as a formula is kept from it; a phone number or an amount is none.</summary>
    private static string Safe(string cell) =>
        cell.Length > 1 && (cell[0] is '=' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF20' || cell[0] is '+' or '-' && cell.Any(char.IsLetter)) ? "'" + cell : cell;
}
