using System.Collections.Immutable;
using System.Text.Json;
using WinLossAgency.Disclosure.Text;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// Every sentence that stands in a report which the client has. Each was compared with what was said in confidence while that
/// was kept; once it is destroyed nothing else can be, so nothing else may leave.
/// </summary>
internal static class ToldWords
{
    public static ImmutableHashSet<string> Of(IEnumerable<Release> releases)
    {
        var told = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var release in releases)
        {
            using var file = JsonDocument.Parse(ReleaseJson.Write(release));
            // Both labels of a reason stand in one cell.
            foreach (var words in Strings(file.RootElement).SelectMany(words => words.Split(ReportFigures.BothLabels).Append(words)))
                foreach (var (start, end) in Sentences.Of(words)) told.Add(words[start..end]);
        }
        return told.ToImmutable();
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value)),
        _ => [],
    };
}
