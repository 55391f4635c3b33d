using System.Collections.Immutable;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>What a buyer who is asked says to their passage.</summary>
internal enum Reply { Keeps, Softens, TakesOut, Silent }

/// <summary>How a point from asides comes to be told.</summary>
internal enum PointRoad { None, ByCount, ByRelease }

/// <summary>What of a report that is out is taken back, so that a correction follows.</summary>
internal enum TakenBack { Nothing, OneQuote, OneBuyer }

/// <summary>
/// What happens after coding as far as the client may learn of it. Who stands behind a point, how many where they are too
/// few to count, and why a quote went are no part of it.
/// </summary>
internal sealed record LowCourse(bool AsksBuyers, ImmutableArray<Reply> Replies, int? WithdrawsBefore, PointRoad Point, int Voices, TakenBack After, int? Gone)
{
    public const string PointLabel = "Personal ties weighed in the decision";
    public const string PointClaim = "Personal ties weigh more than either side says";

    /// <summary>Somebody may be silent, so the report waits until their day is over.</summary>
    public bool WaitsForTheDay => AsksBuyers || Point == PointRoad.ByRelease;

    public static LowCourse Draw(LowPlan low, Chance chance)
    {
        var all = Enumerable.Range(0, low.Interviews.Length).ToArray();
        // Whoever goes may not be the one whose masked quote the pair compares, and a side that was counted has to stay countable.
        var spare = all.Where(n => n > 0 && (low.Interviews[n].Lost ? low.Lost > low.K : low.Won != low.K)).ToArray();
        int? withdraws = spare.Length > 0 && chance.Often(25) ? chance.One(spare) : null;
        var replies = all.Select(n => n == 0 ? chance.Often(80) ? Reply.Keeps : Reply.Silent : chance.Below(20) switch { < 10 => Reply.Keeps, < 13 => Reply.Softens, < 16 => Reply.TakesOut, _ => Reply.Silent }).ToImmutableArray();
        var asks = chance.Often(55);
        var road = chance.Below(20) switch { < 8 => PointRoad.None, < 14 => PointRoad.ByCount, _ => PointRoad.ByRelease };
        var (after, gone) = GoneOf(low, withdraws, n => asks && replies[n] is Reply.TakesOut or Reply.Softens, chance);
        var standing = all.Length - (withdraws is null ? 0 : 1) - (after == TakenBack.OneBuyer ? 1 : 0);
        return new LowCourse(asks, replies, withdraws, road, chance.Between(low.K, standing), after, gone);
    }

    private static (TakenBack, int?) GoneOf(LowPlan low, int? withdraws, Func<int, bool> isOut, Chance chance)
    {
        var quoted = Enumerable.Range(0, low.Interviews.Length).Where(n => low.Interviews[n] is { InReport: true, Quote: not null } && n != withdraws && !isOut(n)).ToArray();
        var lostLeft = low.Lost - (withdraws is { } w && low.Interviews[w].Lost ? 1 : 0);
        var buyers = Enumerable.Range(0, low.Interviews.Length).Where(n => n != withdraws && (low.Interviews[n].Lost ? lostLeft > low.K : low.Won != low.K)).ToArray();
        return chance.Below(20) switch
        {
            < 6 when quoted.Length > 0 => (TakenBack.OneQuote, chance.One(quoted)),
            < 11 when buyers.Length > 0 => (TakenBack.OneBuyer, chance.One(buyers)),
            _ => (TakenBack.Nothing, null),
        };
    }
}
