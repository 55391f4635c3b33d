using System.Collections.Immutable;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>A transcript as people read it: voices, and turns in which consecutive cues of one voice are joined.</summary>
internal sealed record TurnedTranscript(ImmutableArray<Voice> Voices, ImmutableArray<Turn> Turns)
{
    private static readonly Opening Joining = Opening.ByStep("join cues into turns");

    public static TurnedTranscript From(RawTranscript raw)
    {
        var voices = new List<CandidText?>();
        var turns = ImmutableArray.CreateBuilder<Turn>();
        var words = new List<CandidText>();
        var parts = ImmutableArray.CreateBuilder<TurnPart>();
        int voice = -1, length = 0;
        void Close()
        {
            if (words.Count > 0) turns.Add(new(turns.Count, voice, parts.DrainToImmutable(), CandidText.Join(' ', words)));
            words.Clear();
            length = 0;
        }
        foreach (var cue in raw.Cues)
        {
            var said = OneSpaced(cue.Words);
            if (said.IsEmpty) continue;
            // A cue that names nobody goes on with the voice before it.
            var speaks = cue.Speaker is null && voice >= 0 ? voice : Known(voices, cue.Speaker);
            if (speaks != voice) Close();
            voice = speaks;
            var from = words.Count == 0 ? 0 : length + 1;
            length = from + said.Length;
            words.Add(said);
            parts.Add(new(from, length, cue.Start, cue.End));
        }
        Close();
        return new([.. voices.Select((name, number) => new Voice(number, name))], turns.ToImmutable());
    }

    private static int Known(List<CandidText?> voices, CandidText? name)
    {
        var known = voices.FindIndex(voice => Equals(voice, name));
        if (known >= 0) return known;
        voices.Add(name);
        return voices.Count - 1;
    }

    private static CandidText OneSpaced(CandidText words) =>
        CandidText.Of(string.Join(' ', words.Reveal(Joining).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

/// <param name="Name">As the file writes it; null where it names nobody.</param>
internal sealed record Voice(int Number, CandidText? Name);

/// <param name="Index">From 0, in the raw transcript.</param>
internal sealed record Turn(int Index, int Voice, ImmutableArray<TurnPart> Parts, CandidText Words);

/// <summary>The characters [From, To) of a turn that came in one cue, with that cue's true times.</summary>
internal sealed record TurnPart(int From, int To, TimeSpan? Start, TimeSpan? End);
