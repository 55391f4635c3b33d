using System.Net;
using System.Text;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>The words of a WebVTT cue (W3C WebVTT §6.4): tags fall away, entities become characters, a voice span names who speaks.</summary>
internal static class VttCueText
{
    private static readonly Opening Reading = Opening.ByStep("read the words of a cue");

    public static void Add(TranscriptBuilder builder, int line, CandidText? id, TimeSpan start, TimeSpan end, string payload)
    {
        var parts = new List<(CandidText? Speaker, string Words)>();
        var words = new StringBuilder();
        var speaker = QuotedIn(id);
        void Close()
        {
            if (words.ToString().Trim() is { Length: > 0 } said)
            {
                if (parts.Count > 0 && Equals(parts[^1].Speaker, speaker)) parts[^1] = (speaker, parts[^1].Words + "\n" + said);
                else parts.Add((speaker, said));
            }
            words.Clear();
        }
        for (var i = 0; i < payload.Length;)
        {
            if (payload[i] == '<' && Tag(payload, i) is { } close)
            {
                var tag = payload.AsSpan(i + 1, close - i - 1);
                if (IsVoice(tag)) { Close(); speaker = Annotation(tag); }
                else if (tag is "/v") { Close(); speaker = null; }
                i = close + 1;
                continue;
            }
            if (payload[i] == '<') builder.Note(line, "A tag in this cue is never closed; it is kept as words.");
            var next = payload.IndexOf('<', i + 1);
            var upTo = next < 0 ? payload.Length : next;
            words.Append(WebUtility.HtmlDecode(payload[i..upTo]));
            i = upTo;
        }
        Close();
        if (parts.Count == 0) parts.Add((speaker, ""));
        for (var part = 0; part < parts.Count; part++)
        {
            builder.Add(new(line, id, start, end, parts[part].Speaker, CandidText.Of(parts[part].Words), Continues: part > 0));
        }
    }

    /// <summary>Webex names who speaks in the cue's id: 7 "Ana Reis" (123456).</summary>
    private static CandidText? QuotedIn(CandidText? id)
    {
        if (id is null) return null;
        var text = id.Reveal(Reading).AsSpan().Trim();
        var open = text.IndexOf(" \"", StringComparison.Ordinal);
        if (open < 1 || text[..open].ContainsAnyExceptInRange('0', '9')) return null;
        var name = text[(open + 2)..];
        var close = name.LastIndexOf('"');
        return close is > 0 and <= Limits.SpeakerCharsMax ? CandidText.Of(name[..close].Trim()) : null;
    }

    /// <summary>Where the tag that opens at <paramref name="open"/> closes; none if it never does.</summary>
    private static int? Tag(string payload, int open)
    {
        var close = payload.IndexOf('>', open + 1);
        return close < 0 ? null : close;
    }

    private static bool IsVoice(ReadOnlySpan<char> tag) => tag.StartsWith("v") && (tag.Length == 1 || tag[1] is '.' or ' ' or '\t' or '\n');

    private static CandidText? Annotation(ReadOnlySpan<char> tag)
    {
        var space = tag.IndexOfAny(" \t\n");
        if (space < 0) return null;
        var name = string.Join(' ', WebUtility.HtmlDecode(tag[space..].ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length switch
        {
            0 => null,
            > Limits.SpeakerCharsMax => CandidText.Of(name.AsSpan(0, Limits.SpeakerCharsMax)),
            _ => CandidText.Of(name),
        };
    }
}
