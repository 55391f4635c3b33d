using System.Text;
using NodaTime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>However many ask at once, and whatever is restarted: no two interviewers have the same person on their desks.</summary>
public sealed class LeaseTests
{
    private const int Callers = 8;
    private const int Rounds = 12;

    [Fact]
    public async Task However_many_ask_at_once_no_two_get_the_same_person_and_a_restart_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("leases-").FullName;
        try
        {
            var held = new Dictionary<string, string>();
            await using (var agency = await SmallAgency.OpenAsync(folder))
            {
                var cards = (await ChosenAsync(agency)).ToDictionary(c => c.Interview, c => c.Person);
                Assert.Equal((5, 4), (cards.Count, cards.Values.Distinct().Count()));
                SmallAgency.AsHouse();
                // Whoever leads the team sees that two clients' programmes reach for one person; the clients do not.
                Assert.Equal(2, (await agency.Grains.GetGrain<ICallQueue>("main").Concerns()).Count(c => !c.Rings && c.Words.StartsWith("on another client's list too", StringComparison.Ordinal)));
                for (var round = 0; round < Rounds; round++)
                {
                    var got = await AskAsync(agency);
                    held = got.Where(g => g.Case is not null).ToDictionary(g => g.Who, g => g.Case!);
                    Assert.Equal(cards.Values.Distinct().Count(), held.Count);
                    Assert.Equal(held.Count, held.Values.Select(c => cards[c]).Distinct().Count());
                    // Every other round somebody puts theirs down, so that the next asks find something to take.
                    if (round % 2 == 0) await CloseAsync(agency, held.OrderBy(h => h.Key, StringComparer.Ordinal).ElementAt(round % held.Count));
                }
            }
            await using var again = await SmallAgency.OpenAsync(folder);
            var after = (await AskAsync(again)).Where(g => g.Case is not null).ToDictionary(g => g.Who, g => g.Case!);
            Assert.Equal(held.OrderBy(h => h.Key, StringComparer.Ordinal), after.OrderBy(h => h.Key, StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Who, string? Case)[]> AskAsync(SmallAgency agency) => await Task.WhenAll(Enumerable.Range(0, Callers).Select(n => Task.Run(async () =>
    {
        SmallAgency.As($"i{n}", Role.Interviewer);
        return ($"i{n}", (await agency.Grains.GetGrain<ICallQueue>("main").Next()).Interview);
    })));

    private static Task CloseAsync(SmallAgency agency, KeyValuePair<string, string> open) => Task.Run(async () =>
    {
        SmallAgency.As(open.Key, Role.Interviewer);
        await agency.Grains.GetGrain<ICallQueue>("main").Close(open.Value);
    });

    private const string Heads = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region\n";

    /// <summary>Five cases of four people: one of them stands on two clients' lists.</summary>
    internal static async Task<InterviewCard[]> ChosenAsync(SmallAgency agency)
    {
        string[] people = ["Ana Ferreira", "Rui Marques", "Eva Lopes", "Tom Alves"];
        string Row(string name, int n) => $"Route {n},Company {n},{name},{name.Split(' ')[0].ToLowerInvariant()}@vale.example,+351 912 555 01{n},Head of Operations,{100000 + n},2026-11-07,Closed Lost,Price,Haulwise,North";
        var first = await agency.InTheFieldAsync(Heads + string.Join('\n', people.Select(Row)));
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        for (var n = 0; n < Callers; n++)
        {
            Assert.True((await directory.Join($"i{n}", new Staff($"i{n}", $"Caller {n}", $"i{n}@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null))).Ok);
            Assert.True((await agency.Grains.GetGrain<IInterviewer>($"i{n}").SetHours("hours", WorkingHours.Default("Europe/Lisbon"))).Ok);
        }
        const string second = "southwind/q1";
        Assert.True((await directory.OpenClient("client-2", "southwind", "Southwind")).Ok);
        Assert.True((await agency.Grains.GetGrain<IClient>("southwind").Open("open", "Southwind", new ClientBilling("Southwind", ["Faro"], "PT2", "ap@southwind.example", "EUR"))).Ok);
        Assert.True((await directory.OpenEngagement("engagement-2", second)).Ok);
        var other = agency.Grains.GetGrain<IEngagement>(second);
        Assert.True((await other.Draft("draft", new SetUp { Title = "Q1", Kind = EngagementKind.WinLoss, FieldFrom = new LocalDate(2026, 11, 2), FieldUntil = new LocalDate(2026, 12, 11), ReadoutOn = new LocalDate(2026, 12, 18) })).Ok);
        Assert.True((await other.Reach("agree", Stage.Agreed)).Ok);
        await agency.Given.People.WriteAsync(DealUploads.Of(second), "upload/1", new UploadFile("deals.csv", Encoding.UTF8.GetBytes(Heads + Row(people[0], 0))));
        await other.Import("import-1", "upload/1", "deals.csv");
        Assert.True((await other.Reach("field", Stage.InTheField)).Ok);
        var cards = new List<InterviewCard>();
        foreach (var (key, count) in new[] { (first, people.Length), (second, 1) })
        {
            var engagement = agency.Grains.GetGrain<IEngagement>(key);
            await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)]);
            await agency.UntilAsync(async () => (await engagement.Cards()).Length == count);
            cards.AddRange(await engagement.Cards());
        }
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<ICallQueue>("main").Board(0)).Length == cards.Count);
        return [.. cards];
    }
}
