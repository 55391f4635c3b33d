using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Demo;

/// <summary>Founds the example's agency: its people, its client, the engagement and the client's list.</summary>
internal sealed class DemoFounding(IGrainFactory grains, AgencyStores stores, GeneratedSet set)
{
    public const string Client = "northwind";
    public const string Engagement = "northwind/q4";
    private readonly JsonElement told = set.Told;

    /// <summary>The first name in plain letters: how the demo's people are keyed.</summary>
    public static string IdOf(string name) => name.Split(' ')[0].ToLowerInvariant().Replace("ã", "a", StringComparison.Ordinal);

    public async Task FoundAsync()
    {
        var directory = grains.GetGrain<IAgency>(IAgency.Key);
        var agency = told.GetProperty("agency");
        Must(await directory.Found("demo/found", Text(agency, "name"), Text(agency, "zone")));
        foreach (var person in told.GetProperty("staff").EnumerateArray())
        {
            var (name, zone) = (Text(person, "name"), Text(person, "zone"));
            var roles = person.GetProperty("roles").EnumerateArray().Aggregate(Role.None, (sum, r) => sum | Enum.Parse<Role>(r.GetString()!, ignoreCase: true));
            Must(await directory.Join($"demo/join/{IdOf(name)}", new Staff(IdOf(name), name, Text(person, "mail"), roles, "main", zone, null, person.TryGetProperty("languages", out var spoken) ? Tongues.Write(spoken.EnumerateArray().Select(l => l.GetString()!)) : "")));
            if (!roles.HasFlag(Role.Interviewer)) continue;
            var hours = person.GetProperty("hours");
            Must(await grains.GetGrain<IInterviewer>(IdOf(name)).SetHours("demo/hours",
                new WorkingHours(zone, Time(Text(hours, "from")), Time(Text(hours, "until")), [1, 2, 3, 4, 5], 10)));
        }
    }

    public async Task OpenClientAsync()
    {
        var client = told.GetProperty("client");
        var billing = client.GetProperty("billing");
        Must(await grains.GetGrain<IAgency>(IAgency.Key).OpenClient($"demo/client/{set.Client}", set.Client, Text(client, "name")));
        var grain = grains.GetGrain<IClient>(set.Client);
        Must(await grain.Open("demo/open", Text(client, "name"), new ClientBilling(Text(client, "legalName"),
            [.. client.GetProperty("address").EnumerateArray().Select(l => l.GetString()!)], Text(client, "taxId"), Text(billing, "mail"), Text(billing, "currency"))));
        var until = ExampleFiles.Monday.PlusYears(2);
        Must(await grain.SetPeople("demo/people", [.. told.GetProperty("clientPeople").EnumerateArray().Select(p => new ClientPerson(
            Text(p, "mail"), Text(p, "name"), p.GetProperty("rights").EnumerateArray().Any(r => r.GetString() == "admin"),
            DemoPeople.Issuer, DemoPeople.Tenant, IdOf(Text(p, "name")), until))]));
    }

    public async Task OpenEngagementAsync()
    {
        Must(await grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement($"demo/engagement/{set.Engagement}", set.Engagement));
        var e = told.GetProperty("engagement");
        var engagement = grains.GetGrain<IEngagement>(set.Engagement);
        Must(await engagement.Draft("demo/draft", new SetUp
        {
            Title = Text(e, "period"), Kind = Text(e, "kind") == "customer-exit" ? EngagementKind.CustomerExit : EngagementKind.WinLoss, K = e.GetProperty("k").GetInt32(), Minutes = e.GetProperty("minutes").GetInt32(),
            GoalWins = e.GetProperty("goals").GetProperty("wins").GetInt32(), GoalLosses = e.GetProperty("goals").GetProperty("losses").GetInt32(),
            FieldFrom = ExampleFiles.Monday, FieldUntil = new LocalDate(2026, 11, 13), ReadoutOn = new LocalDate(2026, 11, 18),
            Interviewers = ["maya", "joao"], Analysts = ["priya", "tom"],
        }));
        Must(await engagement.RecordWords("demo/words", new ClientWords(
            [.. e.GetProperty("clientQuestions").EnumerateArray().Select(q => q.GetString()!)], [.. told.GetProperty("beliefs").EnumerateArray().Select(b => Text(b, "words"))])));
        Must(await engagement.Reach("demo/agreed", Stage.Agreed));
        await SettledAsync(grains, set.Engagement);
        await stores.People.WriteAsync(DealUploads.Of(set.Engagement), "upload/demo-1", new UploadFile(set.DealFile, set.Files[set.DealFile]));
        var taken = await engagement.Import("demo/import-1", "upload/demo-1", set.DealFile);
        if (taken.Accepted == 0) throw new InvalidOperationException("The example's deal list was not taken.");
        await SettledAsync(grains, set.Engagement);
        Must(await engagement.Reach("demo/field", Stage.InTheField));
        await SettledAsync(grains, set.Engagement);
    }

    /// <summary>Every deal of the engagement by the account it names.</summary>
    public async Task<ImmutableDictionary<string, DealLine>> DealsAsync()
    {
        var all = new Dictionary<string, DealLine>(StringComparer.Ordinal);
        for (var skip = 0; ; skip += 50)
        {
            var page = await grains.GetGrain<IEngagement>(set.Engagement).Deals(skip);
            foreach (var line in page) all.TryAdd(line.Account, line);
            if (page.Length < 50) return all.ToImmutableDictionary();
        }
    }

    /// <summary>Waits until the engagement has told everyone what it owes them, so that each step leaves its own note on the shelf.</summary>
    public static async Task SettledAsync(IGrainFactory grains, string engagement)
    {
        Caller.House.Enter();
        await Patience.UntilAsync("an engagement to tell everyone", () => grains.GetGrain<IEngagement>(engagement).Settled());
    }

    public static void Must(Answer answer)
    {
        if (!answer.Ok) throw new InvalidOperationException($"The example was refused: {answer.Refusal}");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static LocalTime Time(string text) => new(int.Parse(text.Split(':')[0]), int.Parse(text.Split(':')[1]));
}
