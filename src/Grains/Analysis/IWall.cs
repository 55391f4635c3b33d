using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Grains.Analysis;

/// <summary>One sentence of a report to be compared with everything said in confidence. Number is its place in the report.</summary>
[Immutable, GenerateSerializer, Alias("sentence")]
public sealed record ReportSentence(int Number, string Words);

/// <summary>All that comes back of a comparison: pass or held. No score, no aside, no reason; those are seen in the reading room.</summary>
public enum Verdict { Pass, Held }

/// <summary>A theme of asides that enough buyers share, and how many. Never words. Count is null where too few said it.</summary>
[Immutable, GenerateSerializer, Alias("theme-count")]
public sealed record ThemeCount(string Theme, int? Count);

/// <summary>
/// A point from asides that may be told: enough buyers said it, or all who said it released these words. Count is null in
/// the second case: then it is what we also heard, never a number.
/// </summary>
[Immutable, GenerateSerializer, Alias("passed-theme")]
public sealed record PassedTheme(string Key, string Label, int? Count);

/// <summary>A point that was let out and may not be told any more. At once where one of those who said it would not wait for the next report; never who.</summary>
[Immutable, GenerateSerializer, Alias("taken-back-point")]
public sealed record TakenBackPoint(string Key, bool AtOnce);

/// <summary>
/// The agency's side of the wall, one per engagement. Together with delivery and closing of an intake (by Vault's own
/// pages) and IInterview.IntakeClosed outward, these are all the messages that cross; a test holds the list.
/// </summary>
[Alias("wall")]
public interface IWall : IGrainWithStringKey
{
    /// <summary>
    /// A verdict per sentence, in the order given. Every check is logged as one opening by whoever asked for it, or guesses could
    /// be tried in the house's name. None at all where this person has asked as often this hour as the engagement allows.
    /// </summary>
    [Alias("check"), Needs(Role.House)]
    Task<ImmutableArray<Verdict>> Check(string by, string release, ImmutableArray<ReportSentence> sentences);

    /// <summary>The points that two people let out of what was said in confidence. Nothing else of them crosses. Reads only, so it waits for no check that a proposal of theirs waits for.</summary>
    [Alias("themes"), Needs(Role.House), AlwaysInterleave]
    Task<ImmutableArray<PassedTheme>> Themes();

    /// <summary>The points that two people let out and that too few stand by now, so that a release which told one is replaced. Keys, never words.</summary>
    [Alias("taken-back"), Needs(Role.House), AlwaysInterleave]
    Task<ImmutableArray<TakenBackPoint>> TakenBack();

    /// <summary>How many points from asides the buyer of this interview is asked about: a number, so that their page can lead to them.</summary>
    [Alias("points-for"), Needs(Role.House), AlwaysInterleave]
    Task<int> PointsFor(string interview);

    /// <summary>How long the log of openings is and what it comes to, for the certificate of a release. Never for a client.</summary>
    [Alias("head"), Needs(Role.House)]
    Task<LogHead> Head();

    /// <summary>How many buyers of the listed interviews an analyst filed under this theme, if that is enough of them.</summary>
    [Alias("propose-theme"), Needs(Role.House)]
    Task<ThemeCount> ProposeTheme(string theme);

    /// <summary>Outward, to the witness and nobody else: how long the access log is and what it comes to, signed, once a day.</summary>
    [Alias("witness"), Needs(Role.House)]
    Task<WitnessHead> Witness(LocalDate day);

    /// <summary>Inward: a buyer was erased at their wish. Their keys are destroyed and what they sealed is swept; logged first.</summary>
    [Alias("forget"), Needs(Role.House)]
    Task<Answer> Forget(string commandId, string interview);

    /// <summary>Inward: somebody was erased who had this case before it passed to a colleague. What they wrote goes, under any of their keys; everybody else's stays. May be repeated.</summary>
    [Alias("forget-before"), Needs(Role.House)]
    Task<Answer> ForgetBefore(string interview, ImmutableArray<string> people);

    /// <summary>Inward: the time for which raw words and asides are kept is over, or the programme is. The access log stays.</summary>
    [Alias("forget-all"), Needs(Role.House)]
    Task<Answer> ForgetAll(string commandId);

    /// <summary>Inward: the programme ended so long ago that the log of openings goes too, with the heads that were signed of it. May be repeated.</summary>
    [Alias("forget-log"), Needs(Role.House)]
    Task ForgetLog();
}
