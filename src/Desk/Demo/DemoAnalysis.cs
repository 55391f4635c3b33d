using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Reports;

namespace WinLossAgency.Desk.Demo;

/// <summary>Priya codes what is on record and writes the report; Tom is the second person. Both are refused what anybody would be.</summary>
internal sealed class DemoAnalysis(IGrainFactory grains, string engagement)
{
    private const string Writer = "priya";
    private const string Second = "tom";

    /// <summary>What a rule of the house kept out, as sentences without words of a buyer.</summary>
    public List<string> Refused { get; } = [];

    public async Task SetBookAsync(JsonElement codeBook)
    {
        new Caller(Writer, Role.Analyst).Enter();
        DemoFounding.Must(await grains.GetGrain<ICodeBook>(engagement).Set("demo/book", [.. codeBook.EnumerateArray().Select(r =>
            new Reason(Text(r, "key"), Text(r, "label"), Text(r, "against"), Text(r, "kind")))]));
    }

    /// <summary>Masks as suggested, reasons and quotes as the example says, facts, and done.</summary>
    public async Task CodeAsync(string interview, ExampleCase c)
    {
        new Caller(Writer, Role.Analyst).Enter();
        var coding = grains.GetGrain<ICoding>(interview);
        DemoFounding.Must(await coding.AcceptMasks("demo/masks"));
        foreach (var (code, n) in c.Coding.Select((code, n) => (code, n)))
            Note(interview, "reason", await coding.AddCode($"demo/code/{n}", code.Words, code.Reason, SignOf(code.Sign), code.Weight, code.Prompted));
        foreach (var (quote, n) in c.Quotes.Select((quote, n) => (quote, n)))
            Note(interview, "quote", await coding.AddQuote($"demo/quote/{n}", quote.Words, DemoCases.LevelOf(quote.Level), quote.Role ?? ""));
        if (c.Respondent is { } r) DemoFounding.Must(await coding.Describe("demo/facts", new RespondentFacts(r.Role, r.Region, r.Segment, r.Size)));
        DemoFounding.Must(await coding.Close("demo/close"));
    }

    /// <summary>The draft as the example's report has it. A quote is named by its place in the coding it was cut from.</summary>
    public async Task<ReportDraft> DraftAsync(JsonElement told, IReadOnlyDictionary<string, (string Interview, ExampleCase Case)> byTranscript, JsonElement engagementTold)
    {
        var beliefs = engagementTold.GetProperty("beliefs").EnumerateArray().ToDictionary(b => Text(b, "key"), b => Text(b, "words"));
        var findings = ImmutableArray.CreateBuilder<FindingDraft>();
        foreach (var f in told.GetProperty("findings").EnumerateArray())
            findings.Add(FindingOf(f, engagementTold) with { Quotes = await QuotesOf(f, byTranscript) });
        return new ReportDraft
        {
            Title = Text(told, "title"), Period = Text(told, "period"), Answer = Text(told, "answer"), Surprise = Text(told, "surprise"), Keep = Text(told, "keep"),
            Strengths = [.. told.GetProperty("strengths").EnumerateArray().Select(s => new StrengthDraft(Text(s, "name"), Text(s, "words")))],
            Findings = findings.ToImmutable(),
            Beliefs = [.. told.GetProperty("beliefs").EnumerateArray().Select(b => new BeliefDraft(beliefs[Text(b, "key")], Text(b, "key"), Text(b, "words")))],
            Questions = [.. told.GetProperty("questions").EnumerateArray().Select(q => new AnsweredDraft(Text(q, "question"), Text(q, "answer")))],
            CouldNotLearn = [.. told.GetProperty("couldNotLearn").EnumerateArray().Select(w => w.GetString()!)],
            Protection = Text(told, "protection"),
        };
    }

    public async Task<Answer> SaveAsync(string report, string id, ReportDraft draft)
    {
        new Caller(Writer, Role.Analyst).Enter();
        return await grains.GetGrain<IReport>(report).SaveDraft(id, draft);
    }

