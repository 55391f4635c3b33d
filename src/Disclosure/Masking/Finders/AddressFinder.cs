using System.Collections.Frozen;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking.Finders;

/// <summary>Finds e-mail addresses, web addresses and handles, written or spoken ("jo dot smith at acme dot com").</summary>
internal static class AddressFinder
{
    private static readonly FrozenSet<string> TopDomains = WordSet.Of(
        "com org net edu gov mil int info biz io ai co uk de fr es it nl be at ch pl pt se no dk fi ie cz sk hu ro gr eu us ca au nz in cn jp kr br mx ar cl za ng ke ae sg hk ph my id th vn tr ru ua il health bank tech dev app cloud online shop me tv cy uy");

    private const int SpokenWordsMax = 16;
    private const int HandleLettersMin = 3;
    private const int HandleDigitsMax = 4;

    private static readonly FrozenSet<string> Joiners = WordSet.Of("dot point period underscore dash hyphen minus");

    public static void Find(TextView view, List<Candidate> found)
    {
        Written(view, found);
        for (var i = 1; i < view.Tokens.Length - 2; i++)
            if (view.Is(i, "at") || view.Is(i, "@")) Spoken(view, i, found);
        for (var i = 0; i + 1 < view.Tokens.Length; i++)
            if (view.Gap(i) is ['_']) Numbered(view, i, found);
    }

    // "MarieC_55": a made word with a number is how people call themselves; "error_404" is not.
    private static void Numbered(TextView view, int token, List<Candidate> found)
    {
        var number = view.Tokens[token + 1];
        if (number.Shape != Shape.Number || number.Length > HandleDigitsMax || view.Tokens[token].Length < HandleLettersMin || view.Tokens[token].Shape == Shape.Number) return;
        int start = view.Tokens[token].Start, end = number.End;
        if ((start > 0 && view.Folded[start - 1] == '_') || (end < view.Folded.Length && view.Folded[end] == '_') || (Lexicon.All(view.Hashes[token]) & (Facts.Ordinary | Facts.Common)) != 0) return;
        found.Add(new Candidate(start, end, MaskLabel.Url, MaskKind.Direct, "handle:" + view.Folded.AsSpan(start, end - start).ToString(), "a handle", Candidate.Pattern));
    }

    private static void Written(TextView view, List<Candidate> found)
    {
        var text = view.Folded.AsSpan();
        for (var from = 0; from < text.Length;)
        {
            var hit = text[from..].IndexOfAny('@', '/', '.');
            if (hit < 0) return;
            var at = from + hit;
            from = at + 1;
            if (text[at] == '@') from = AroundAt(view, at, found);
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/') from = Link(view, SchemeStart(text, at), found);
            else if (text[at] == '.') from = Host(view, at, found);
        }
    }

    private static int AroundAt(TextView view, int at, List<Candidate> found)
    {
        var text = view.Folded.AsSpan();
        int start = at, end = at + 1;
        while (start > 0 && IsLocal(text[start - 1])) start--;
        while (end < text.Length && IsHost(text[end])) end++;
        while (end > at + 1 && text[end - 1] is '.' or '-' or '_') end--;
        if (end - at < 3) return at + 1;
        while (start < at && text[start] is '.' or '-' or '\'') start++;
        var mail = start < at && text[at..end].Contains('.');
        found.Add(mail
            ? new Candidate(start, end, MaskLabel.Email, MaskKind.Direct, "mail:" + text[start..end].ToString(), "an e-mail address", Candidate.Address)
            : new Candidate(at, end, MaskLabel.Url, MaskKind.Direct, "handle:" + text[at..end].ToString(), "a handle", Candidate.Address));
        return end;
    }

