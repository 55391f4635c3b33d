namespace WinLossAgency.Disclosure.Masking;

/// <summary>A stretch some finder would mask (or keep), before overlaps are settled. Entity says which thing it is, for consistent replacements.</summary>
internal readonly record struct Candidate(int Start, int End, MaskLabel Label, MaskKind Kind, string Entity, string Reason, int Rank)
{
    /// <summary>Rank of what is masked already: nothing beats it.</summary>
    public const int Masked = 120;

    /// <summary>Rank of addresses: one unit each, so that a kept name inside a vendor's mail does not leave the rest of it open.</summary>
    public const int Address = 110;

    /// <summary>Rank of what must stay readable: it beats every mask but an address.</summary>
    public const int Keep = 100;

    public const string KeepEntity = "keep";

    public const int Dossier = 60;

    public const int Pattern = 50;

    public const int Lists = 30;

    public const int Context = 20;

    public int Length => End - Start;

    public bool IsKeep => ReferenceEquals(Entity, KeepEntity);
}