    public async Task<ImmutableArray<Light>> CheckAsync(string report)
    {
        new Caller(Writer, Role.Analyst).Enter();
        return await grains.GetGrain<IReport>(report).Check();
    }

    /// <summary>Priya proposes, Tom approves; the answer of whoever was refused, or done.</summary>
    public async Task<Answer> ReleaseAsync(string report)
    {
        new Caller(Writer, Role.Analyst).Enter();
        var proposed = await grains.GetGrain<IReport>(report).Propose("demo/propose");
        if (!proposed.Ok) return proposed;
        new Caller(Second, Role.Analyst).Enter();
        return await grains.GetGrain<IReport>(report).Approve("demo/approve", (await grains.GetGrain<IReport>(report).View()).Seen);
    }

    public async Task<ReportView> ViewAsync(string report)
    {
        new Caller(Writer, Role.Analyst).Enter();
        return await grains.GetGrain<IReport>(report).View();
    }

    private static FindingDraft FindingOf(JsonElement f, JsonElement engagement) => new()
    {
        Claim = Text(f, "claim"), Context = Text(f, "context"), For = Text(f, "for"), Against = Text(f, "against"),
        Firmness = Enum.Parse<Firmness>(Text(f, "firmness"), ignoreCase: true),
        Reasons = [.. f.GetProperty("reasons").EnumerateArray().Select(r => new ReasonRef(Text(r, "key"), SignOf(Text(r, "sign")), Text(r, "side") switch
        {
            "chose us" => Side.ChoseYou,
            "went elsewhere" => Side.WentElsewhere,
            _ => null,
        }))],
        Regions = f.TryGetProperty("group", out _) ? RegionsOf(engagement) : [],
        Steps = [.. f.GetProperty("steps").EnumerateArray().Select(s => new StepDraft(Text(s, "what"), Text(s, "who"),
            ExampleFiles.Monday.PlusDays(s.GetProperty("by").GetProperty("day").GetInt32()), Text(s, "sign")))],
        NobodyExpected = f.TryGetProperty("nobodyExpected", out var nobody) && nobody.GetBoolean(),
        WeAlsoHeard = f.TryGetProperty("weAlsoHeard", out var also) && also.GetBoolean(),
    };

    private static ImmutableArray<string> RegionsOf(JsonElement engagement) =>
        engagement.TryGetProperty("outlying", out var outlying) && outlying.TryGetProperty("regions", out var regions) ? [.. regions.EnumerateArray().Select(r => r.GetString()!)] : [];

    private async Task<ImmutableArray<QuoteRef>> QuotesOf(JsonElement finding, IReadOnlyDictionary<string, (string Interview, ExampleCase Case)> byTranscript)
    {
        new Caller(Writer, Role.Analyst).Enter();
        var refs = ImmutableArray.CreateBuilder<QuoteRef>();
        foreach (var wanted in finding.GetProperty("quotes").EnumerateArray())
        {
            var (interview, c) = byTranscript[Text(wanted, "transcript")];
            var words = Text(wanted, "words");
            var view = await grains.GetGrain<ICoding>(interview).View();
            // A kept quote shows masked words, so it is found by its turn, and by its very words where nothing was masked.
            var turn = view?.Turns.FirstOrDefault(t => t.Words.Contains(words, StringComparison.Ordinal))?.N;
            var here = view?.Quotes.Where(k => k.Turn == turn).ToArray() ?? [];
            var kept = here.FirstOrDefault(k => k.Masked == words) ?? here.FirstOrDefault();
            if (kept is null || c.Quotes.All(q => q.Words != words)) Refused.Add($"{interview}: a quote of the report is not among those kept");
            else refs.Add(new QuoteRef(interview, kept.Id));
        }
        return refs.ToImmutable();
    }

    private void Note(string interview, string what, Answer answer)
    {
        if (!answer.Ok) Refused.Add($"{interview}: {what}: {answer.Refusal}");
    }

    private static Sign SignOf(string sign) => sign == "+" ? Sign.For : Sign.Against;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
