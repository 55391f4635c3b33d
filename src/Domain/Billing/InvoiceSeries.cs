using System.Collections.Immutable;
using System.Globalization;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Billing;

public abstract record SeriesEvent
{
    private SeriesEvent() { }

    public sealed record Begun(string Prefix) : SeriesEvent;

    public sealed record NumberTaken(int Place, string By) : SeriesEvent;
}

public abstract record SeriesCommand
{
    private SeriesCommand() { }

    public sealed record Begin(string Prefix) : SeriesCommand;

    /// <summary>By: the invoice or credit note that will carry the number for good.</summary>
    public sealed record TakeNumber(string By) : SeriesCommand;
}

/// <summary>One client's numbers. A number belongs to its document from the moment it is taken, so a failed issue leaves no gap: the retry gets the same one.</summary>
public sealed record SeriesState(string Prefix, ImmutableDictionary<string, int> Taken)
{
    public static readonly SeriesState None = new("", ImmutableDictionary<string, int>.Empty);

    public string? NumberOf(string by) => Taken.TryGetValue(by, out var place) ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}-{place:0000}") : null;

    public static SeriesState Fold(SeriesState state, SeriesEvent happened) => happened switch
    {
        SeriesEvent.Begun begun => state with { Prefix = begun.Prefix },
        SeriesEvent.NumberTaken taken => state with { Taken = state.Taken.Add(taken.By, taken.Place) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), $"A series does not know {happened.GetType().Name}."),
    };
}

/// <summary>Numbering without gaps, a series per client: one client's numbers do not tell how many invoices others got.</summary>
public static class InvoiceSeries
{
    public const int PrefixLengthMax = 12;

    public static Decision<SeriesEvent> Decide(SeriesState state, SeriesCommand command) => command switch
    {
        SeriesCommand.Begin begin when begin.Prefix == state.Prefix => Nothing<SeriesEvent>(),
        SeriesCommand.Begin begin when state.Prefix != "" => Refuse($"The series is {state.Prefix}; it cannot become {begin.Prefix}, for numbers already taken bear it."),
        SeriesCommand.Begin { Prefix: var prefix } => prefix.Length is > 0 and <= PrefixLengthMax && prefix.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
            ? new SeriesEvent.Begun(prefix)
            : Refuse($"A series has a prefix of 1 to {PrefixLengthMax} capital letters and digits, not \"{prefix}\"."),
        SeriesCommand.TakeNumber when state.Prefix == "" => Refuse("The series has no prefix yet."),
        SeriesCommand.TakeNumber take when state.Taken.ContainsKey(take.By) => Nothing<SeriesEvent>(),
        SeriesCommand.TakeNumber take => new SeriesEvent.NumberTaken(state.Taken.Count + 1, take.By),
        _ => throw new ArgumentOutOfRangeException(nameof(command), $"A series does not know {command.GetType().Name}."),
    };
}
