using System.Collections.Immutable;
using System.Text;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Agency.People;

/// <summary>The keyed hashes by which a person is found again: of each e-mail, and of each number that is theirs alone.</summary>
internal static class PeopleMarks
{
    public static ImmutableArray<string> Of(AgencyStores stores, DossierFile dossier) =>
        [.. dossier.Emails.Select(Normalised).Concat(dossier.Phones.Where(p => p.Label != PhoneNumber.Switchboard).Select(p => p.E164))
            .Where(m => m.Length > 0).Select(m => Hash(stores, m)).Distinct()];

    /// <summary>Of what somebody typed; null where it is neither an e-mail nor a number with its country code.</summary>
    public static string? Of(AgencyStores stores, string contact)
    {
        if (contact.Contains('@', StringComparison.Ordinal)) return Reachable.Mail(contact) is { } mail ? Hash(stores, Normalised(mail)) : null;
        var digits = string.Concat(contact.Where(c => char.IsAsciiDigit(c) || c == '+'));
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = "+" + digits[2..];
        return digits.Length is >= 8 and <= 16 && digits[0] == '+' ? Hash(stores, digits) : null;
    }

    /// <summary>What a search of files looks for: what tells this person from all others, as it would stand there in the open.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Needles(IEnumerable<DossierFile> dossiers) =>
        [.. dossiers.SelectMany(d => d.Emails.Concat(d.Phones.Where(p => p.Label != PhoneNumber.Switchboard).Select(p => p.E164))).Where(words => words.Length > 5)
            .Distinct().Select(words => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(words))];

    private static string Normalised(string mail) => mail.Trim().ToLowerInvariant();

    private static string Hash(AgencyStores stores, string mark) => "match|" + stores.KeyedHash(mark);
}
