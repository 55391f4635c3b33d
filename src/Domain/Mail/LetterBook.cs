using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Mail;

/// <summary>Facts of a programme's own letters. The words rest apart; an event holds where.</summary>
public abstract record LetterBookEvent(Instant At)
{
    public sealed record Worded(Instant At, string By, LetterName Letter, string Language, string Words) : LetterBookEvent(At);

    /// <summary>Back to the house's own words.</summary>
    public sealed record PutBack(Instant At, string By, LetterName Letter, string Language) : LetterBookEvent(At);
}

public abstract record LetterBookCommand(string By)
{
    public sealed record Word(string By, LetterName Letter, string Language, string Words) : LetterBookCommand(By);
    public sealed record PutBack(string By, LetterName Letter, string Language) : LetterBookCommand(By);
}

/// <summary>Words that a programme has of its own: where they rest, since when and whose they are.</summary>
public sealed record OwnWords(string Words, Instant Since, string By);

/// <summary>Which letters of one programme have words of its own; all others have the house's.</summary>
public sealed record LetterBook
{
    public static readonly LetterBook None = new();

    /// <summary>By letter and language.</summary>
    public ImmutableDictionary<string, OwnWords> Own { get; init; } = ImmutableDictionary<string, OwnWords>.Empty;

    public OwnWords? Of(LetterName letter, string language) => Own.GetValueOrDefault(KeyOf(letter, language));

    public static LetterBook Fold(LetterBook s, LetterBookEvent e) => e switch
    {
        LetterBookEvent.Worded f => s with { Own = s.Own.SetItem(KeyOf(f.Letter, f.Language), new OwnWords(f.Words, f.At, f.By)) },
        LetterBookEvent.PutBack f => s with { Own = s.Own.Remove(KeyOf(f.Letter, f.Language)) },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };

    public static Decision<LetterBookEvent> Decide(LetterBook s, LetterBookCommand command, Instant at) => command switch
    {
        LetterBookCommand.Word c => s.Of(c.Letter, c.Language)?.Words == c.Words ? Nothing<LetterBookEvent>() : new LetterBookEvent.Worded(at, c.By, c.Letter, c.Language, c.Words),
        LetterBookCommand.PutBack c => s.Of(c.Letter, c.Language) is null ? Nothing<LetterBookEvent>() : new LetterBookEvent.PutBack(at, c.By, c.Letter, c.Language),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static string KeyOf(LetterName letter, string language) => $"{letter}/{language}";
}
