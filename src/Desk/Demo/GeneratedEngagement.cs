using System.Collections.Immutable;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// The second engagement of the demonstration: why insurers stay with Calder and Voss's software or leave it, forty
/// interviews in four weeks. Everything follows from the seed.
/// </summary>
internal static class GeneratedEngagement
{
    public const string Client = "caldervoss";
    public const string Engagement = "caldervoss/retention";
    public const string DealFile = "calder-voss-renewals.csv";
    public const ulong Seed = 20261005;
    public const int Interviews = 40;

    /// <summary>How many interviews had been held for the first report.</summary>
    public const int FirstReport = 20;
    private const int Minutes = 30;
    private const int StayedEvery = 7;

    public static readonly ImmutableArray<string> Sections =
        ["context", "trigger", "alternatives", "strengths-and-weaknesses", "price", "people-and-process", "decision", "advice"];

    private static readonly ImmutableDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["Head of Claims"] = "A head of claims", ["Head of Underwriting Operations"] = "A head of underwriting operations",
        ["Chief Operating Officer"] = "A chief operating officer", ["IT Director"] = "An IT director",
    }.ToImmutableDictionary();

    public static GeneratedSet Make(ulong seed = Seed)
    {
        var deals = GeneratedDeals.Make(seed);
        var stayed = Enumerable.Range(0, Interviews).Select(n => n % StayedEvery == 3).ToImmutableArray();
        var reasons = GeneratedReasons.Spread(seed, stayed, FirstReport);
        var files = ImmutableDictionary.CreateBuilder<string, byte[]>();
        files[DealFile] = GeneratedDeal.Csv(deals, "GBP", "United Kingdom");
        var (left, kept) = (Drawn(seed, deals, won: false), Drawn(seed, deals, won: true));
        var cases = ImmutableArray.CreateBuilder<ExampleCase>(Interviews);
        for (var n = 0; n < Interviews; n++)
        {
            var (made, vtt) = One(seed, n, (stayed[n] ? kept : left).Dequeue(), reasons[n]);
            cases.Add(made);
            files[made.Transcript!] = vtt;
        }
        var done = cases.MoveToImmutable();
        return new GeneratedSet(Client, Engagement, GeneratedTold.Engagement(), done, DealFile, files.ToImmutable(), GeneratedTold.RateCard(),
            [new(GeneratedReports.First([.. done.Take(FirstReport)]), FirstReport), new(GeneratedReports.Second(done), Interviews)]);
    }

    private static Queue<GeneratedDeal> Drawn(ulong seed, ImmutableArray<GeneratedDeal> deals, bool won) =>
        new(GeneratedChance.For(seed, $"drawn/{won}").Shuffled(deals.Where(d => d.Won == won)));

    private static (ExampleCase Case, byte[] Vtt) One(ulong seed, int n, GeneratedDeal deal, ImmutableArray<string> reasons)
    {
        var chance = GeneratedChance.For(seed, $"interview/{n}");
        var (interviewer, names) = (GeneratedWeeks.InterviewerOf(n), deal.Contact.Split(' '));
        var start = GeneratedWeeks.StartOf(chance, n);
        var buyer = $"{names[0]} {names[1][0]}.";
        var rival = deal.Competitor.Length > 0 ? deal.Competitor : GeneratedDeals.Rivals[n % 3];
        var talk = GeneratedTalk.Write(GeneratedPhrases.Book, chance, new TalkFacts(interviewer, buyer, deal.Account, rival, reasons, LiveAside: n % 2 == 1));
        var level = chance.Of(["role", "role", "role", "role", "unattributed", "unattributed", "unattributed", "paraphrase", "paraphrase", "aggregate"]);
        var coding = reasons.Select((r, i) => new ExampleCode(talk.Words[i], r[..^1], r[^1..], 1 + chance.Next(3), chance.Next(5) == 0)).ToImmutableArray();
        return (new ExampleCase
        {
            Deal = new ExampleDeal(deal.Account, deal.Contact, deal.Opportunity), Outcome = "completed", Side = deal.Won ? "chose us" : "went elsewhere",
            Interviewer = interviewer, Zone = "Europe/London", History = GeneratedWeeks.HistoryOf(chance, interviewer, start), Consent = new ExampleConsent(level, true, start),
            Start = start, PromisedMinutes = Minutes, Tier = deal.Title == "Chief Operating Officer" ? "senior" : "standard",
            Transcript = $"transcripts/calder-voss-{n + 1:00}.vtt", Seconds = talk.Seconds, Speakers = new() { [interviewer] = "interviewer", [buyer] = "buyer" },
            ShiftSeconds = GeneratedTalk.ShiftSeconds, SectionsReached = Sections, Asides = [talk.Aside], WriteUp = WriteUpOf(coding),
            ContactRequest = n % 13 == 6 ? "Would like to hear what becomes of it" : null, Felt = chance.Of(["fine", "fine", "fine", "fine", "hard"]),
            Respondent = new ExampleRespondent(Heading(Roles[deal.Title]), deal.Region, deal.Segment, deal.Size),
            Coding = coding, Quotes = QuotesOf(level, coding, Roles[deal.Title]), Stop = "none",
        }, talk.Vtt);
    }

    /// <summary>"A head of claims" as a heading: "Head of claims".</summary>
    private static string Heading(string role)
    {
        var name = role.Split(' ', 2)[1];
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static Dictionary<string, string> WriteUpOf(ImmutableArray<ExampleCode> coding) => new()
    {
        ["decided"] = GeneratedTold.LabelOf(coding.OrderByDescending(c => c.Weight).First()),
        ["surprised"] = GeneratedTold.LabelOf(coding[^1]),
        ["bestWords"] = $"\"{coding[0].Words}\"",
        ["advice"] = "Listen before the renewal is written.",
        ["doubt"] = coding.Any(c => c.Prompted) ? "Part of it came only when I asked." : "Nothing that I could name.",
    };

    /// <summary>Nothing is quoted of a buyer who agreed to less; of the others, one quote by role where that was agreed.</summary>
    private static ImmutableArray<ExampleQuote> QuotesOf(string level, ImmutableArray<ExampleCode> coding, string role) => level switch
    {
        "role" => [.. coding.Take(3).Select((c, i) => i == 0 ? new ExampleQuote(c.Words, "role", role) : new ExampleQuote(c.Words, "unattributed", "A buyer"))],
        "unattributed" => [.. coding.Take(3).Select(c => new ExampleQuote(c.Words, "unattributed", "A buyer"))],
        _ => [],
    };
}
