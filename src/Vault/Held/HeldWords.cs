using System.Security.Cryptography;
using System.Text;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Held;

/// <summary>A held sentence in its words; they are near to an aside, and so as candid as the aside.</summary>
internal sealed record HeldFile(CandidText Words);

/// <summary>What the person who cleared a sentence wrote about it.</summary>
internal sealed record ClearingNote(CandidText Words);

/// <summary>The engagement's key for hashes of held sentences and of asides.</summary>
internal sealed record HashKey(string Secret);

/// <summary>Where the words of held sentences rest: sealed under the buyer whose aside they resemble, and destroyed with it.</summary>
internal sealed class HeldWords(VaultFiles files)
{
    public const int NoteCharsMax = 1000;
    private const string KeyId = "hash-key";

    public async Task<CandidText?> ReadAsync(string interview, string sentence) => (await files.ReadAsync<HeldFile>(interview, IdOf(sentence)))?.Words;

    public Task KeepAsync(string interview, string sentence, CandidText words) => files.WriteAsync(interview, IdOf(sentence), new HeldFile(words));

    public async Task<CandidText?> NoteAsync(string interview, string sentence) => (await files.ReadAsync<ClearingNote>(interview, NoteOf(sentence)))?.Words;

    public Task KeepNoteAsync(string interview, string sentence, CandidText note) => files.WriteAsync(interview, NoteOf(sentence), new ClearingNote(note));

    /// <summary>Made when it is first needed, and one for ever after: of two that are made at once the first written stands.</summary>
    public async Task<HashKey> KeyAsync(string engagement)
    {
        var house = $"{engagement}/held";
        if (await files.ReadAsync<HashKey>(house, KeyId) is { } key) return key;
        await files.ChangeAsync<HashKey>(house, KeyId, stands => stands ?? new HashKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        return await files.ReadAsync<HashKey>(house, KeyId) ?? throw new InvalidOperationException("The key that was just written is not there.");
    }

    public static string Hash(HashKey key, string words) => Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(key.Secret), Encoding.UTF8.GetBytes(words)));

    private static string IdOf(string sentence) => $"held/{sentence}";

    private static string NoteOf(string sentence) => $"held/{sentence}/note";
}
