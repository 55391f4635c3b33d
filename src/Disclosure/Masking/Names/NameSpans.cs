using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>Joins the words of one class that stand together into one mention.</summary>
internal static class NameSpans
{
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
            if (classes[i] != NameClass.None && first <= end) found.Add(Make(evidence.View, first, end, classes[i]));
            i = last + 1;
        }
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
