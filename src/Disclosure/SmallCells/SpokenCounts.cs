using System.Collections.Frozen;
using System.Collections.Immutable;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>A number of people or companies that a text tells in words or digits.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Count">How many: "a couple of buyers" is 2.</param>
/// <param name="OutOf">Of how many, where the text says so in a number: "two of nine" is 9.</param>
public readonly record struct SpokenCount(int Start, int End, int Count, int? OutOf);

/// <summary>
/// Reads counts of people and companies off prose: a number, however said, before a word for those who buy; one of some ("two of them",
/// "one in five"); one that speaks ("three told us"); and "only four". Numbers of anything else (dates, steps, weeks) are left alone.
/// </summary>
public static class SpokenCounts
{
    private const int ModifiersMax = 3;

    private static readonly string[] Units =
        ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    /// <summary>Ways to say a number without naming it.</summary>
    private static readonly (string[] Words, int Count)[] Phrases =
    [
        (["half", "a", "dozen"], 6), (["a", "half", "dozen"], 6), (["a", "dozen"], 12), (["a", "couple"], 2), (["the", "couple"], 2), (["a", "pair"], 2), (["a", "handful"], 4), (["a", "trio"], 3),
        (["a", "few"], 3), (["a", "single"], 1), (["the", "only"], 1), (["both"], 2), (["a", "lone"], 1), (["the", "sole"], 1),
    ];

    /// <summary>Words for those who buy, that nothing else in a report goes by.</summary>
    private static readonly FrozenSet<string> Buyers = Set(
        "buyer buyers customer customers company companies firms prospect prospects respondent respondents interviewee interviewees interview interviews voice voices evaluator evaluators participant participants organisation organisations organization organizations businesses clients accounts deals purchasers shoppers subscribers enterprises households");

    /// <summary>Words that may stand for a buyer or for somebody else, or for a thing; what follows decides.</summary>
    private static readonly FrozenSet<string> Perhaps = Set(
        "person people persons manager managers director directors executive executives user users team teams firm client account deal business leader leaders head heads officer officers engineer engineers colleague colleagues site sites plant plants party parties shop shops hospital hospitals school schools bank banks");

    private static readonly FrozenSet<string> Acts = Set(
        "said says say told tell tells named name names mentioned mention mentions asked ask asks complained left chose picked felt feel thought think wanted want agreed agree described described reported called spoke raised cited believed believe did had were was would could who that whom went stayed bought signed rejected preferred prefer disagreed refused declined answered explained noted warned admitted doubted");

    /// <summary>What more than one does. After "one" such a word is a noun: "one name", "one call".</summary>
    private static readonly FrozenSet<string> ManyAct = Set("say tell name mention ask feel think want agree describe believe prefer disagree");

    /// <summary>What somebody does with one of something, so that no "one" after it does anything itself: "keep one named contact".</summary>
    private static readonly FrozenSet<string> Takes = Set("keep keeps keeping give gives giving offer offers offering provide provides providing assign assigns assigning appoint appoints appointing make makes making use uses using put puts putting set sets setting");

    private static readonly FrozenSet<string> OfWhom = Set("them the your our these those us all its their whom my");

    private static readonly FrozenSet<string> Barely = Set("only just merely barely");

