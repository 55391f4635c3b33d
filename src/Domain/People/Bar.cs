using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.People;

/// <summary>That somebody is not to be contacted, and since when.</summary>
/// <param name="For">The case in which it was said to an interviewer, who may take it back; null where it is the buyer's own wish, which nobody takes back.</param>
public sealed record Bar(string? For, Instant At);

/// <summary>Bars that stand beside each other: each is lifted by itself, and only by the case it was set for.</summary>
public static class Bars
{
    /// <summary>Whether another one would change anything.</summary>
    public static bool Hold(this ImmutableArray<Bar> bars, string? @for) => bars.Any(b => b.For is null || b.For == @for);

    /// <summary>Without what was said for the case by then; what was said for it anew since then stands.</summary>
    public static ImmutableArray<Bar> Without(this ImmutableArray<Bar> bars, string interview, Instant until) => bars.RemoveAll(b => b.For == interview && b.At <= until);
}
