using System.Collections.Immutable;
using System.Text;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using Stage = WinLossAgency.Domain.Engagements.Stage;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class ImportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string One = Lists.Head + "\no1,Acme,Ana Reis,ana@acme.example,+351 915 559 901,Planner,1000,2026-11-01,Closed Lost,Portugal\no2,Bolt,Bo Ek,bo@bolt.example,,Director,2000,2026-11-02,Closed Won,Sweden\n";

    [Fact]
    public async Task The_example_is_taken_mended_and_taken_again_without_a_second_case()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var first = await SendAsync(engagement, "a", Lists.Example("northwind-deals.csv"));
        Assert.Equal((67, 60, 5, 2), (first.Rows, first.Accepted, first.Rejected.Length, first.Duplicates));
        Assert.Equal(5, Encoding.UTF8.GetString((await engagement.Rejected(first.Import))!.Bytes.AsSpan()).Split("\r\n").Length - 2);
        var mended = await SendAsync(engagement, "b", Lists.Example("northwind-deals-fixed.csv"));
        Assert.Equal((5, 0), (mended.Accepted, mended.Rejected.Length));
        var again = await SendAsync(engagement, "c", Lists.Example("northwind-deals.csv"));
        Assert.Equal((0, 62), (again.Accepted, again.Duplicates));
        Assert.Equal(Lists.Expected().GetProperty("goodAfterFix").GetInt32() + 2, (await engagement.View())!.Deals);
    }

    [Fact]
    public async Task Taking_an_import_twice_takes_it_once()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var before = (await engagement.Deals(0)).Select(d => d.Deal).ToArray();
        var upload = await engagement.Keep("k", "deals.csv", [.. Lists.Example("northwind-deals.csv")]);
        var first = await engagement.Import("i", upload, "deals.csv");
        var second = await engagement.Import("i", upload, "deals.csv");
        Assert.Equal(first.Accepted, second.Accepted);
        Assert.Equal(before, (await engagement.Deals(0)).Take(2).Select(d => d.Deal));
        Assert.Equal(62, (await engagement.View())!.Deals);
    }

    [Fact]
    public async Task Two_lists_that_name_one_buyer_meet_one_person()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var q4 = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var q5 = agency.Grains.GetGrain<IEngagement>("northwind/q5");
        await q5.Draft("draft", new SetUp { Title = "Q5", Kind = EngagementKind.WinLoss, FieldFrom = new(2026, 11, 2), FieldUntil = new(2026, 12, 11), ReadoutOn = new(2026, 12, 18) });
        await q5.Reach("agreed", Stage.Agreed);
        Assert.Equal(1, (await SendAsync(q5, "x", Encoding.UTF8.GetBytes(One.Replace("ana@acme.example", "ANA@ACME.example").Replace("Bo Ek,bo@bolt.example", ",")))).Accepted);
        await q4.Choose("c4", [.. (await q4.Deals(0)).Select(d => d.Deal)]);
        await q5.Choose("c5", [.. (await q5.Deals(0)).Select(d => d.Deal)]);
        await Until(async () => (await q4.Cards()).Length == 2 && (await q5.Cards()).Length == 1);
        Assert.Contains((await q5.Cards()).Single().Person, (await q4.Cards()).Select(c => c.Person));
    }

    [Fact]
    public async Task A_deal_left_out_is_withdrawn_named_with_its_reason_and_stands_on_the_shelf()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var deal = (await engagement.Deals(0))[0].Deal;
        await engagement.Choose("choose", [deal]);
        await Until(async () => (await engagement.Cards()).Length == 1);
        Assert.True((await engagement.LeaveOut("out", deal, "Our own people talk to them")).Ok);
        Assert.True((await engagement.LeaveOut("out-2", deal, "Another reason")).Ok);
        Assert.False((await engagement.LeaveOut("out-3", "i-9999-none", "Nobody")).Ok);
        await Until(async () => (await agency.Grains.GetGrain<IInterview>($"northwind/q4/{deal}").View()).State.Status == CaseStatus.Suppressed);
        Assert.Equal(("Acme", "Our own people talk to them"), ((await engagement.LeftOut()).Single() is var l ? (l.Account, l.Reason) : default));
        await Until(async () => (await ShelfDealsAsync(agency))?.Deals.Any(d => d.LeftOut == "Our own people talk to them") == true);
        Assert.Equal(["Acme", "Bolt"], (await ShelfDealsAsync(agency))!.Deals.Select(d => d.Account));
        Assert.DoesNotContain(await engagement.Suggest(0), s => s.Deal.Deal == deal);
    }

    [Fact]
    public async Task No_event_holds_a_word_of_the_client()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        await engagement.LeaveOut("out", (await engagement.Deals(0))[0].Deal, "Unmistakable reason");
        await engagement.RecordWords("w", new ClientWords(["Unmistakable question?"], ["Unmistakable belief"]));
        await foreach (var key in agency.Given.Facts.ListAsync("journal|", Stop))
            Assert.DoesNotContain("nmistakable", Encoding.UTF8.GetString((await agency.Given.Facts.ReadAsync(key, Stop))!.Bytes.Span));
        Assert.Equal("Unmistakable belief", (await engagement.Words()).Beliefs[0]);
    }

    [Fact]
    public async Task What_is_expected_is_not_rewritten_once_analysis_began_and_questions_are()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        await engagement.RecordWords("w", new ClientWords(["Why?"], ["Price"]));
        await engagement.Reach("analysis", Stage.Analysis);
        Assert.False((await engagement.RecordWords("w2", new ClientWords(["Why?"], ["Customs"]))).Ok);
        Assert.True((await engagement.RecordWords("w3", new ClientWords(["Why now?"], ["Price"]))).Ok);
        Assert.Equal(("Why now?", "Price"), await engagement.Words() is var w ? (w.Questions[0], w.Beliefs[0]) : default);
    }

    [Fact]
    public async Task A_preview_takes_nothing_and_a_mapping_is_remembered_for_the_client()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var upload = await engagement.Keep("k", "liste.csv", [.. Encoding.UTF8.GetBytes("Wer,Close Date,Stage,Email,Country\nEva Ott,09/10/2026,Closed Won,eva@ott.example,Germany")]);
        var before = (await engagement.Preview(upload))!;
        Assert.Equal((0, DateOrder.Found), (before.Result.Accepted, before.Dates));
        Assert.True((await engagement.MapColumns(new DealMapping { Dates = DateOrder.DayFirst, Columns = [new("Wer", DealField.ContactName)] })).Ok);
        var after = (await engagement.Preview(upload))!;
        Assert.Equal((1, DealField.ContactName), (after.Result.Accepted, after.Columns[0].Field));
        Assert.Equal(2, (await engagement.View())!.Deals);
        Assert.Null((await engagement.Lists()).Single(l => l.Upload == upload).Import);
        Assert.Equal(1, (await engagement.Import("later", upload, "liste.csv")).Accepted);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_and_kept()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        var upload = await engagement.Keep("k", "deals.xlsx", [.. "PK"u8.ToArray(), 1, 2, 3]);
        Assert.Contains("spreadsheet", (await engagement.Import("i", upload, "deals.xlsx")).Refusal);
        Assert.Contains(await engagement.Lists(), l => l.Upload == upload);
        Assert.Equal(2, (await engagement.View())!.Deals);
    }

    /// <summary>The house closes after the documents and before the event, as if it had been killed there, and opens again.</summary>
    [Fact]
    public async Task An_import_cut_off_before_its_event_is_taken_again_and_nothing_twice()
    {
        var folder = Directory.CreateTempSubdirectory("cut-").FullName;
        try
        {
            string key, upload;
            await using (var agency = await SmallAgency.OpenAsync(folder))
            {
                SmallAgency.AsHouse();
                key = await agency.InTheFieldAsync(One);
                var engagement = agency.Grains.GetGrain<IEngagement>(key);
                upload = await engagement.Keep("k", "deals.csv", [.. Lists.Example("northwind-deals.csv")]);
                await engagement.Import("i", upload, "deals.csv");
                // The journal goes back to what it held before the import's event; people and deals stay written.
                var name = $"journal|engagement|{key}";
                var stored = (await agency.Given.Facts.ReadAsync(name, Stop))!;
                var text = Encoding.UTF8.GetString(stored.Bytes.Span);
                var node = System.Text.Json.Nodes.JsonNode.Parse(text)!;
                var events = node["events"]!.AsArray();
                events.RemoveAt(events.Count - 1);
                node["owed"] = new System.Text.Json.Nodes.JsonArray();
                var commands = node["commands"]!.AsArray();
                commands.RemoveAt(commands.Count - 1);
                await agency.Given.Facts.WriteAsync(name, Encoding.UTF8.GetBytes(node.ToJsonString()), stored.ETag, Stop);
            }
            await using (var again = await SmallAgency.OpenAsync(folder))
            {
                SmallAgency.AsHouse();
                var engagement = again.Grains.GetGrain<IEngagement>(key);
                Assert.Equal(2, (await engagement.View())!.Deals);
                Assert.Equal(60, (await engagement.Import("i", upload, "deals.csv")).Accepted);
                Assert.Equal(62, (await engagement.View())!.Deals);
                var deals = new List<string>();
                for (var skip = 0; skip < 62; skip += 50) deals.AddRange((await engagement.Deals(skip)).Select(d => d.Deal));
                Assert.Equal(62, deals.Distinct().Count());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Deals_are_offered_with_reasons_and_the_goals_stay_in_balance()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(One));
        await engagement.ChangeSetUp("goals", (await engagement.View())!.SetUp with { GoalWins = 10, GoalLosses = 15 });
        await SendAsync(engagement, "a", Lists.Example("northwind-deals.csv"));
        var offered = await engagement.Suggest(0);
        Assert.All(offered, o => Assert.NotEmpty(o.Reasons));
        Assert.InRange(offered.Take(25).Count(o => o.Deal.Outcome == DealOutcome.Won), 8, 12);
        Assert.True(offered.Take(15).Select(o => o.Deal.Region).Distinct().Count() >= 6);
    }

    internal static async Task<ImportResult> SendAsync(IEngagement engagement, string id, byte[] bytes) =>
        await engagement.Import($"import-{id}", await engagement.Keep($"keep-{id}", "deals.csv", [.. bytes]), "deals.csv");

    internal static Task Until(Func<Task<bool>> holds) => Patience.UntilAsync(holds);

    private static async Task<DealList?> ShelfDealsAsync(SmallAgency agency)
    {
        string? newest = null;
        await foreach (var path in agency.Given.Shelf.ListAsync(ShelfPaths.DealsFolder("northwind", "q4"), Stop)) newest = path;
        return newest is null ? null : HouseJson.ReadShelf<DealList>(await agency.Given.Shelf.ReadAllAsync(newest, cancel: Stop));
    }
}
