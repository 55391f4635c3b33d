using System.Collections.Immutable;

namespace WinLossAgency.Domain.Analysis;

/// <summary>The six lights that a report passes before anything leaves (SCREENS, report builder).</summary>
public enum GateLight { Names, Levels, Leak, TooFew, Recognisable, SecondPerson }

public enum LightState { Clear, Stops, Waits }

/// <summary>One thing that stops a report: in which sentence, where it stands, what is wrong, and a proposed mending (empty where there is none).</summary>
public sealed record Stop(int Sentence, string Path, string Where, string What, string Mending)
{
    /// <summary>The mending as changes that can be made at once; empty where it takes a person's own words.</summary>
    public ImmutableArray<Rewording> Instead { get; init; } = [];
}

/// <summary>Other words at one place of a draft. In a quote an empty From stands for who said it; in a finding's regions an empty To takes one out.</summary>
public sealed record Rewording(string Path, string From, string To);

public sealed record Light(GateLight Which, LightState State, string Words, ImmutableArray<Stop> Stops);

/// <summary>One sentence as the gate reads it, numbered from 1 through the whole report.</summary>
public sealed record NumberedSentence(int Number, string Path, string Where, string Words);

/// <summary>The lights as people read them, in the builder and in a refusal.</summary>
public static class LightWords
{
    public static string Of(GateLight light) => light switch
    {
        GateLight.Names => "Names",
        GateLight.Levels => "Levels",
        GateLight.Leak => "Leak",
        GateLight.TooFew => "Too few",
        GateLight.Recognisable => "Recognisable",
        _ => "Second person",
    };
}
