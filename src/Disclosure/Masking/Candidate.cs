namespace WinLossAgency.Disclosure.Masking;

/// <summary>A stretch some finder would mask (or keep), before overlaps are settled. Entity says which thing it is, for consistent replacements.</summary>
internal readonly record struct Candidate(int Start, int End, MaskLabel Label, MaskKind Kind, string Entity, string Reason, int Rank)
{
    /// <summary>Rank of what must stay readable: it beats every mask.</summary>
    public const int Keep = 100;

    public const int Dossier = 60;

    public const int Pattern = 50;

    public const int Lists = 30;

    public const int Context = 20;

    public int Length => End - Start;
}
