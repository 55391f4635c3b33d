using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// The third engagement of the demonstration: a small one with a case at every stage, so that no screen is empty at half
/// past nine on the Tuesday on which it opens (day 43).
/// </summary>
internal static partial class StageSamples
{
    public const string Client = "meridian";
    public const string Engagement = "meridian/autumn";
    public const string DealFile = "meridian-deals.csv";
    public const ulong Seed = 20261117;
    private const string Maya = "Maya Lindqvist", Joao = "João Reis";
    private const int Minutes = 25;

    public static GeneratedSet Make(ulong seed = Seed)
    {
        var files = ImmutableDictionary.CreateBuilder<string, byte[]>();
        files[DealFile] = GeneratedDeal.Csv(Deals, "EUR", "Portugal");
        var cases = Live().Select((c, n) => c.Start is null ? c with { Deal = DealOf(n) } : Talked(seed, n, c, files)).ToImmutableArray();
        return new GeneratedSet(Client, Engagement, Told(), cases, DealFile, files.ToImmutable(), RateCard(), []);
    }

    private static ExampleCase Case(string outcome, string interviewer, params ImmutableArray<ExampleStep> history) => new()
    {
        Deal = new ExampleDeal("", "", ""), Outcome = outcome, Interviewer = interviewer, Zone = "Europe/Lisbon", History = history, PromisedMinutes = Minutes,
    };

    private static ExampleCase Interviewed(string stop, string interviewer, ExampleMoment start, params ImmutableArray<ExampleStep> history) =>
        Case("completed", interviewer, [.. history, Step(history[^1].Day + 1, "15:20", "booked", start)]) with
        {
            Start = start, Stop = stop, Consent = new ExampleConsent("unattributed", true, start), SectionsReached = GeneratedEngagement.Sections, Tier = "standard", Felt = "fine",
        };

    private static ExampleStep Step(int day, string time, string outcome, ExampleMoment? promised = null) => new(day, time, outcome, promised, null);

    /// <summary>One case for each row of the list, in its order.</summary>
    private static ImmutableArray<ExampleCase> Live() =>
    [
        Case("waiting", Maya),
        Case("waiting", Joao, Step(37, "10:20", "noAnswer")),
        Case("callback", Maya, Step(38, "11:10", "noAnswer"), Step(42, "11:20", "callback", new(43, "10:30"))),
        Case("callback", Maya, Step(42, "09:40", "callback", new(43, "12:15"))),
        Case("callback", Joao, Step(37, "15:05", "voicemail"), Step(42, "10:05", "callback", new(43, "12:00"))),
        Case("inbound", Maya, Step(39, "11:05", "noAnswer"), Step(42, "15:10", "voicemail"), Step(43, "09:12", "inbound")),
        Case("booked", Maya, Step(37, "09:50", "noAnswer"), Step(39, "12:10", "booked", new(43, "14:00"))),
        Case("booked", Joao, Step(39, "09:45", "booked", new(43, "10:45"))),
        Case("booked", Maya, Step(42, "10:15", "booked", new(44, "10:00"))),
        Interviewed("wrapUp", Maya, new(42, "16:00"), Step(37, "11:15", "noAnswer")),
        Interviewed("transcript", Joao, new(42, "14:00"), Step(37, "10:40", "noAnswer")),
        Interviewed("speakers", Maya, new(39, "09:00"), Step(35, "11:20", "noAnswer")),
        Interviewed("asides", Joao, new(39, "15:30"), Step(36, "09:30", "noAnswer")),
        Interviewed("coding", Maya, new(38, "14:45"), Step(35, "15:15", "noAnswer")),
        Case("refusedHard", Joao, Step(36, "10:10", "noAnswer"), Step(38, "15:20", "refusedHard")),
        Case("refusedSoft", Maya, Step(42, "11:00", "refusedSoft")),
        Case("notReached", Joao, Step(8, "10:00", "noAnswer"), Step(10, "15:10", "voicemail"), Step(16, "09:40", "noAnswer"), Step(22, "15:30", "noAnswer"),
            Step(29, "10:20", "voicemail"), Step(36, "15:40", "noAnswer")),
        Case("wrongPerson", Maya, Step(37, "15:30", "wrongPerson")),
    ];

    private static ExampleDeal DealOf(int n) => new(Deals[n].Account, Deals[n].Contact, Deals[n].Opportunity);

    /// <summary>An interview as far as its stage has it: a talk from "speakers" on, voices named from "asides" on, codes when all is done.</summary>
    private static ExampleCase Talked(ulong seed, int n, ExampleCase c, ImmutableDictionary<string, byte[]>.Builder files)
    {
        var (deal, names, chance) = (Deals[n], Deals[n].Contact.Split(' '), GeneratedChance.For(seed, $"talk/{n}"));
        c = c with
        {
            Deal = DealOf(n), Side = deal.Won ? "chose us" : "went elsewhere", Respondent = new ExampleRespondent(deal.Title, deal.Region, deal.Segment, deal.Size),
            WriteUp = c.Stop == "wrapUp" ? null : new()
            {
                ["decided"] = "The alarms that came too late.", ["surprised"] = "How fond they are of the sensors.", ["bestWords"] = "See the talk.",
                ["advice"] = "Fit the boxes at night.", ["doubt"] = "Nothing that I could name.",
            },
        };
        if (c.Stop is "wrapUp" or "transcript") return c;
        var buyer = $"{names[0]} {names[^1][0]}.";
        ImmutableArray<string> reasons = deal.Won ? ["sensors+", "records+", "price-"] : ["alarms-", "sensors+", "fitting-", "price-"];
        var talk = GeneratedTalk.Write(StagesPhrases.Book, chance, new TalkFacts(c.Interviewer, buyer, deal.Account, "Polarwatch", reasons, LiveAside: c.Stop == "asides"));
        var name = $"transcripts/meridian-{n + 1:00}.vtt";
        files[name] = talk.Vtt;
        return c with
        {
            Transcript = name, Seconds = talk.Seconds, ShiftSeconds = GeneratedTalk.ShiftSeconds, Asides = [talk.Aside],
            Speakers = new() { [c.Interviewer] = "interviewer", [buyer] = "buyer" },
            Coding = [.. reasons.Select((r, i) => new ExampleCode(talk.Words[i], r[..^1], r[^1..], 2, false))],
            Quotes = [new ExampleQuote(talk.Words[0], "unattributed", "A buyer")],
        };
    }
}
