using System.Text;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Undoes what hides words from a comparison: invisible units, look-alike letters of other alphabets, wide forms, transcriber's notes in braces.</summary>
internal static class Disguise
{
    // Cyrillic and Greek letters that print like Latin ones.
    private const string Alike = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwвbкkмmнhтtгrαaεeιiκkνvοoρpτtυuχxωwӏlьbбbпnшwзzАaВbЕeКkМmНhОoРpСcТtХxІiЅsЈjΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧx";

    private static readonly Dictionary<char, char> Latin = BuildAlike();

    public static string Lift(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit == '{' && text.IndexOf('}', i) is var close && close > i && close - i < 30)
            {
                i = close;
                plain.Append(' ');
                continue;
            }
            if (IsInvisible(unit)) continue;
            if (unit is >= '\uFF01' and <= '\uFF5E') unit = (char)(unit - 0xFEE0);
            else if (unit > '\u036F' && Latin.TryGetValue(unit, out var latin)) unit = latin;
            plain.Append(Text.Fold.Unit(unit));
        }
        return plain.ToString();
    }

    private static bool IsInvisible(char unit) =>
        unit is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or (>= '\u0300' and <= '\u036F') or (>= '\uFE00' and <= '\uFE0F');

    private static Dictionary<char, char> BuildAlike()
    {
        var map = new Dictionary<char, char>();
        for (var i = 0; i < Alike.Length; i += 2) map[Alike[i]] = Alike[i + 1];
        return map;
    }
}
