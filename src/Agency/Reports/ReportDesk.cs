using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>Opens what a report is made from. Runs as the house; the order of everything is that of the client's list and the draft, never of entry.</summary>
internal sealed class ReportDesk(AgencyStores stores, CodingDesk codings, DealBook deals, ToldBook told, CertificateBook certificates)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> laying = new(StringComparer.Ordinal);

    /// <summary>A draft lies under its own mark, so that the journal's last mark always finds exactly what was saved with it.</summary>
    public async Task<ReportDraft?> DraftAsync(string report, string? mark) =>
        mark is null ? null : await stores.Transcripts.ReadAsync<ReportDraft>(SubjectOf(report), FileOf(report, mark));

    public Task KeepAsync(string report, string mark, ReportDraft draft) => stores.Transcripts.WriteAsync(SubjectOf(report), FileOf(report, mark), draft);

    /// <summary>Drafts that were saved over.</summary>
    public async Task SweepAsync(string report, string mark)
    {
        var old = new List<string>();
        await foreach (var file in stores.Transcripts.ListAsync(SubjectOf(report), FileOf(report, ""))) old.Add(file);
        foreach (var file in old.Where(f => f != FileOf(report, mark))) await stores.Transcripts.DeleteAsync(SubjectOf(report), file);
    }

    /// <summary>Holds back other reports of the engagement until it is disposed of.</summary>
    public async Task<IDisposable> AloneAsync(string engagement)
    {
        var one = laying.GetOrAdd(engagement, _ => new SemaphoreSlim(1));
        await one.WaitAsync();
        return new Turn(one);
    }

    /// <summary>A keyed hash of exactly this draft.</summary>
    public string MarkOf(ReportDraft draft) => stores.KeyedHash(System.Text.Encoding.UTF8.GetString(Domain.HouseJson.Bytes(draft)));

    /// <summary>A keyed hash of every sentence that would leave, quotes as masked and who said them included, with what was said to be no name.</summary>
    public string SeenOf(ReportMaterial material) =>
        stores.KeyedHash(string.Join('\n', [material.Engagement, .. material.Sentences().Select(s => $"{s.Path} {s.Words}"), .. material.Draft.NotNames.Select(n => $"not a name {n}")]));

    public async Task<ReportMaterial> OpenAsync(IGrainFactory grains, string engagement, EngagementView view, ReportDraft draft, ReportState report, NodaTime.Instant now)
    {
        var home = grains.GetGrain<IEngagement>(engagement);
        var client = AnalystDoor.ClientOf(engagement);
        var cards = (await home.Cards()).OrderBy(c => c.Interview, StringComparer.Ordinal).ToArray();
        var open = new List<OpenCoding>();
        var (codingOf, states) = (new Dictionary<string, OpenCoding>(), new Dictionary<string, InterviewState>());
        var known = new List<MaskingDossier>();
        foreach (var card in cards)
        {
            var coding = card.Status == CaseStatus.Done ? await codings.OpenAsync(grains, card.Interview) : null;
            if (coding is not null) (codingOf[card.Interview], states[card.Interview]) = (coding, coding.State);
            known.Add(coding?.Known ?? await grains.GetGrain<IInterview>(card.Interview).ForMasking());
            // What a buyer took off the record altogether is not counted either.
            if (coding is { State.Consent.Level: not Attribution.OffTheRecord }) open.Add(coding);
        }
        var earlier = await EarlierAsync(client, engagement[(client.Length + 1)..], report);
        var before = earlier.IsEmpty ? null : await told.ReleaseAsync(engagement, earlier[^1]);
        var clientName = await grains.GetGrain<IClient>(client).Name();
        var released = await certificates.AllAsync(engagement);
        var wall = grains.GetGrain<IWall>(engagement);
        return new ReportMaterial(engagement, clientName, await grains.GetGrain<IAgency>(IAgency.Key).Name(), view, draft, await codings.BookAsync(engagement),
            [.. open.Select(c => new CodedCase(c.State.Person!, CodedCase.SideOf(c.State.Sample!.Outcome), c.File.Codes))],
            WithoutWaiting(QuotesOf(draft, open, view, now), draft, released), [.. open], Everyone(known, clientName, view.SetUp.Title), await CrowdBook.ReadAsync(deals, engagement, view.SetUp.K),
            await FieldAsync(home, view, cards), before, await told.BeforeAsync(engagement, earlier))
        {
            Themes = await wall.Themes(),
            Coded = [.. codingOf.Values],
            // A card may be a moment behind its case.
            Unread = [.. cards.Where(c => c.EndedAt is not null && (states.TryGetValue(c.Interview, out var its) ? its is { Late: not null, Withdrawal: null } : c.Late is not null)).Select(c => c.Interview)],
            Held = [.. cards.Where(c => c.EndedAt is not null).OrderBy(c => c.EndedAt).ThenBy(c => c.Interview, StringComparer.Ordinal).Select(c => c.Interview)],
            Recalls = CertificateBook.Recalled(released, states, codingOf, released.Any(c => !c.Points.IsEmpty) ? await wall.TakenBack() : []),
            OnlyTold = view.RawIsForgotten ? await OnlyToldAsync(client, engagement[(client.Length + 1)..], earlier) : null,
        };
    }

    /// <summary>A correction is urgent, and what stood in the report that it corrects is out already: nobody is waited for about that.</summary>
    private static ImmutableArray<CutQuote> WithoutWaiting(ImmutableArray<CutQuote> quotes, ReportDraft draft, ImmutableArray<Certificate> released) =>
        draft.Correction is { } correction && released.FirstOrDefault(c => c.Number == correction.Of) is { } old
            ? [.. quotes.Select(q => old.Quotes.Any(u => u.Interview == q.Ref.Interview && u.Quote == q.Ref.Quote) ? q with { WaitsUntil = null, Unread = false } : q)] : quotes;

    private static ImmutableArray<CutQuote> QuotesOf(ReportDraft draft, List<OpenCoding> open, EngagementView view, NodaTime.Instant now)
    {
        var cut = ImmutableArray.CreateBuilder<CutQuote>();
        for (var i = 0; i < draft.Findings.Length; i++)
            for (var j = 0; j < draft.Findings[i].Quotes.Length; j++)
                cut.Add(Softened(Cut(draft.Findings[i].Quotes[j], DraftText.QuotePath(i, j), $"Finding {i + 1}, quote {j + 1}", open, view, now), draft.Findings[i].Softened));
        return cut.ToImmutable();
    }

    // Only our own wider words may stand in a quote; anything else would be put into somebody's mouth.
    private static CutQuote Softened(CutQuote cut, ImmutableArray<Softening> softened) => softened.Where(s => s.Quote == cut.Ref).Aggregate(cut, (quote, s) =>
        quote.Quote is null || !(s.From.Length == 0 ? DealAttributes.MayStandFor(s.To, quote.By) : DealAttributes.IsWider(s.To)) ? quote
        : s.From.Length == 0 ? quote with { By = s.To } : quote with { Masked = DraftMending.Reword(quote.Masked, new Rewording(quote.Path, s.From, s.To)) });

    private static CutQuote Cut(QuoteRef at, string path, string where, List<OpenCoding> open, EngagementView view, NodaTime.Instant now)
    {
        var coding = open.Find(c => c.Interview == at.Interview);
        if (coding?.File.Quotes.FirstOrDefault(q => q.Id == at.Quote) is not { } address || Quote.Again(coding.Transcript, address.At, address.Hash) is not { } quote)
            return new CutQuote(path, where, at, null, "", "", Attribution.OffTheRecord, Attribution.OffTheRecord, Side.WentElsewhere, 0, []);
        var allowed = Levels.Allowed(coding.State.Consent?.Level, view.SetUp.Mode);
        var standing = coding.Asked.Of(coding.Transcript, coding.State, address, allowed > address.Level ? allowed : address.Level, now);
        return new CutQuote(path, where, at, quote, coding.Masked.Read(quote), Attributed.By(address), address.Level, standing.Level > allowed ? standing.Level : allowed,
            CodedCase.SideOf(coding.State.Sample!.Outcome), coding.Masked.Unsettled(quote.At).Length, [.. coding.Masks.Decisions.Where(d => d.Choice == MaskChoice.NotAName).Select(d => d.Words)])
        {
            WaitsUntil = standing.WaitsUntil, Unread = standing.Unread, WaitsIn = coding.State.Sample.Place.Zone, Address = address,
        };
    }

    /// <summary>One dossier of everybody on the list that was opened: any of them might be named in a report.</summary>
    private static Dossier Everyone(List<MaskingDossier> known, string client, string title)
    {
        Dossier[] all = [.. known.Select(MaskedTranscript.DossierOf)];
        return new Dossier
        {
            People = [.. all.SelectMany(d => d.People).Distinct()],
            Companies = [.. all.SelectMany(d => d.Companies).Distinct()],
            Emails = [.. all.SelectMany(d => d.Emails).Distinct()],
            Phones = [.. all.SelectMany(d => d.Phones).Distinct()],
            Places = [.. all.SelectMany(d => d.Places).Distinct()],
            Keep = [client, .. OwnTitle(title, all), .. all.SelectMany(d => d.Keep).Distinct().Where(k => k != client)],
        };
    }

    /// <summary>A report of an engagement called Autumn says so; not where a word of the title is also a word of somebody's name.</summary>
    internal static string[] OwnTitle(string title, Dossier[] all)
    {
        var names = all.SelectMany(d => d.People.Select(p => p.Name).Concat(d.Companies)).ToArray();
        return title.Split(' ').Any(word => names.Any(name => name.Contains(word, StringComparison.OrdinalIgnoreCase))) ? [] : [title];
    }

    private static async Task<FieldFacts> FieldAsync(IEngagement home, EngagementView view, InterviewCard[] cards)
    {
        var left = new List<DealLine>();
        for (var skip = 0; ;)
        {
            var page = await home.Deals(skip);
            left.AddRange(page.Where(d => d.LeftOutBecause is not null));
            skip += page.Length;
            if (page.Length == 0 || skip >= view.Deals) break;
        }
        var reached = cards.Count(c => c.EndedAt is not null || c.Declined > 0 || c.Status is CaseStatus.Promised or CaseStatus.Booked or CaseStatus.InInterview or CaseStatus.Refused);
        return new FieldFacts(view.Deals, [.. left.OrderBy(d => d.Account, StringComparer.Ordinal).ThenBy(d => d.LeftOutBecause, StringComparer.Ordinal)], reached,
            cards.Count(c => c.EndedAt is not null), cards.Count(c => c.Status == CaseStatus.Refused));
    }

    /// <summary>
    /// The numbers of the releases that the client had before this one, ascending. Until it is out, those are all that lie there, also
    /// one that was numbered after it and came first, and those that were replaced: what they told the client knows.
    /// </summary>
    private async Task<ImmutableArray<int>> EarlierAsync(string client, string engagement, ReportState report)
    {
        bool IsBefore(int n) => report.Number is not { } own || (report.Stage == ReportStage.Released ? n < own : n != own);
        var numbers = new SortedSet<int>();
        await foreach (var path in stores.Shelf.ListAsync(ShelfPaths.Releases(client, engagement)))
            if ((path.EndsWith("/" + ShelfPaths.Manifest, StringComparison.Ordinal) || path.EndsWith("/" + ShelfPaths.Replaced, StringComparison.Ordinal)) && ShelfPaths.NumberOf(path[..path.LastIndexOf('/')]) is { } n && IsBefore(n)) numbers.Add(n);
        return [.. numbers];
    }

    public async Task<Release?> ReleaseAsync(string client, string engagement, int number) =>
        await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReleaseJson)) is { } bytes ? ReleaseJson.Read(bytes) : null;

    private async Task<ImmutableHashSet<string>> OnlyToldAsync(string client, string engagement, ImmutableArray<int> earlier) =>
        ToldWords.Of((await Task.WhenAll(earlier.Select(n => ReleaseAsync(client, engagement, n)))).OfType<Release>());

    /// <summary>The fingerprint of the printed report, or null while none lies there.</summary>
    public async Task<string?> PrintOfAsync(string client, string engagement, int number) =>
        await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReadoutPdf)) is { } bytes
            ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) : null;

    private static Subject SubjectOf(string report) => new(AnalystDoor.EngagementOf(report), "report");

    private static string FileOf(string report, string mark) => $"report/{report[(report.LastIndexOf('/') + 1)..]}/{mark}";

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
