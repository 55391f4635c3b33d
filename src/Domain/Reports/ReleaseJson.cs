using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Domain.Reports;

/// <summary>A release as bytes and back. A release is never changed, so neither are these bytes.</summary>
public static class ReleaseJson
{
    /// <summary>Rises when the shape changes in a way an older reader cannot take.</summary>
    public const int Schema = 1;

    public static byte[] Write(Release release) => HouseJson.ShelfBytes(new Envelope(Schema, release));

    public static Release? Read(ReadOnlySpan<byte> bytes) =>
        HouseJson.ReadShelf<Envelope>(bytes) is { Schema: Schema } envelope && Whole(envelope.Release) ? envelope.Release : null;

    // A list that is missing in the file would throw at its first reader, far from the cause.
    private static bool Whole(Release release) =>
        release is { Strengths.IsDefault: false, Findings.IsDefault: false, Reasons.IsDefault: false, Beliefs.IsDefault: false, Questions.IsDefault: false }
            and { Method.IsDefault: false, CouldNotLearn.IsDefault: false, Disclosure.IsDefault: false, Tables.IsDefault: false, Sure.Figures.IsDefault: false }
        && release.Findings.All(finding => finding is { Quotes.IsDefault: false, Steps.IsDefault: false })
        && release.Reasons.All(list => !list.Bars.IsDefault)
        && release.Tables.All(table => table is { Columns.IsDefault: false, Rows.IsDefault: false } && table.Rows.All(row => !row.Cells.IsDefault));

    private sealed record Envelope(int Schema, Release Release);
}
