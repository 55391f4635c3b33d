using System.Text;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>One spelling for many: small letters and digits without marks, so that Müller, Mueller and MULLER meet.</summary>
internal static class Plain
{
    private const string Marked = "àáâãäåăąçćčďđèéêëęěğìíîïıłľñńňòóôõöøőřśšşșťțùúûüűůýÿźżž";
    private const string Bare = "aaaaaaaacccddeeeeeegiiiiillnnnooooooorssssttuuuuuuyyzzz";

    public static string Key(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var small = char.ToLowerInvariant(letter);
            var at = Marked.IndexOf(small);
            if (at >= 0) plain.Append(Bare[at]);
            else if (small is 'ß') plain.Append("ss");
            else if (small is 'æ') plain.Append('a');
            else if (small is 'œ') plain.Append('o');
            else if (char.IsLetterOrDigit(small)) plain.Append(small);
        }
        return plain.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u").ToString();
    }

    /// <summary>Blanks at the ends go, and runs of them inside become one.</summary>
    public static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