    // "linkedin.com/in/x", "www.acme.de": a dot whose right side is a top-level domain, or whose left side begins with www.
    private static int Host(TextView view, int dot, List<Candidate> found)
    {
        var text = view.Folded.AsSpan();
        int start = dot, end = dot + 1;
        while (start > 0 && IsHost(text[start - 1])) start--;
        while (end < text.Length && IsHost(text[end])) end++;
        while (end > dot && text[end - 1] is '.' or '-' or '_') end--;
        if (start == dot || end <= dot + 1 || (start > 0 && text[start - 1] == '@') || (end < text.Length && text[end] == '@')) return Math.Max(dot + 1, end);
        var host = text[start..end];
        var last = host[(host.LastIndexOf('.') + 1)..];
        var known = host.IndexOf("..") < 0 && TopDomains.GetAlternateLookup<ReadOnlySpan<char>>().Contains(last) && host.IndexOf('.') > 1 && !HasUpperAfterDot(view.Source, start, end);
        if (!known && !host.StartsWith("www.")) return end;
        return Link(view, start, found);
    }

    // "the demo.It" is a sentence without its blank, not a host.
    private static bool HasUpperAfterDot(string source, int start, int end)
    {
        for (var i = start; i < end - 1; i++)
            if (source[i] == '.' && char.IsUpper(source[i + 1]) && !char.IsUpper(source[start])) return true;
        return false;
    }

    private static int SchemeStart(ReadOnlySpan<char> text, int slash)
    {
        var start = slash;
        if (start > 0 && text[start - 1] == ':') start--;
        while (start > 0 && char.IsAsciiLetter(text[start - 1])) start--;
        return start;
    }

    private static int Link(TextView view, int start, List<Candidate> found)
    {
        var text = view.Folded.AsSpan();
        var end = start;
        while (end < text.Length && (IsHost(text[end]) || text[end] is '/' or ':' or '?' or '=' or '&' or '#' or '%' or '+' or '~')) end++;
        while (end > start && text[end - 1] is '.' or ',' or ':' or '?' or '-') end--;
        if (end - start < 4) return start + Math.Max(2, end - start);
        if (PublicPages.IsHost(HostOf(text[start..end]))) return end;
        found.Add(new Candidate(start, end, MaskLabel.Url, MaskKind.Direct, "url:" + text[start..end].ToString(), "a web address", Candidate.Address));
        return end;
    }

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> link)
    {
        var scheme = link.IndexOf("://");
        if (scheme >= 0) link = link[(scheme + 3)..];
        var slash = link.IndexOfAny("/?:");
        return slash < 0 ? link : link[..slash];
    }

    private static void Spoken(TextView view, int at, List<Candidate> found)
    {
        var end = at + 1;
        if (end + 2 > view.Tokens.Length) return;
        var last = -1;
        while (end - at < SpokenWordsMax && end + 2 < view.Tokens.Length && view.Is(end + 1, "dot") && OnOneLine(view, end) && OnOneLine(view, end + 1))
        {
            end += 2;
            if (TopDomains.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(end))) last = end;
        }
        if (last < 0 || !OnOneLine(view, at) || !OnOneLine(view, at - 1)) return;
        var start = at - 1;
        while (at - start < SpokenWordsMax && start >= 2 && Joiners.GetAlternateLookup<ReadOnlySpan<char>>().Contains(view.Word(start - 1)) && OnOneLine(view, start - 1) && OnOneLine(view, start - 2)) start -= 2;
        int from = view.Tokens[start].Start, to = view.Tokens[last].End;
        found.Add(new Candidate(from, to, MaskLabel.Email, MaskKind.Direct, "mail:" + view.Folded.AsSpan(from, to - from).ToString(), "an e-mail address said aloud", Candidate.Address));
    }

    private static bool OnOneLine(TextView view, int token) => view.Gap(token) is [' '] or [',', ' '] or [' ', ' '];

    private static bool IsLocal(char unit) => char.IsLetterOrDigit(unit) || unit is '.' or '_' or '-' or '+' or '\'' or '%';

    private static bool IsHost(char unit) => char.IsLetterOrDigit(unit) || unit is '.' or '-' or '_';
}
