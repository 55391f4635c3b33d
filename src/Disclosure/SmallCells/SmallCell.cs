namespace WinLossAgency.Disclosure.SmallCells;

/// <summary>The threshold rule (DOMAIN 9.7): a number leaves the house only where at least k respondents stand behind it.</summary>
public static class SmallCell
{
    public const int KDefault = 5;

    public const int KFloor = 3;

    /// <summary>Interviews from which shares may be percentages; below, words stand for them.</summary>
    public const int PercentFrom = 30;

    /// <summary>Interviews from which results are more than directional.</summary>
    public const int DirectionalBelow = 50;

    /// <summary>Whether a count is too small to tell. Nobody is not small: nought names no one.</summary>
    public static bool IsSmall(int count, int k = KDefault) => count > 0 && count < Checked(k);

    /// <summary>Progress as the client may see it: the whole steps of k done, so 23 interviews at k = 5 are "at least 20".</summary>
    public static int Step(int count, int k = KDefault)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count / Checked(k) * k;
    }

    public static string ProgressText(int count, int k = KDefault) =>
        Step(count, k) is var step && step == 0 ? $"fewer than {k} interviews done" : $"at least {step} interviews done";

    /// <summary>Whether everyone in a cell gave one answer, so that the cell tells what each of them said. Blocked for sensitive cuts.</summary>
    public static bool IsHomogeneous(IEnumerable<string> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return answers.Distinct(StringComparer.Ordinal).Take(2).Count() == 1;
    }

    internal static int Checked(int k) =>
        k >= KFloor ? k : throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; the floor is {KFloor}.");
}
