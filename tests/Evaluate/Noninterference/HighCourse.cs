using System.Collections.Immutable;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>
/// How the same course was really taken: who stands behind the point and what else was said, who else was asked and what they
/// answered, what was sealed late beside what the report rests on, whether a quote went by its buyer's hand or by a seal.
/// </summary>
internal sealed record HighCourse(
    ImmutableArray<int> Order, bool OneByOne, ImmutableArray<int> AlsoAsked, ImmutableArray<Reply> TheirReplies, bool WrongCode, int? RevokedFirst, bool AtOnce, bool ReadsAgain,
    ImmutableArray<int> SealedBefore, ImmutableArray<int> SealedAfter, ImmutableArray<int> Supporters, ImmutableArray<int> OtherVoices, bool OtherPointFirst, bool TriesTheWords,
    bool SealsTheQuote, int? WithdrawsLater)
{
    public static HighCourse Draw(LowPlan low, LowCourse course, Chance chance)
    {
        var all = Enumerable.Range(0, low.Interviews.Length).ToArray();
        var unreported = all.Where(n => low.Interviews[n] is { InReport: false, Quote: not null } && n != course.WithdrawsBefore).ToArray();
        var standing = all.Where(n => n != course.WithdrawsBefore && !(course.After == TakenBack.OneBuyer && n == course.Gone)).ToArray();
        var voices = course.Point switch { PointRoad.ByCount => course.Voices, PointRoad.ByRelease => chance.Between(1, Math.Min(low.K - 1, standing.Length)), _ => 0 };
        ImmutableArray<int> Some(int[] of, int percent) => [.. of.Where(_ => chance.Often(percent))];
        var supporters = chance.Shuffled(standing).Take(voices).ToImmutableArray();
        // Whoever goes altogether after the release goes without haste here: no correction follows, so nothing may be seen.
        var later = standing.Where(n => !supporters.Contains(n)).ToArray();
        return new HighCourse([.. chance.Shuffled(all)], chance.Often(50), Some(unreported, 50), [.. all.Select(_ => (Reply)chance.Below(4))], chance.Often(30),
            chance.Often(20) ? chance.Below(all.Length) : null, chance.Often(50), chance.Often(40), Some(standing, 25), Some(standing, 25), supporters,
            Some(all, 40), chance.Often(30), chance.Often(20), chance.Often(50), course.After == TakenBack.Nothing && later.Length > 0 && chance.Often(35) ? chance.One(later) : null);
    }
}
