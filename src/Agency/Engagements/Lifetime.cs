using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// The end of a programme: who was behind which case is destroyed on both sides of the wall, and what stays, reports and billing, is searched for
/// anything that would lead back. Every step may be repeated, so an end that was cut off is done again from the start.
/// </summary>
internal sealed class Lifetime(AgencyStores stores, DealBook book, CertificateBook certificates, IClock clock)
{
    private const string Told = "ended|";
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);
    private const int SettlingMax = 600;

    public async Task EndAsync(IGrainFactory grains, string engagement, TimeProvider time, CancellationToken stop)
    {
        var cards = await grains.GetGrain<IEngagement>(engagement).Cards();
        var deals = await book.AllWithBuyersAsync(engagement);
        ImmutableArray<string> people = [.. deals.Select(d => d.Person).Concat(cards.Select(c => c.Person)).Where(p => p.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        // Whom to look for afterwards is known only now.
        var dossiers = new List<DossierFile>();
        foreach (var person in people)
            if (await grains.GetGrain<IPerson>(person).Dossier() is { } dossier) dossiers.Add(dossier);
        foreach (var card in cards) await PartAsync(grains, card.Interview, time, stop);
        foreach (var person in people) (await grains.GetGrain<IPerson>(person).Part($"end/{engagement}", engagement)).OrThrow();
        (await grains.GetGrain<IWall>(engagement).ForgetAll($"end/{engagement}")).OrThrow();
        await certificates.ProveAsync(engagement);
        await stores.People.DestroyGroupAsync(engagement);
        await stores.Transcripts.DestroyGroupAsync(engagement);
        await LocalMailbox.ForgetAsync(stores.People, engagement);
        var files = await ClearShelfAsync(engagement, stop);
        var joins = await JoinsAsync(grains, engagement, people, dossiers, stop);
        await stores.Facts.ScrubAsync(stop);
        await TellAsync(engagement, new EndingTold(clock.GetCurrentInstant(), cards.Length, people.Length, deals.Length, files, joins));
    }

    public async Task<EndingTold?> ToldAsync(string engagement) => await stores.Facts.ReadAsync(Told + engagement) is { } stored ? HouseJson.Read<EndingTold>(stored.Bytes.Span) : null;

    /// <summary>The case lets go of its buyer; once it has told its card so, it forgets how it came about.</summary>
    private static async Task PartAsync(IGrainFactory grains, string interview, TimeProvider time, CancellationToken stop)
    {
        var its = grains.GetGrain<IInterview>(interview);
        (await its.Do($"end/{interview}", new InterviewCommand.Part("house"))).OrThrow();
        for (var tries = 0; !await its.Forget(); tries++)
        {
            if (tries == SettlingMax) throw new InvalidOperationException("A case still owes something and cannot forget its history yet.");
            await Task.Delay(Settling, time, stop);
        }
    }

    /// <summary>The client's rows lie on the shelf under our keys, so that it could leave deals out. Nothing is left out any more. Returns how many files stay.</summary>
    private async Task<int> ClearShelfAsync(string engagement, CancellationToken stop)
    {
        var rows = new List<string>();
        await foreach (var path in stores.Shelf.ListAsync(DealsOf(engagement), stop)) rows.Add(path);
        foreach (var path in rows) await stores.Shelf.DeleteAsync(path, stop);
        var stay = 0;
        await foreach (var _ in stores.Shelf.ListAsync(engagement + "/", stop)) stay++;
        return stay;
    }

    /// <summary>Tries to join: cases that still name a person, people who still name a case, and files for the client that hold a name, an address or a key of a case.</summary>
    private async Task<ImmutableArray<string>> JoinsAsync(IGrainFactory grains, string engagement, ImmutableArray<string> people, List<DossierFile> dossiers, CancellationToken stop)
    {
        var joins = ImmutableArray.CreateBuilder<string>();
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, engagement, stop))
            if (card.Person.Length > 0) joins.Add("a case still names its buyer");
        foreach (var person in people)
            if ((await grains.GetGrain<IPerson>(person).Standing()).Interviews.Any(i => i.StartsWith(engagement + "/", StringComparison.Ordinal))) joins.Add("a buyer still names a case");
        ImmutableArray<ReadOnlyMemory<byte>> needles =
        [
            .. PeopleMarks.Needles(dossiers), .. dossiers.Where(d => d.Name.Contains(' ', StringComparison.Ordinal)).Select(d => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(d.Name)),
            .. people.Select(p => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(p)), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(engagement + "/i-"),
        ];
        await foreach (var path in stores.Shelf.ListAsync(engagement[..engagement.IndexOf('/')] + "/", stop))
            if (await HoldsAsync(path, needles, stop)) joins.Add($"a file for the client holds a key or a name: {path[(path.LastIndexOf('/') + 1)..]}");
        return joins.ToImmutable();
    }

    private async Task<bool> HoldsAsync(string path, ImmutableArray<ReadOnlyMemory<byte>> needles, CancellationToken stop)
    {
        // Other programmes of the client keep their rows, and the list of its own people names them.
        if (path.Contains("/deals/", StringComparison.Ordinal) || path.Contains("/access/", StringComparison.Ordinal)) return false;
        return await stores.Shelf.ReadAllAsync(path, cancel: stop) is { } bytes && needles.Any(n => bytes.AsSpan().IndexOf(n.Span) >= 0);
    }

    private async Task TellAsync(string engagement, EndingTold told)
    {
        var stored = await stores.Facts.ReadAsync(Told + engagement);
        // Done again after a crash, the counts of the first time are the fuller ones.
        if (stored is not null && HouseJson.Read<EndingTold>(stored.Bytes.Span) is { Joins.IsEmpty: true } && told.Joins.IsEmpty) return;
        await stores.Facts.WriteAsync(Told + engagement, HouseJson.Bytes(told), stored?.ETag);
    }

    private static string DealsOf(string engagement) => ShelfPaths.DealsFolder(engagement[..engagement.IndexOf('/')], engagement[(engagement.IndexOf('/') + 1)..]);
}
