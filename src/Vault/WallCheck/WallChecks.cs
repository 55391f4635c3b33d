using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Domain;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.WallCheck;

/// <summary>One place of a check: how many files and documents were read, how many bytes, how often a candid word stood there, and where first.</summary>
internal sealed record CheckedPlace(string Name, int Searched, long Bytes, int Hits, ImmutableArray<string> Where)
{
    /// <summary>PDFs among them whose text was read as a person reads it.</summary>
    public int Prints { get; init; }

    /// <summary>PDFs in which no text could be made out; they have not been searched.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>Why this place was not looked into at all; null where it was.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>One check as it is kept: figures and names of places, never a word that was looked for.</summary>
internal sealed record KeptCheck(Instant At, string By, int Words, ImmutableArray<CheckedPlace> Places, string? Trouble);

/// <summary>How far the running check is.</summary>
internal sealed record CheckUnderWay(string Step, int Done, int Of, int Searched);

/// <summary>
/// Looks whether any candid word that the agency knows stands outside: names, numbers and addresses of buyers, and all that
/// is sealed. Reading them is an opening of the vault and is logged first, for each engagement.
/// </summary>
internal sealed class WallChecks(VaultStores stores, IntakeFiles files, CallNotes notes, IGrainFactory grains, IHostApplicationLifetime life, ILogger<WallChecks> logger)
{
    private const string Document = "wall-checks";
    private const string What = "wall-check";
    private const string HidesTheWord = "a name that holds the word itself";
    private const int KeptMax = 20;
    private const int WhereMax = 10;
    private const int BlobBytesMax = 64 * 1024 * 1024;
    private static readonly Opening Looking = Opening.ByStep("look for candid words outside");
    private CheckUnderWay? underWay;

    /// <summary>Null while nothing runs.</summary>
    public CheckUnderWay? UnderWay => Volatile.Read(ref underWay);

    public async Task<ImmutableArray<KeptCheck>> KeptAsync() =>
        await stores.Documents.ReadAsync(Document) is { } stored ? HouseJson.Read<ImmutableArray<KeptCheck>>(stored.Bytes.Span) : [];

    /// <summary>Begins a check unless one runs already.</summary>
    public void Begin(string by)
    {
        if (Interlocked.CompareExchange(ref underWay, new CheckUnderWay("Writing the openings down", 0, 0, 0), null) is not null) return;
        _ = Task.Run(() => RunAsync(by, life.ApplicationStopping));
    }

    private async Task RunAsync(string by, CancellationToken stop)
    {
        Caller.House.Enter();
        var places = ImmutableArray.CreateBuilder<CheckedPlace>();
        var known = new KnownWords();
        string? trouble = null;
        try
        {
            var engagements = (await grains.GetGrain<IAgency>(IAgency.Key).Clients()).SelectMany(c => c.Engagements).ToArray();
            foreach (var engagement in engagements) await grains.GetGrain<IAccessLog>(engagement).Record(by, What, AccessReason.Audit);
            for (var n = 0; n < engagements.Length; n++)
            {
                Volatile.Write(ref underWay, new CheckUnderWay("Reading what must not be found", n, engagements.Length, 0));
                await LearnAsync(engagements[n], known);
            }
            for (var n = 0; n < stores.Outside.Length; n++)
                places.Add(await SearchAsync(stores.Outside[n], known, searched => Volatile.Write(ref underWay, new CheckUnderWay(stores.Outside[n].Name, n, stores.Outside.Length, searched)), stop));
        }
        catch (Exception broken)
        {
            WallCheckLog.BrokeOff(logger, broken.GetType().Name);
            trouble = "The check broke off before its end. What it had searched stands below; begin it again.";
        }
        await KeepAsync(new KeptCheck(stores.Clock.GetCurrentInstant(), by, known.Count, places.ToImmutable(), trouble));
        Volatile.Write(ref underWay, null);
    }

