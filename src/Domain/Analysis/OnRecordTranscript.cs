using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Domain.Analysis;

/// <summary>Who is heard in a turn.</summary>
public enum Voice { Interviewer, Buyer, Other }

/// <summary>One utterance that may be used under its level. Made only by reading what intake laid down.</summary>
public sealed class OnRecordTurn
{
    internal OnRecordTurn(int n, Voice who, int at, string words) => (N, Who, At, Words) = (n, who, at, words);

    /// <summary>From 1, without gaps.</summary>
    public int N { get; }

    public Voice Who { get; }

    /// <summary>Seconds into the words on record, at a steady pace.</summary>
    public int At { get; }

    public string Words { get; }
}

/// <summary>The words on record of one interview, as intake handed them out: <c>{"turns":[{"n":1,"who":"buyer","at":0,"words":"…"}]}</c>.</summary>
public sealed class OnRecordTranscript
{
    private OnRecordTranscript(ImmutableArray<OnRecordTurn> turns) => Turns = turns;

    public ImmutableArray<OnRecordTurn> Turns { get; }

    /// <exception cref="JsonException">The bytes are not in this shape, or turns do not count from 1 without gaps.</exception>
    public static OnRecordTranscript Read(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var turns = ImmutableArray.CreateBuilder<OnRecordTurn>();
        foreach (var turn in json.RootElement.GetProperty("turns").EnumerateArray())
        {
            var n = turn.GetProperty("n").GetInt32();
            if (n != turns.Count + 1) throw new JsonException($"Turn {turns.Count + 1} of the words on record says that it is turn {n}.");
            turns.Add(new OnRecordTurn(n, VoiceOf(turn.GetProperty("who").GetString()), turn.GetProperty("at").GetInt32(), turn.GetProperty("words").GetString() ?? ""));
        }
        return new OnRecordTranscript(turns.ToImmutable());
    }

    public OnRecordTurn? Turn(int n) => n >= 1 && n <= Turns.Length ? Turns[n - 1] : null;

    /// <summary>Where the buyer said exactly these words. Blanks at the ends do not count; letter case does.</summary>
    public ImmutableArray<TurnRange> Find(string words)
    {
        var sought = words.Trim();
        if (sought.Length == 0) return [];
        var found = ImmutableArray.CreateBuilder<TurnRange>();
        foreach (var turn in Turns)
        {
            if (turn.Who != Voice.Buyer) continue;
            for (var at = turn.Words.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = turn.Words.IndexOf(sought, at + 1, StringComparison.Ordinal))
                found.Add(new TurnRange(turn.N, at, at + sought.Length));
        }
        return found.ToImmutable();
    }

    private static Voice VoiceOf(string? name) => name switch
    {
        "interviewer" => Voice.Interviewer,
        "buyer" => Voice.Buyer,
        "other" => Voice.Other,
        _ => throw new JsonException($"A voice is interviewer, buyer or other, not \"{name}\"."),
    };
}

/// <summary>A stretch of one turn, in UTF-16 units.</summary>
public sealed record TurnRange(int Turn, int Start, int End)
{
    public bool Overlaps(int start, int end) => Start < end && start < End;
}
