using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Access;

/// <summary>
/// Role × on the engagement, on another of the same client, with another client: who may read and change a programme
/// (DOMAIN §9.12). The web's doors have their own table; this one asks the grain itself, whatever door leads there.
/// </summary>
public sealed class OwnEngagementTests
{
    private const string Own = "northwind/q4";
    private const string Sister = "northwind/q1";
    private const string Foreign = "contoso/q4";
    private static readonly SetUp Page = new()
    {
        Title = "Q4", Kind = EngagementKind.WinLoss, Team = "main", Analysts = ["lars"],
        FieldFrom = new LocalDate(2026, 11, 2), FieldUntil = new LocalDate(2026, 12, 11), ReadoutOn = new LocalDate(2026, 12, 18),
    };

    // Lars is an analyst of northwind/q4, Ines of its sister, Nadia of another client's; Sofia supervises the team that rings for it, Bruno another team.
    private static readonly (string Id, Role Role, bool Reads, bool Edits)[] People =
    [
        ("lars", Role.Analyst, true, true), ("ines", Role.Analyst, false, false), ("nadia", Role.Analyst, false, false), ("sofia", Role.Supervisor, true, false),
        ("bruno", Role.Supervisor, false, false), ("maya", Role.Interviewer, false, false), ("karin", Role.PrivacyOfficer, false, false),
        ("rui", Role.BillingAdmin, false, false), ("helena", Role.Owner, true, true), ("vera", Role.Analyst | Role.Supervisor, true, false),
    ];

    private static readonly (string Name, Func<IEngagement, Task> Call)[] ForThoseWhoRead =
    [
        ("Deals", e => e.Deals(0)), ("Suggest", e => e.Suggest(0)), ("LeftOut", e => e.LeftOut()), ("Cards", e => e.Cards()),
        ("Choose", e => e.Choose("choose", ["none"])), ("Reach", e => e.Reach("reach", Stage.Draft)),
    ];

    private static readonly (string Name, Func<IEngagement, Task> Call)[] ForThoseWhoEdit =
    [
        ("Keep", e => e.Keep("keep", "deals.csv", [1])), ("Import", e => e.Import("import", "upload/none", "deals.csv")),
        ("MapColumns", e => e.MapColumns(new DealMapping())), ("Lists", e => e.Lists()), ("Questions", e => e.Questions()), ("Words", e => e.Words()),
    ];

    private static readonly (string Name, Func<IShelfWords, Task> Call)[] OfWords =
    [
        ("ChangeSetUp", e => e.ChangeSetUp("change", Page with { Title = "Q5" })), ("LeaveOut", e => e.LeaveOut("leave", "none", "They asked.")), ("RecordWords", e => e.RecordWords("words", new ClientWords([], []))),
    ];

