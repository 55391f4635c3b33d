using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Calls;

/// <summary>The line that is being typed: kept on this side while it is typed, and gone when it becomes a note.</summary>
internal sealed record NoteDraft(int At, CandidText Words, bool Sealed);

internal sealed class NoteDrafts(VaultFiles files)
{
    private const string File = "note-draft";

    public Task<NoteDraft?> ReadAsync(string interview) => files.ReadAsync<NoteDraft>(interview, File);

    public Task WriteAsync(string interview, NoteDraft draft) => files.WriteAsync(interview, File, draft);

    public ValueTask DeleteAsync(string interview) => files.DeleteAsync(interview, File);
}
