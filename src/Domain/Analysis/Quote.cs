using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinLossAgency.Domain.Analysis;

/// <summary>
/// Words cut from an on-record turn. What rests is the address; the words are cut anew each time, so a turn that was
/// sealed since can no longer be quoted. It has no JSON.
/// </summary>
[JsonConverter(typeof(NoJson))]
public sealed class Quote
{
    private readonly string words;

    private Quote(OnRecordTurn turn, TurnRange at, string words) => (Turn, At, this.words) = (turn.N, at, words);

    public int Turn { get; }

    public TurnRange At { get; }

    public string Hash => HashOf(words);

    public static Quote From(OnRecordTurn turn, Range range)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var (start, length) = range.GetOffsetAndLength(turn.Words.Length);
        if (length == 0) throw new ArgumentException($"A quote of turn {turn.N} has no words.", nameof(range));
        return new Quote(turn, new TurnRange(turn.N, start, start + length), turn.Words.Substring(start, length));
    }

    /// <summary>The quote at an address, or null where these words no longer stand there.</summary>
    public static Quote? Again(OnRecordTranscript transcript, TurnRange at, string hash)
    {
        if (transcript.Turn(at.Turn) is not { } turn || at.Start < 0 || at.End > turn.Words.Length || at.Start >= at.End) return null;
        var quote = From(turn, at.Start..at.End);
        return quote.Hash == hash ? quote : null;
    }

    /// <summary>The words as they were said. For masking and the gate only; a report prints what the gate gives back.</summary>
    public string Said() => words;

    public override string ToString() => $"quote of turn {Turn}";

    public static string HashOf(string words) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));

    private sealed class NoJson : JsonConverter<Quote>
    {
        public override Quote Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException("A quote is cut from its turn, never read.");

        public override void Write(Utf8JsonWriter writer, Quote value, JsonSerializerOptions options) => throw new NotSupportedException("A quote never rests as itself; its address does.");
    }
}
