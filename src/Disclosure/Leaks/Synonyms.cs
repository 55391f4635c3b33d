using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>
/// Which roots may stand for each other. Unlike the groups of <see cref="Vocabulary"/> this is no equivalence: "bank" goes with
/// "depository" and with "slope", and those two not with each other. So each root has a list of senses, and two go together where they share one.
/// </summary>
internal static class Synonyms
{
    /// <summary>Who speaks becomes who is spoken of, and two words of one place in a sentence trade it.</summary>
    private static readonly string[] Turned =
    [
        "i we they he she one", "me us them him her", "my our their his her its", "mine ours theirs his hers", "you they one we", "your their our",
        "this that it", "these those them", "here there", "myself themselves himself herself ourselves", "shall will would", "can could may might", "must should",
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<int>> Senses = Read();

    /// <summary>The senses of a root, ascending; empty where the list knows none.</summary>
    public static ImmutableArray<int> Of(string root) => Senses.TryGetValue(root, out var senses) ? senses : [];

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }

    private static FrozenDictionary<string, ImmutableArray<int>> Read()
    {
        using var stream = typeof(Synonyms).Assembly.GetManifestResourceStream("wordnet.txt")
            ?? throw new InvalidOperationException("The list wordnet.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        var senses = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var sense = 0;
        foreach (var line in Turned.Concat(Lines(reader)))
        {
            foreach (var root in line.Split(' ').Select(Vocabulary.Root).Distinct(StringComparer.Ordinal))
            {
                if (!senses.TryGetValue(root, out var list)) senses[root] = list = [];
                list.Add(sense);
            }
            sense++;
        }
        return senses.ToFrozenDictionary(s => s.Key, s => s.Value.ToImmutableArray(), StringComparer.Ordinal);
    }
}
