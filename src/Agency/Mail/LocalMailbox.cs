using System.Collections.Immutable;
using WinLossAgency.Grains.Stores;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Mail;

/// <summary>The list of mails handed over lately, newest last, for the local mailbox of an agency without a mail service.</summary>
internal static class LocalMailbox
{
    public const int KeptMax = 200;
    private static readonly Subject Box = new("people", "mailbox");
    private const string File = "lately";

    private sealed record Lately(ImmutableArray<Line> Lines);

    private sealed record Line(string Person, string Id);

    public static Task NoteAsync(AgencyStores stores, string person, MailFile mail) => stores.People.ChangeAsync<Lately>(Box, File, known =>
    {
        var lines = known?.Lines ?? [];
        return lines.Any(l => l.Id == mail.Id) ? known! : new Lately([.. lines.TakeLast(KeptMax - 1), new Line(person, mail.Id)]);
    });

    /// <summary>A programme ended: which of its mails went to whom is forgotten.</summary>
    public static Task ForgetAsync(SealedFiles people, string engagement) =>
        people.ChangeAsync<Lately>(Box, File, known => new Lately(known?.Lines.RemoveAll(l => l.Id.StartsWith(engagement + "/", StringComparison.Ordinal)) ?? []));

    public static async Task<ImmutableArray<MailFile>> ReadAsync(SealedFiles people)
    {
        var mails = ImmutableArray.CreateBuilder<MailFile>();
        foreach (var line in (await people.ReadAsync<Lately>(Box, File))?.Lines ?? [])
        {
            // Whoever was erased has no mails any more.
            if (await people.ReadAsync<MailFile>(Agency.People.PeopleSubjects.Of(line.Person), $"mail/{line.Id.Replace('/', '.')}") is { } mail) mails.Add(mail);
        }
        mails.Reverse();
        return mails.ToImmutable();
    }
}
