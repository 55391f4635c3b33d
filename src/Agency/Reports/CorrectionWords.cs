using System.Text.RegularExpressions;

namespace WinLossAgency.Agency.Reports;

/// <summary>What the house itself says of a correction: what changed, never why, and nobody's name.</summary>
internal static partial class CorrectionWords
{
    public const string Anew = "The reasons were put together anew.";

    /// <param name="what">A quote or a point.</param>
    public static string TakenOut(int count, string what, int finding) => count == 1 ? $"One {what} was taken out of finding {finding}." : $"{Number(count)} {what}s were taken out of finding {finding}.";

    public static string FindingTakenOut(int finding) => $"Finding {finding} was taken out.";

    /// <summary>Whether nobody typed this sentence: it tells of the report alone, so it can be near to nothing that a buyer said.</summary>
    public static bool AreOurs(string sentence) => sentence == Anew || Ours().IsMatch(sentence);

    private static string Number(int n) => n switch { 2 => "Two", 3 => "Three", 4 => "Four", 5 => "Five", _ => "Several" };

    [GeneratedRegex(@"^(?:(?:One (?:quote|point) was|(?:Two|Three|Four|Five|Several) (?:quotes|points) were) taken out of finding [0-9]{1,3}|Finding [0-9]{1,3} was taken out)\.\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();
}
