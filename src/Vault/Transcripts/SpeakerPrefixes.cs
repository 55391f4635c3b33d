using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>
/// Finds speakers written before their words ("Ana: we chose…", as Zoom and most plain transcripts have it).
/// Whether a prefix is a voice or a figure of speech is only known from the whole file, so it is settled last.
/// </summary>
internal static class SpeakerPrefixes
{
    private const int NameWordsMax = 6;
    private static readonly Opening Settling = Opening.ByStep("settle who speaks");

    public static ImmutableArray<Cue> Settle(ImmutableArray<Cue> cues)
    {
        var seen = new Dictionary<string, int>();
        int lines = 0, named = 0;
        foreach (var cue in cues.Where(cue => cue.Speaker is null && !cue.Words.IsEmpty))
        {
            var first = true;
            foreach (var line in cue.Words.Reveal(Settling).AsSpan().EnumerateLines())
            {
                var name = NameBefore(line, out _);
                if (first) lines++;
                if (!name.IsEmpty)
                {
                    seen[name.ToString()] = seen.GetValueOrDefault(name.ToString()) + 1;
                    if (first) named++;
                }
                first = false;
            }
        }
        if (seen.Count == 0) return cues;
        var usual = named * 10 >= lines * 6;
        var voices = seen.Where(pair => IsVoice(pair.Key, pair.Value, usual)).Select(pair => pair.Key).ToHashSet();
        return voices.Count == 0 ? cues : [.. cues.SelectMany(cue => Split(cue, voices))];
    }

    /// <summary>The name before the first colon of a line, or nothing where what stands there cannot be one.</summary>
    public static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> line, out int wordsFrom)
    {
        wordsFrom = 0;
        // Captions mark a change of voice with ">>" or a dash.
        var text = line.TrimStart(" \t>-");
        var colon = text.IndexOf(':');
        if (colon is < 1 or > Limits.SpeakerCharsMax) return default;
        if (colon + 1 < text.Length && !char.IsWhiteSpace(text[colon + 1])) return default;
        var name = text[..colon].Trim();
        if (!IsNameLike(name)) return default;
        wordsFrom = line.Length - text.Length + colon + 1;
        return name;
    }

    private static bool IsNameLike(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !(char.IsLetter(name[0]) || name[0] == '+')) return false;
        var words = 1;
        foreach (var c in name)
        {
            if (c == ' ') words++;
            else if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && !char.IsBetween(c, '\u0300', '\u036F') && !".'’-_()|&/+*@#[],".Contains(c)) return false;
        }
        return words <= NameWordsMax;
    }

    private static bool IsVoice(string name, int times, bool usual)
    {
        var written = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var capitals = written.All(word => !char.IsLower(word[0]));
        return usual ? times >= 2 || capitals || written.Length <= 2 : times >= 2 && capitals && written.Length <= 4;
    }

    private static IEnumerable<Cue> Split(Cue cue, HashSet<string> voices)
    {
        if (cue.Speaker is not null || cue.Words.IsEmpty) return [cue];
        var parts = new List<Cue>();
        CandidText? speaker = null;
        var words = new List<CandidText>();
        void Close()
        {
            if (words.Count == 0 && speaker is null) return;
            parts.Add(cue with { Speaker = speaker, Words = CandidText.Join('\n', words), Continues = cue.Continues || parts.Count > 0 });
            words.Clear();
        }
        foreach (var line in cue.Words.Reveal(Settling).AsSpan().EnumerateLines())
        {
            var name = NameBefore(line, out var wordsFrom);
            if (!name.IsEmpty && voices.Contains(name.ToString()))
            {
                Close();
                speaker = CandidText.Of(name);
                words.Add(CandidText.Of(line[wordsFrom..].Trim()));
            }
            else
            {
                words.Add(CandidText.Of(line));
            }
        }
        Close();
        return parts;
    }
}
