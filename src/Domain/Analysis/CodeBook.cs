using System.Collections.Immutable;

namespace WinLossAgency.Domain.Analysis;

/// <summary>Whether a reason spoke for the client or against it.</summary>
public enum Sign { For = 1, Against = -1 }

/// <summary>One reason of an engagement's code book: what it is called where it spoke for the client and where against.</summary>
public sealed record Reason(string Key, string For, string Against, string Kind)
{
    public string Label(Sign sign) => sign == Sign.For ? For : Against;
}

/// <summary>The reasons that coders of one engagement choose from. A document; labels may be reworded, keys stay.</summary>
public sealed record CodeBook(ImmutableArray<Reason> Reasons)
{
    public const int ReasonsMax = 60;

    public static readonly CodeBook Empty = new([]);

    public Reason? Find(string key) => Reasons.FirstOrDefault(r => r.Key == key);

    /// <summary>Why this book cannot be taken, or null.</summary>
    public string? Trouble()
    {
        if (Reasons.Length > ReasonsMax) return $"A code book holds up to {ReasonsMax} reasons; this one has {Reasons.Length}.";
        if (Reasons.FirstOrDefault(r => r.Key.Length == 0 || r.For.Trim().Length == 0 || r.Against.Trim().Length == 0) is { } bare)
            return $"Each reason has a key and two labels, for and against; \"{bare.Key}\" lacks one.";
        return Reasons.GroupBy(r => r.Key).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"The reason {twice.Key} stands twice in the code book." : null;
    }
}