    [Fact]
    public async Task Only_those_on_an_engagement_read_it_and_only_its_analysts_and_the_owner_change_it()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await OpenAsync(agency);
        var wrong = new List<string>();
        foreach (var (id, role, reads, edits) in People)
        {
            foreach (var (name, call) in ForThoseWhoRead) await AskAsync(agency, wrong, Own, id, role, name, call, reads);
            // Vera supervises the team and is an analyst elsewhere: she reads her team's programme and changes nothing of it.
            foreach (var (name, call) in ForThoseWhoEdit) await AskAsync(agency, wrong, Own, id, role, name, call, edits);
            foreach (var (name, call) in OfWords) await AskAsync(agency, wrong, Own, id, role, name, _ => call(agency.Grains.GetGrain<IShelfWords>(Own)), edits);
        }
        foreach (var (name, call) in ForThoseWhoRead.Concat(ForThoseWhoEdit))
        {
            await AskAsync(agency, wrong, Sister, "lars", Role.Analyst, name, call, false);
            await AskAsync(agency, wrong, Foreign, "lars", Role.Analyst, name, call, false);
            await AskAsync(agency, wrong, Sister, "ines", Role.Analyst, name, call, true);
            await AskAsync(agency, wrong, Foreign, "nadia", Role.Analyst, name, call, true);
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_analyst_cannot_put_themselves_on_another_teams_engagement()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await OpenAsync(agency);
        SmallAgency.As("nadia", Role.Analyst);
        var engagement = agency.Grains.GetGrain<IEngagement>(Own);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IShelfWords>(Own).ChangeSetUp("join", Page with { Analysts = ["lars", "nadia"] }));
        SmallAgency.AsHouse();
        Assert.Equal(["lars"], (await engagement.View())!.SetUp.Analysts);
    }

    [Fact]
    public async Task Only_analysts_of_a_client_and_the_owner_draft_there_and_say_who_is_let_in()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await OpenAsync(agency);
        var client = agency.Grains.GetGrain<IClient>("northwind");
        var person = new ClientPerson("me@elsewhere.example", "Somebody", true, null, null, null, new LocalDate(2027, 1, 1));
        foreach (var (id, role, isIn) in new[] { ("nadia", Role.Analyst, false), ("lars", Role.Analyst, true), ("ines", Role.Analyst, true), ("helena", Role.Owner, true) })
        {
            SmallAgency.As(id, role);
            Func<Task>[] asks = [() => agency.Grains.GetGrain<IEngagement>($"northwind/of-{id}").Draft("draft", Page with { Analysts = ImmutableArray.Create(id) }), () => client.Invite($"invite/{id}", person), () => client.Remove($"remove/{id}", person.Mail), () => client.SetPeople($"set/{id}", []), () => client.People()];
            foreach (var ask in asks)
                if (isIn) await ask();
                else await Assert.ThrowsAsync<AccessRefusedException>(ask);
        }
    }

    [Fact]
    public async Task Nobody_joins_under_the_name_of_the_house_and_the_last_owner_stays_one()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await OpenAsync(agency);
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        SmallAgency.As("helena", Role.Owner);
        foreach (var reserved in new[] { "house", "buyer" })
            Assert.False((await directory.Join(reserved, new Staff(reserved, "House", "h@harrowlane.example", Role.PrivacyOfficer, "main", "Europe/Lisbon", null))).Ok);
        var helena = (await directory.StaffList()).Single(s => s.Id == "helena");
        Assert.False((await directory.Join("down", helena with { Roles = Role.Analyst })).Ok);
        Assert.True((await directory.Join("nadia", (await directory.StaffList()).Single(s => s.Id == "nadia") with { Roles = Role.None })).Ok);
    }

    private static async Task AskAsync(SmallAgency agency, List<string> wrong, string engagement, string id, Role role, string name, Func<IEngagement, Task> call, bool served)
    {
        SmallAgency.As(id, role);
        try
        {
            await call(agency.Grains.GetGrain<IEngagement>(engagement));
            if (!served) wrong.Add($"{name} of {engagement} served {id}");
        }
        catch (AccessRefusedException)
        {
            if (served) wrong.Add($"{name} of {engagement} refused {id}");
        }
        catch (InvalidOperationException) when (served && name == "Import")
        {
            // Let in, and no list lies where it was said to lie.
        }
    }

    private static async Task OpenAsync(SmallAgency agency)
    {
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        Assert.True((await directory.Found("found", "Harrow Lane", "Europe/Lisbon")).Ok);
        foreach (var (id, role, _, _) in People)
            Assert.True((await directory.Join(id, new Staff(id, id, $"{id}@harrowlane.example", role, id == "bruno" ? "south" : "main", "Europe/Lisbon", null))).Ok);
        foreach (var client in new[] { "northwind", "contoso" })
        {
            Assert.True((await directory.OpenClient(client, client, client)).Ok);
            Assert.True((await agency.Grains.GetGrain<IClient>(client).Open("open", client, new ClientBilling(client, ["Porto"], "PT1", $"ap@{client}.example", "EUR"))).Ok);
        }
        foreach (var (key, analyst) in new[] { (Own, "lars"), (Sister, "ines"), (Foreign, "nadia") })
        {
            Assert.True((await directory.OpenEngagement(key, key)).Ok);
            Assert.True((await agency.Grains.GetGrain<IEngagement>(key).Draft("draft", Page with { Analysts = ImmutableArray.Create(analyst) })).Ok);
        }
    }
}