    private async Task LearnAsync(string engagement, KnownWords known)
    {
        foreach (var card in await grains.GetGrain<IEngagement>(engagement).Cards())
        {
            var dossier = (await grains.GetGrain<IInterview>(card.Interview).ForMasking()).Dossier;
            known.AddPhrase(dossier.Name);
            foreach (var mail in dossier.Emails) known.AddPhrase(mail);
            foreach (var phone in dossier.Phones) known.AddNumber(phone.E164);
            try
            {
                await LearnSealedAsync(card.Interview, known);
            }
            catch (KeyDestroyedException)
            {
                // The buyer was erased; nothing of theirs can be read any more, here or anywhere.
            }
        }
    }

    private async Task LearnSealedAsync(string interview, KnownWords known)
    {
        var onRecord = new HashSet<ulong>();
        if (await stores.Transcripts.ReadAsync<OnRecordTranscript>(VaultFiles.SubjectOf(interview), IntakeFiles.OnRecord) is { } outside)
            foreach (var turn in outside.Turns) onRecord.UnionWith(KnownWords.Runs(turn.Words));
        foreach (var span in (await files.OffRecordAsync(interview))?.Spans ?? []) known.AddRuns(span.Words.Reveal(Looking), onRecord);
        foreach (var note in (await notes.ReadAsync(interview)).Notes) known.AddRuns(note.Words.Reveal(Looking), onRecord);
        foreach (var line in (await notes.WriteUpAsync(interview)).Lines) known.AddRuns(line.Reveal(Looking), onRecord);
    }

    private static async Task<CheckedPlace> SearchAsync(WallPlace place, KnownWords known, Action<int> tell, CancellationToken stop)
    {
        if (place.NotSeen is { } why) return new CheckedPlace(place.Name, 0, 0, 0, []) { NotSeen = why };
        var (searched, bytes, hits, prints) = (0, 0L, 0, 0);
        var (where, unread) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        void Look(string name, ReadOnlyMemory<byte> content)
        {
            var inName = known.In(System.Text.Encoding.UTF8.GetBytes(name));
            var found = inName + known.In(content.Span);
            if (PdfText.Is(content.Span))
            {
                // Its bytes are packed, so what a reader sees in it is looked through as well.
                if (PdfText.Of(content) is { } text) (found, prints) = (found + known.In(System.Text.Encoding.UTF8.GetBytes(text)), prints + 1);
                else unread.Add(inName > 0 ? HidesTheWord : name);
            }
            searched++;
            bytes += content.Length;
            hits += found;
            // A name of a file that holds a candid word is not shown either.
            if (found > 0 && where.Count < WhereMax) where.Add(inName > 0 ? HidesTheWord : name);
            tell(searched);
        }
        if (place.Documents is { } documents)
            await foreach (var key in documents.ListAsync("", stop))
                if (place.Wanted?.Invoke(key) != false && await documents.ReadAsync(key, stop) is { } document) Look(key, document.Bytes);
        if (place.Blobs is { } blobs)
            await foreach (var name in blobs.ListAsync("", stop))
                if (place.Wanted?.Invoke(name) != false && await blobs.ReadAllAsync(name, BlobBytesMax, stop) is { } content) Look(name, content);
        return new CheckedPlace(place.Name, searched, bytes, hits, where.ToImmutable()) { Prints = prints, Unread = unread.ToImmutable() };
    }

    private async Task KeepAsync(KeptCheck check)
    {
        while (true)
        {
            var stored = await stores.Documents.ReadAsync(Document);
            var kept = stored is null ? [] : HouseJson.Read<ImmutableArray<KeptCheck>>(stored.Bytes.Span);
            try
            {
                await stores.Documents.WriteAsync(Document, HouseJson.Bytes<ImmutableArray<KeptCheck>>([check, .. kept.Take(KeptMax - 1)]), stored?.ETag);
                return;
            }
            catch (EtagMismatchException)
            {
                // Another process kept one meanwhile; ours goes before it.
            }
        }
    }
}

internal static partial class WallCheckLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The check of the wall broke off: {Error}")]
    public static partial void BrokeOff(ILogger logger, string error);
}
