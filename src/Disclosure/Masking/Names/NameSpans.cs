using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>Joins the words of one class that stand together into one mention.</summary>
internal static class NameSpans
{
    /// <summary>What a named stretch of land or town is: "Eastern Samar region", "Tampa bay".</summary>
    private static readonly FrozenSet<string> Lands = WordSet.Of("region province district county valley island islands peninsula coast bay beach lake river park bridge square street road avenue strip");

    public static void Collect(Evidence evidence, NameClass[] classes, List<Candidate> found)
    {
        for (var i = 0; i < classes.Length;)
        {
            var last = i;
            if (classes[i] != NameClass.None)
                while (last + 1 < classes.Length && classes[last + 1] == classes[i] && Joined(classes[i], evidence, last + 1)) last++;
            var (first, end) = (i, last);
            while (first <= end && evidence.IsJoiner(first)) first++;
            while (end > first && evidence.IsJoiner(end)) end--;
            if (first <= end) (first, end) = Whole(evidence, classes, first, end);
            if (classes[i] != NameClass.None && first <= end) found.Add(Make(evidence.View, first, end, classes[i]));
            i = last + 1;
        }
    }

    // What belongs to a mention though the weights are not sure of it: "Third" of "Third Reich", "al-" of "al-Sadr", the initials before a surname.
    private static (int First, int Last) Whole(Evidence evidence, NameClass[] classes, int first, int last)
    {
        var kind = classes[first];
        if (kind is NameClass.Organization)
        {
            while (first > evidence.RunFirst[first] && classes[first - 1] == NameClass.None && evidence.Sure[first - 1] == 0 && !evidence.OpensPlainly(first - 1)) first--;
            while (last < evidence.RunLast[last] && classes[last + 1] == NameClass.None && evidence.Sure[last + 1] == 0) last++;
        }
        if (kind is NameClass.Person)
            while (evidence.IsInitial(first - 1)) first--;
        if (kind is NameClass.Person or NameClass.Organization or NameClass.Place)
            while (evidence.IsParticle(first - 1)) first--;
        if (kind is NameClass.Place && last + 1 < classes.Length && evidence.Gaps[last + 1] == Between.Blank && Lands.GetAlternateLookup<ReadOnlySpan<char>>().Contains(evidence.View.Word(last + 1))) last++;
        return (first, last);
    }

    private static bool Joined(NameClass kind, Evidence evidence, int token) => evidence.Gaps[token] switch
    {
        Between.Blank or Between.Hyphen or Between.Nothing or Between.Ampersand or Between.Apostrophe or Between.Slash => true,
        Between.Stop => evidence.View.Tokens[token - 1].Length < 3 || kind == NameClass.Address,
        Between.Comma or Between.Line => kind == NameClass.Address,
        _ => false,
    };

    private static Candidate Make(TextView view, int first, int last, NameClass kind)
    {
        int start = view.Tokens[first].Start, end = view.Tokens[last].End;
        string Named(string what) => $"{what}:{view.Folded.AsSpan(start, end - start)}";
        return kind switch
        {
            NameClass.Person => new(start, end, MaskLabel.Person, MaskKind.Direct, "", "reads as a person", Candidate.Lists + 1),
            NameClass.Organization => new(start, end, MaskLabel.Organization, MaskKind.Direct, "", "reads as an organisation", Candidate.Lists + 1),
            NameClass.Place => new(start, end, MaskLabel.Place, MaskKind.Quasi, Named("place"), "reads as a place", Candidate.Lists),
            NameClass.Address => new(start, end, MaskLabel.Place, MaskKind.Direct, Named("address"), "reads as an address", Candidate.Lists + 2),
            NameClass.Trait => new(start, end, MaskLabel.Descriptor, MaskKind.Quasi, Named("trait"), "a trait that narrows the crowd", Candidate.Context),
            _ => new(start, end, MaskLabel.Descriptor, MaskKind.Quasi, Named("detail"), "a detail that narrows the crowd", Candidate.Context),
        };
    }
}
