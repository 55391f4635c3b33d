using System.Text;

namespace WinLossAgency.Desk.Demo;

/// <summary>Chance that is the same on every machine and in every year: a 64-bit counter whose steps are mixed (splitmix64).</summary>
internal sealed class GeneratedChance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A chance of its own for one thing, so that adding another thing changes nothing here.</summary>
    public static GeneratedChance For(ulong seed, string thing) =>
        new(thing.Aggregate(seed ^ 0xCBF29CE484222325UL, (sum, letter) => (sum ^ letter) * 0x100000001B3UL));

    /// <summary>From 0 up to but not including <paramref name="below"/>.</summary>
    public int Next(int below) => (int)(Mixed() % (ulong)below);

    public T Of<T>(IReadOnlyList<T> list) => list[Next(list.Count)];

    public List<T> Shuffled<T>(IEnumerable<T> things)
    {
        var list = things.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
        return list;
    }

    /// <summary>Writes a phrase out: of every {this|that|other} one is said.</summary>
    public string Say(string phrase)
    {
        var said = new StringBuilder();
        for (var at = 0; at < phrase.Length;)
        {
            var open = phrase.IndexOf('{', at);
            if (open < 0) return said.Append(phrase, at, phrase.Length - at).ToString();
            var close = phrase.IndexOf('}', open);
            said.Append(phrase, at, open - at).Append(Of(phrase[(open + 1)..close].Split('|')));
            at = close + 1;
        }
        return said.ToString();
    }

    private ulong Mixed()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
