using System.Security.Cryptography;
using System.Text;
using WinLossAgency.Domain;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Mail;

/// <summary>
/// The opaque name of one letter: what the service tells back with its events, and the address that its reader answers to.
/// A keyed hash of case and letter, so nobody makes one without the agency's key; the store holds its fingerprint only.
/// </summary>
internal sealed class LetterTokens(AgencyStores stores)
{
    private const int Digits = 40;
    private const char First = 'r';

    /// <summary>Which letter of which case. Of whom is not kept here: only the case knows.</summary>
    public sealed record Scope(string Interview, string Letter);

    public string Of(string interview, string letter) => First + stores.KeyedHash($"letter|{interview}|{letter}")[..Digits];

    /// <summary>What calendars name the case's appointment by, for as long as there is one: tells neither case nor client.</summary>
    public string UidOf(string interview) => stores.KeyedHash($"appointment|{interview}")[..32];

    /// <summary>The word in a video room's address; as hard to guess as the letter's name. Whoever the case passes to has another one.</summary>
    public string RoomOf(string interview, int linksFrom) => stores.KeyedHash(linksFrom == 0 ? $"room|{interview}" : $"room|{interview}|{linksFrom}")[..24];

    /// <summary>Before the letter goes, so that whatever is heard of it finds its case.</summary>
    public async Task LayAsync(string interview, string letter)
    {
        var place = PlaceOf(Of(interview, letter));
        if (await stores.Facts.ReadAsync(place) is not null) return;
        try
        {
            await stores.Facts.WriteAsync(place, HouseJson.Bytes(new Scope(interview, letter)), null);
        }
        catch (EtagMismatchException)
        {
            // The same letter was begun twice at once; both lay the same line.
        }
    }

    /// <summary>Null for what was never ours, also where somebody planted a line in the store.</summary>
    public async Task<Scope?> FindAsync(string token)
    {
        var plain = token.ToLowerInvariant();
        if (plain.Length != Digits + 1 || plain[0] != First || !plain.Skip(1).All(char.IsAsciiHexDigitLower)) return null;
        if (await stores.Facts.ReadAsync(PlaceOf(plain)) is not { } stored) return null;
        var scope = HouseJson.Read<Scope>(stored.Bytes.Span);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(scope.Interview, scope.Letter)), Encoding.ASCII.GetBytes(plain)) ? scope : null;
    }

    private static string PlaceOf(string token) => $"letter|{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)))}";
}
