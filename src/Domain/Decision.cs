using System.Collections.Immutable;

namespace WinLossAgency.Domain;

/// <summary>What a command came to: the events that now hold (none when it had been done already), or a refusal a person can read.</summary>
public abstract record Decision<TEvent>
{
    private Decision() { }

    public sealed record Accepted(ImmutableArray<TEvent> Events) : Decision<TEvent>;

    public sealed record Refused(string Reason) : Decision<TEvent>;

    public static implicit operator Decision<TEvent>(TEvent happened) => new Accepted([happened]);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new Refused(refusal.Reason);
}

/// <summary>A refusal is a value: it says what, which and how much.</summary>
public readonly record struct Refusal(string Reason);

public static class Decision
{
    public static Refusal Refuse(string reason) => new(reason);

    public static Decision<TEvent> Nothing<TEvent>() => new Decision<TEvent>.Accepted([]);

    public static Decision<TEvent> All<TEvent>(params ReadOnlySpan<TEvent> events) => new Decision<TEvent>.Accepted([.. events]);
}
