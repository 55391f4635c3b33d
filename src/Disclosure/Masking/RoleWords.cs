using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>The words of job titles: how one is written short or long, and which plain words stand for it.</summary>
internal static class RoleWords
{
    private static readonly (string Long, string Short)[] Chiefs =
    [
        ("chief executive officer", "ceo"), ("chief financial officer", "cfo"), ("chief information officer", "cio"), ("chief technology officer", "cto"),
        ("chief operating officer", "coo"), ("chief marketing officer", "cmo"), ("chief information security officer", "ciso"), ("chief procurement officer", "cpo"),
        ("chief revenue officer", "cro"), ("chief data officer", "cdo"), ("managing director", "md"), ("human resources director", "hr director"),
    ];

    private static readonly (string Long, string Short)[] Levels =
        [("senior vice president", "svp"), ("executive vice president", "evp"), ("vice president", "vp"), ("information technology", "it"), ("human resources", "hr"), ("director", "head"), ("senior", "sr")];

    private static readonly (string Word, string Field)[] Fields =
    [
        ("financ", "finance"), ("cfo", "finance"), ("controller", "finance"), ("treasur", "finance"), ("account", "finance"), ("procure", "purchasing"), ("purchas", "purchasing"),
        ("category", "purchasing"), ("sourcing", "purchasing"), ("buyer", "purchasing"), ("security", "security"), ("ciso", "security"), ("information", "technology"), ("technolog", "technology"),
        ("it ", "technology"), ("cio", "technology"), ("cto", "technology"), ("data", "technology"), ("market", "marketing"), ("cmo", "marketing"), ("sales", "sales"),
        ("revenue", "sales"), ("operat", "operations"), ("coo", "operations"), ("supply", "operations"), ("plant", "operations"), ("people", "personnel"), ("human", "personnel"),
        ("legal", "legal"), ("counsel", "legal"), ("product", "product"), ("engineer", "engineering"),
    ];

    private static readonly FrozenSet<string> HeadNouns = WordSet.Of("head director vp svp evp president manager chief lead leader controller treasurer partner owner chair chairman supervisor coordinator");

    private static readonly FrozenSet<string> ShortForms = WordSet.Of("ceo cfo cio cto coo cmo ciso cpo cro cdo");

    public static bool IsHeadNoun(ReadOnlySpan<char> word) => HeadNouns.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsShortForm(ReadOnlySpan<char> word) => ShortForms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static IEnumerable<string> Forms(string title)
    {
        var folded = Fold.ToText(title);
        yield return folded;
        foreach (var (full, brief) in Chiefs.Concat(Levels))
        {
            if (folded.Contains(full, StringComparison.Ordinal)) yield return folded.Replace(full, brief, StringComparison.Ordinal);
            else if ($" {folded} ".Contains($" {brief} ", StringComparison.Ordinal)) yield return $" {folded} ".Replace($" {brief} ", $" {full} ", StringComparison.Ordinal).Trim();
        }
    }

    /// <summary>Plain words that say the field and hide the post: "[a finance role]".</summary>
    public static string Plain(string foldedTitle)
    {
        foreach (var (word, field) in Fields)
            if ($"{foldedTitle} ".Contains(word, StringComparison.Ordinal)) return "aeiou".Contains(field[0]) ? $"[an {field} role]" : $"[a {field} role]";
        return "[a senior role]";
    }
}
