using System.Collections.Frozen;

namespace WinLossAgency.Disclosure.Leaks;

/// <summary>How much a word tells, apart from any collection: words everyone says tell little. And which words stand for each other.</summary>
internal static class Vocabulary
{
    public const float FunctionWeight = 0.12f;
    public const float SpokenWeight = 0.4f;
    public const float CommonWeight = 0.8f;
    public const float RareWeight = 1f;
    public const float FunctionBits = 5;

    /// <summary>What speech is full of and a report leaves out; dropped on both sides.</summary>
    private static readonly FrozenSet<string> Fillers = Set("uh um er erm ah oh eh hm hmm mm mhm huh yeah yep yup ok okay well like right actually basically honestly");

    private static readonly FrozenSet<string> Hesitations = Set("uh um er erm ah eh hm hmm mm mhm");

    private static readonly FrozenSet<string> FunctionWords = Set(
        "a an the and or but if then than so as of in on at by to for from with without into onto out up down off over under about i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these those there here who whom whose which what when where why how be is are was were been being am do does did done have has had having will would shall should can could may might must not no yes nor just also too very all any some each every both either neither one ones own same such only again once more most much many few other another because while until though although however per via s t d m re ve ll im its thats dont didnt cant wont isnt wasnt youre theyre weve ive");

    private static readonly FrozenSet<string> SpokenWords = Set(
        "think know mean say said get got go going went come came take make made see look want need thing things something anything nothing everything someone anyone people way ways lot lots bit kind sort really maybe perhaps probably quite pretty good great nice better best big little small new old long first last next time times day year years now today still already even ever never always often back around through between before after during against away put give let use used using work working try tell talk ask feel find keep seem seems sure else two three four five six ten point part place question idea problem case fact end start sense number different important able actually sorry thank thanks please course guess suppose mind happen happened call called right left whatever whether since like whole set still yet thought done");

    /// <summary>Whoever speaks and is spoken to: a report tells of others.</summary>
    private static readonly FrozenSet<string> Persons = Set("i me my mine we us our ours you your yours myself ourselves yourself");

    private static readonly FrozenDictionary<string, string> Groups = ReadGroups();

    public static bool IsFiller(string word) => Fillers.Contains(word);

    public static bool IsHesitation(string word) => Hesitations.Contains(word);

    public static bool IsPerson(string word) => Persons.Contains(word);

    public static string Root(string word) => Groups.TryGetValue(word, out var root) ? root : Groups.TryGetValue(Stem.Of(word), out root) ? root : Stem.Of(word);

    public static float Weight(string word) =>
        FunctionWords.Contains(word) ? FunctionWeight : SpokenWords.Contains(word) || word.Length < 3 ? SpokenWeight : Masking.Lexicon.IsCommon(word) ? CommonWeight : RareWeight;

    /// <summary>What a word tells to somebody who knows English and nothing else, in bits.</summary>
    public static float Bits(string word) => Weight(word) switch { FunctionWeight => FunctionBits, SpokenWeight => 8, CommonWeight => 11, _ => 13 };

    private static FrozenDictionary<string, string> ReadGroups()
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("synonyms.txt")
            ?? throw new InvalidOperationException("The list synonyms.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var words = line.Split(' ');
            foreach (var word in words)
            {
                // A word of two groups stays with its first.
                groups.TryAdd(word, "=" + words[0]);
                groups.TryAdd(Stem.Of(word), "=" + words[0]);
            }
        }
        return groups.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
