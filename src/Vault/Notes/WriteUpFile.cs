using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Notes;

/// <summary>The five lines with which an interview ends (DOMAIN §8). An unwritten line is empty.</summary>
internal sealed record WriteUpFile(CandidText Decided, CandidText Surprised, CandidText BestWords, CandidText Advice, CandidText Doubt)
{
    public const int LineCharsMax = 2_000;

    public static readonly WriteUpFile Empty = new(CandidText.Empty, CandidText.Empty, CandidText.Empty, CandidText.Empty, CandidText.Empty);

    public IEnumerable<CandidText> Lines => [Decided, Surprised, BestWords, Advice, Doubt];
}
