namespace WinLossAgency.Disclosure.Leaks;

/// <summary>Words said off the record that no report may repeat.</summary>
/// <param name="Id">Opaque to this room; comes back in the verdict.</param>
public readonly record struct Aside(string Id, string Text);

/// <summary>How near a sentence comes to the nearest aside.</summary>
/// <param name="Score">0 (nothing in common) to 1 (the same words); see <see cref="LeakIndex.BlockThreshold"/>.</param>
/// <param name="AsideId">The nearest aside, or null where no aside shares a telling word.</param>
public readonly record struct LeakVerdict(double Score, string? AsideId)
{
    /// <summary>The sentence must not leave until a second person clears it with a reason (DOMAIN 9.6).</summary>
    public bool Blocks => Score >= LeakIndex.BlockThreshold;

    /// <summary>A run of the aside's own words, so that nobody can clear it: it has to be written anew.</summary>
    public bool Copied => Score >= 1;

    /// <summary>It blocks, or it comes near enough that a person must look before it leaves: either way it is held.</summary>
    public bool Held => Score >= LeakIndex.ReviewThreshold;
}
