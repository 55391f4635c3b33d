using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Analysis;

/// <summary>One interview's coding. Documents are written before the event that counts them; the client's stated reason is never among what it shows.</summary>
[GrainType("coding")]
internal sealed class CodingGrain([PersistentState("journal", "agency")] IPersistentState<Journal<CodingState, CodingEvent>> journal,
    JournalTools tools, CodingDesk desk, DealBook deals)
    : JournalGrain<CodingState, CodingEvent>(journal, tools), ICoding
{
    private const string NotHandedOut = "The words on record have not been handed out yet: intake is still open.";

    private string Engagement => AnalystDoor.EngagementOf(Key);

    private static string By => Caller.Required.Id;

    protected override CodingState Empty => CodingState.None;

    protected override CodingState Fold(CodingState state, CodingEvent happened) => CodingState.Fold(state, happened);

    public async Task<CodingView?> View()
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, Engagement);
        return await Caller.AsHouse(async () =>
        {
            if (await desk.OpenAsync(GrainFactory, Key) is not { } open) return null;
            var crowd = await CrowdBook.ReadAsync(deals, Engagement, engagement.SetUp.K);
            var client = await GrainFactory.GetGrain<IClient>(AnalystDoor.ClientOf(Key)).Name();
            var (place, of) = await PlaceAsync();
            return new CodingView(Key, engagement.SetUp.Title, client, place, of, TurnsOf(open), QuotesOf(open, crowd), (await desk.BookAsync(Engagement)).Reasons, open.File.Facts,
                Levels.Allowed(open.State.Consent?.Level, engagement.SetUp.Mode), open.State.Sample!.Outcome, open.Masked.Open, open.Masks.Decisions.Length, crowd.K, State.Closed, State.SavedAt);
        });
    }

    public Task<Answer> SaveMasks(string commandId, ImmutableArray<MaskDecision> decisions) => ChangeMasks(commandId, _ => decisions);

    public Task<Answer> AcceptMasks(string commandId) => ChangeMasks(commandId, open =>
        [.. open.Masked.Waiting().DistinctBy(c => c.Words.ToUpperInvariant()).Select(c => new MaskDecision(c.Words, MaskChoice.Accepted, c.Wording))]);

    public async Task<Answer> AddCode(string commandId, string words, string reason, Sign sign, int weight, bool prompted)
    {
        if (weight is < Code.WeightMin or > Code.WeightMax) return Answer.No($"A reason weighs {Code.WeightMin}, 2 or {Code.WeightMax}; {weight} was given.");
        return await ChangeAsync(async open =>
        {
            if ((await desk.BookAsync(Engagement)).Find(reason) is null) return (null, Answer.No($"The code book has no reason {reason}."));
            if (open.File.Codes.Length >= CodingFile.CodesMax) return (null, Answer.No($"This interview holds {CodingFile.CodesMax} of {CodingFile.CodesMax} coded passages."));
            if (Place(open, words) is not { At: { } at } found) return (null, Answer.No(Place(open, words).Why!));
            var code = new Code($"c{open.File.NextId}", at, Quote.HashOf(found.Words), reason, sign, weight, prompted);
            var others = open.File.Codes.RemoveAll(c => c.At == at && c.Reason == reason && c.Sign == sign);
            return (open.File with { Codes = others.Add(code), NextId = open.File.NextId + 1 }, Answer.Done);
        }, file => (s, at) => Coding.Code(s, By, file.Codes.Length, at), commandId, whileOpen: true);
    }

    public Task<Answer> RemoveCode(string commandId, string code) => ChangeAsync(
        open => Task.FromResult<(CodingFile?, Answer)>((open.File with { Codes = open.File.Codes.RemoveAll(c => c.Id == code) }, Answer.Done)),
        file => (s, at) => Coding.Code(s, By, file.Codes.Length, at), commandId, whileOpen: true);

    public async Task<Answer> AddQuote(string commandId, string words, Attribution level, string role)
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, Engagement);
        return await ChangeAsync(open =>
        {
            var allowed = Levels.Allowed(open.State.Consent?.Level, engagement.SetUp.Mode);
            if (level < allowed) return No($"{Levels.Words(level)} is above what was agreed: {Levels.Words(allowed).ToLowerInvariant()}.");
            if (!Levels.MayBeQuoted(level)) return No($"{Levels.Words(level)} may be told and not quoted.");
            if (level <= Attribution.RoleOnly && role.Trim().Length == 0) return No("A quote that leaves with a role needs the words for it, such as \"A head of operations\".");
            if (open.File.Quotes.Length >= CodingFile.QuotesMax) return No($"This interview holds {CodingFile.QuotesMax} of {CodingFile.QuotesMax} quotes.");
            if (Place(open, words) is not { At: { } at } found) return No(Place(open, words).Why!);
            if (open.Masked.Unsettled(at) is { IsEmpty: false } waits)
                return No(waits.Length == 1 ? "One mask in these words is not confirmed, or the words cut it in two." : $"{waits.Length} masks in these words are not confirmed, or the words cut them in two.");
            var quote = new QuoteAddress($"q{open.File.NextId}", at, Quote.HashOf(found.Words), level, role.Trim());
            return Task.FromResult<(CodingFile?, Answer)>((open.File with { Quotes = open.File.Quotes.RemoveAll(q => q.At == at).Add(quote), NextId = open.File.NextId + 1 }, Answer.Done));
        }, file => (_, at) => Coding.Quote(By, file.Quotes.Length, at), commandId);
    }

    public Task<Answer> RemoveQuote(string commandId, string quote) => ChangeAsync(
        open => Task.FromResult<(CodingFile?, Answer)>((open.File with { Quotes = open.File.Quotes.RemoveAll(q => q.Id == quote) }, Answer.Done)),
        file => (_, at) => Coding.Quote(By, file.Quotes.Length, at), commandId);

    public Task<Answer> Describe(string commandId, RespondentFacts facts) => ChangeAsync(
        open => Task.FromResult<(CodingFile?, Answer)>((open.File with { Facts = facts }, Answer.Done)), _ => (_, at) => Coding.Describe(By, at), commandId);

    public async Task<Answer> Close(string commandId)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Engagement);
        var by = By;
        if (await Caller.AsHouse(() => desk.OpenAsync(GrainFactory, Key)) is not { } open) return Answer.No(NotHandedOut);
        if (Coding.Close(State, by, open.File.Codes.Length, open.File.Quotes.Length, open.Masked.Open, Now) is Decision<CodingEvent>.Refused refused) return Answer.No(refused.Reason);
        // The case first: closing it again is harmless, and it may refuse.
        var told = await Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(Key).Do(commandId, new InterviewCommand.CloseCoding(by, CodingDesk.File)));
        return told.Ok ? await DecideAsync(commandId, (s, at) => Coding.Close(s, by, open.File.Codes.Length, open.File.Quotes.Length, open.Masked.Open, at)) : told;
    }

    private async Task<Answer> ChangeMasks(string commandId, Func<OpenCoding, ImmutableArray<MaskDecision>> decide)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Engagement);
        var by = By;
        if (await Caller.AsHouse(() => desk.OpenAsync(GrainFactory, Key)) is not { } open) return Answer.No(NotHandedOut);
        ImmutableArray<MaskDecision> fresh = [.. decide(open).Select(d => d with { Words = d.Words.Trim(), Wording = d.Wording.Trim() }).Where(d => d.Words.Length > 0)];
        if (fresh.FirstOrDefault(d => d.Choice == MaskChoice.Added && d.Wording.Length == 0) is not null) return Answer.No("Say what a reader sees in place of these words, such as [the main plant].");
        var masks = open.Masks.With(fresh);
        if (masks.Decisions.Length > MaskFile.DecisionsMax) return Answer.No($"A transcript holds up to {MaskFile.DecisionsMax:#,0} decisions on masks.");
        await desk.KeepAsync(Key, masks);
        var left = MaskedTranscript.Of(open.Transcript, MaskedTranscript.DossierOf(open.Known), masks).Open;
        return await DecideAsync(commandId, (_, at) => Coding.Mask(by, masks.Decisions.Length, left, at));
    }

    private async Task<Answer> ChangeAsync(Func<OpenCoding, Task<(CodingFile? File, Answer Answer)>> change, Func<CodingFile, Func<CodingState, NodaTime.Instant, Decision<CodingEvent>>> told, string commandId, bool whileOpen = false)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Engagement);
        if (whileOpen && State.Closed) return await DecideAsync(commandId, (s, at) => Coding.Code(s, By, s.Codes, at));
        if (await Caller.AsHouse(() => desk.OpenAsync(GrainFactory, Key)) is not { } open) return Answer.No(NotHandedOut);
        var (file, answer) = await change(open);
        if (file is null) return answer;
        await desk.KeepAsync(Key, file);
        return await DecideAsync(commandId, told(file));
    }

    private async Task<(int Place, int Of)> PlaceAsync()
    {
        var coded = (await GrainFactory.GetGrain<IEngagement>(Engagement).Cards()).Where(c => c.Status is CaseStatus.Coding or CaseStatus.Done).Select(c => c.Interview).Order(StringComparer.Ordinal).ToList();
        return (coded.IndexOf(Key) + 1, coded.Count);
    }

    private static (TurnRange? At, string Words, string? Why) Place(OpenCoding open, string words) => open.Transcript.Find(words) switch
    {
        { Length: 1 } one => (one[0], words.Trim(), null),
        { Length: 0 } => (null, words, "The buyer did not say exactly these words in one turn. Select them in the transcript."),
        var many => (null, words, $"The buyer said these words {many.Length} times; take a few more, so that they stand once."),
    };

    private static Task<(CodingFile? File, Answer Answer)> No(string why) => Task.FromResult<(CodingFile?, Answer)>((null, Answer.No(why)));

    private static ImmutableArray<CodingTurn> TurnsOf(OpenCoding open) => [.. open.Transcript.Turns.Select(t =>
        new CodingTurn(t.N, t.Who, t.At, t.Words, open.Masked.ChipsIn(t.N), [.. open.File.Codes.Where(c => c.At.Turn == t.N)]))];

    private static ImmutableArray<KeptQuote> QuotesOf(OpenCoding open, CrowdBook crowd) => [.. open.File.Quotes.Select(q =>
    {
        var quote = Quote.Again(open.Transcript, q.At, q.Hash);
        var masked = quote is null ? "" : open.Masked.Read(quote);
        var verdict = crowd.Quote("", masked, Attributed.By(q), CodedCase.SideOf(open.State.Sample!.Outcome));
        return new KeptQuote(q.Id, q.At.Turn, masked, Attributed.By(q), q.Level, quote is not null, verdict.Fitting, verdict.Passes);
    })];
}