    /// <summary>Every count told, in order.</summary>
    public static IEnumerable<SpokenCount> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = new TextView(text);
        string[] words = [.. view.Tokens.Select((_, i) => view.Word(i).ToString())];
        var found = ImmutableArray.CreateBuilder<SpokenCount>();
        for (var i = 0; i < words.Length;)
        {
            var next = i + 1;
            if (NumberAt(words, i) is { } number && Reading(view, words, i, number) is { } reading)
            {
                found.Add(new SpokenCount(view.Tokens[i].Start, view.Tokens[reading.Last].End, number.Count, reading.OutOf));
                next = reading.Last + 1;
            }
            i = next;
        }
        return found.ToImmutable();
    }

    // What follows a number: its noun, what it is of, or what those did.
    private static (int Last, int? OutOf)? Reading(TextView view, string[] words, int start, (int Count, int Next) number)
    {
        var at = number.Next;
        // "Two or three firms": the larger is told.
        if (at + 1 < words.Length && words[at] is "or" or "to" && NumberAt(words, at + 1) is { } second) at = second.Next;
        if (at < words.Length && words[at] is "of" or "in" or "out" && Within(words, words[at] == "out" ? at + 1 : at) is { } within) return within;
        if (at < words.Length && words[at] == "of") at++;
        for (var noun = at; noun < words.Length && noun <= at + ModifiersMax && (noun == at || Joins(view, noun - 1)); noun++)
        {
            if (Buyers.Contains(words[noun])) return (noun, null);
            // "One person who picks up" is somebody at the seller's, or anybody: of one person only what they did themselves tells.
            var anybody = number.Count == 1 && words[noun] == "person" && noun + 1 < words.Length && words[noun + 1] is "who" or "that" or "whom" && !IsBarely(words, start);
            if (!anybody && Perhaps.Contains(words[noun]) && (noun + 1 == words.Length || !view.Adjoins(noun) || Acts.Contains(words[noun + 1]))) return (noun, null);
            if (Acts.Contains(words[noun]) || words[noun] is "and" or "or" or "in" or "of" or "for" or "to" or "with" or "per" or "a" or "the" or "than" or "are" or "is" or "be" or "by" or "at" or "on" or "from") break;
        }
        // "Three said so", "only four": nobody is named, and yet everybody knows who is counted.
        var ends = at >= words.Length || !view.Adjoins(at - 1);
        var isTaken = number.Count == 1 && start > 0 && Takes.Contains(words[start - 1]) && view.Adjoins(start - 1) && at + 1 < words.Length && view.Adjoins(at);
        if (!ends && !isTaken && Acts.Contains(words[at]) && !(number.Count == 1 && ManyAct.Contains(words[at])) && (words[at] is not ("was" or "were" or "had" or "did" or "would" or "could" or "that" or "who") || IsBarely(words, start))) return (at, null);
        return ends && IsBarely(words, start) ? (number.Next - 1, null) : null;
    }

    private static bool Joins(TextView view, int token) => view.Gap(token) is [' '] or ['-'];

    // "of them", "of the nine", "in five", "out of twelve".
    private static (int Last, int? OutOf)? Within(string[] words, int of)
    {
        var at = of + 1;
        if (at >= words.Length) return null;
        if (NumberAt(words, at) is { } whole) return (whole.Next - 1, whole.Count);
        if (words[of] != "of" || !OfWhom.Contains(words[at])) return null;
        return at + 1 < words.Length && NumberAt(words, at + 1) is { } rest ? (rest.Next - 1, rest.Count) : words[at] is "them" or "us" or "whom" or "all" || Group(words, at + 1) ? (at, null) : null;
    }

    private static bool Group(string[] words, int from) =>
        Enumerable.Range(from, ModifiersMax).Any(i => i < words.Length && (Buyers.Contains(words[i]) || Perhaps.Contains(words[i])));

    private static bool IsBarely(string[] words, int at) => at > 0 && (Barely.Contains(words[at - 1]) || (at > 1 && words[at - 1] is "than" or "as" && words[at - 2] is "more" or "fewer" or "few" or "less"));

    private static (int Count, int Next)? NumberAt(string[] words, int at)
    {
        if (at >= words.Length) return null;
        if (Array.IndexOf(Units, words[at]) is > 0 and var unit) return (unit, at + 1);
        if (words[at].Length <= 3 && int.TryParse(words[at], System.Globalization.NumberStyles.None, null, out var n)) return (n, at + 1);
        foreach (var (phrase, count) in Phrases)
            if (at + phrase.Length <= words.Length && words.AsSpan(at, phrase.Length).SequenceEqual(phrase)) return (count, at + phrase.Length);
        return null;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
