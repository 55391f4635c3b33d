using System.Collections.Immutable;

namespace WinLossAgency.Domain.Calls;

/// <summary>
/// Final dispositions counted by bucket: cases, or sums of case weights for the weighted forms. Unit: cases.
/// I complete, P partial, R refusal and break-off, NC non-contact, O other eligible, UH unknown whether a unit,
/// UO unknown, other, NE not eligible. Source: AAPOR Standard Definitions, "Calculating Outcome Rates".
/// </summary>
public sealed record Counts(decimal I = 0, decimal P = 0, decimal R = 0, decimal NC = 0, decimal O = 0, decimal UH = 0, decimal UO = 0, decimal NE = 0)
{
    /// <summary>Counts cases by the bucket of their final code; a weight of 1 each gives the plain form.</summary>
    public static Counts From(IEnumerable<(Bucket Bucket, decimal Weight)> cases)
    {
        var sums = new decimal[Enum.GetValues<Bucket>().Length];
        foreach (var (bucket, weight) in cases) sums[(int)bucket] += weight;
        return new Counts(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
    }
}

/// <summary>
/// The AAPOR outcome rates, each a share from 0 to 1, or null where the formula is 0/0 (shown as a dash, never as 0).
/// Response RR1–RR6, cooperation COOP1–COOP4, refusal REF1–REF3, contact CON1–CON3. Each is one exact fraction
/// divided once, so no rounding of e creeps in. Source: AAPOR Standard Definitions, "Calculating Outcome Rates".
/// </summary>
public sealed record Rates(
    decimal? RR1, decimal? RR2, decimal? RR3, decimal? RR4, decimal? RR5, decimal? RR6,
    decimal? COOP1, decimal? COOP2, decimal? COOP3, decimal? COOP4,
    decimal? REF1, decimal? REF2, decimal? REF3,
    decimal? CON1, decimal? CON2, decimal? CON3)
{
    /// <param name="counts">Cases by bucket; none may be negative.</param>
    /// <param name="e">The share of unknown cases taken as eligible, 0 to 1; left out, it is EL/(EL+NE) of these counts.</param>
    public static Rates Of(Counts counts, decimal? e = null)
    {
        var (i, p, r, nc, o, uh, uo, ne) = counts;
        if (new[] { i, p, r, nc, o, uh, uo, ne }.Min() < 0)
            throw new ArgumentOutOfRangeException(nameof(counts), $"A count is below 0: {counts}.");
        if (e is < 0 or > 1)
            throw new ArgumentOutOfRangeException(nameof(e), $"e is a share from 0 to 1, not {e}.");

        var el = i + p + r + nc + o;
        var u = uh + uo;
        // e as a fraction: RR3 and its kin are multiplied through by eBelow, so that e itself is never rounded.
        var (eAbove, eBelow) = e is { } given ? (given, 1m) : (el, el + ne);
        decimal? WithE(decimal above) => Share(above * eBelow, (el * eBelow) + (eAbove * u));

        var talked = i + p + r + o;
        return new Rates(
            RR1: Share(i, el + u), RR2: Share(i + p, el + u), RR3: WithE(i), RR4: WithE(i + p), RR5: Share(i, el), RR6: Share(i + p, el),
            COOP1: Share(i, talked), COOP2: Share(i + p, talked), COOP3: Share(i, i + p + r), COOP4: Share(i + p, i + p + r),
            REF1: Share(r, el + u), REF2: WithE(r), REF3: Share(r, el),
            CON1: Share(talked, el + u), CON2: WithE(talked), CON3: Share(talked, el));
    }

    /// <summary>Name and value in the order of the Standard Definitions.</summary>
    public ImmutableArray<(string Name, decimal? Value)> Named() =>
    [
        (nameof(RR1), RR1), (nameof(RR2), RR2), (nameof(RR3), RR3), (nameof(RR4), RR4), (nameof(RR5), RR5), (nameof(RR6), RR6),
        (nameof(COOP1), COOP1), (nameof(COOP2), COOP2), (nameof(COOP3), COOP3), (nameof(COOP4), COOP4),
        (nameof(REF1), REF1), (nameof(REF2), REF2), (nameof(REF3), REF3),
        (nameof(CON1), CON1), (nameof(CON2), CON2), (nameof(CON3), CON3),
    ];

    private static decimal? Share(decimal above, decimal below) => below == 0 ? null : above / below;
}
