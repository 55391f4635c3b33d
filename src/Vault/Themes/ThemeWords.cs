using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Themes;

/// <summary>A proposal in its words: how the point would be told, and why it should be.</summary>
internal sealed record ThemeFile(CandidText Label, CandidText Reason);

/// <summary>Where the words of proposals rest: sealed in the vault, under the engagement's own subject.</summary>
internal sealed class ThemeWords(VaultFiles files)
{
    public const int LabelCharsMax = 160;
    public const int ReasonCharsMax = 1000;

    public Task<ThemeFile?> ReadAsync(string engagement, int number) => files.ReadAsync<ThemeFile>(Of(engagement), IdOf(number));

    /// <summary>Keeps a proposal under the first free number and returns that.</summary>
    public async Task<int> KeepAsync(string engagement, ThemeFile proposal)
    {
        for (var number = 1; ; number++)
        {
            if (await ReadAsync(engagement, number) is not null) continue;
            var isMine = false;
            await files.ChangeAsync<ThemeFile>(Of(engagement), IdOf(number), before =>
            {
                isMine = before is null;
                return before ?? proposal;
            });
            // Another proposal may have come between: its words stay, or its proposer could be given this one's and let their own out.
            if (isMine) return number;
        }
    }

    private static string Of(string engagement) => $"{engagement}/themes";

    private static string IdOf(int number) => $"theme/{number}";
}
