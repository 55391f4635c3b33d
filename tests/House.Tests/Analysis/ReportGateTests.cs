using WinLossAgency.Agency.Reports;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>From words on record to a release on the shelf, through real grains, the real vault and the real gate.</summary>
public sealed class ReportGateTests
{
    [Fact]
    public async Task Each_light_stops_its_own_fault_and_only_a_clean_report_passes()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var good = await agency.LightAsync(GateLight.Names, d => d);
        Assert.True(good.Stops.IsEmpty, string.Join("\n", good.Stops));
        SmallAgency.As("priya", Role.Analyst);
        Assert.All((await agency.Report.Check()).Where(l => l.Which != GateLight.SecondPerson), l => Assert.True(l.State == LightState.Clear, $"{l.Which}: {string.Join("\n", l.Stops)}"));

        Stops(await agency.LightAsync(GateLight.Names, d => d with { Answer = "You win because Tiago Magalhães insisted." }), "Tiago");
        var leak = await agency.LightAsync(GateLight.Leak, d => d with { Findings = d.Findings.SetItem(0, d.Findings[0] with { Context = "They came to it by themselves. " + Sentence(CodedAgency.Secret) }) });
        Stops(leak, "confidence");
        SmallAgency.As("priya", Role.Analyst);
        var held = (await agency.Report.View()).Sentences.Single(s => s.Number == leak.Stops[0].Sentence);
        Assert.Equal(Sentence(CodedAgency.Secret), held.Words);
        Assert.DoesNotContain("boarding", string.Concat(leak.Stops.Select(s => s.What + s.Mending)));
        var stopped = await agency.Report.Propose("propose/leak");
        Assert.False(stopped.Ok);

        Stops(await agency.LightAsync(GateLight.TooFew, d => d with { Findings = d.Findings.SetItem(1, d.Findings[1] with { Reasons = [new ReasonRef("price", Sign.For, Side.ChoseYou)] }) }), "Too few");
        Stops(await agency.LightAsync(GateLight.TooFew, d => d with { Answer = "Three of them asked for a date." }), "count");
        Stops(await agency.LightAsync(GateLight.TooFew, d => d with { Answer = "A couple of firms asked for a date." }), "A couple of firms");
        Stops(await agency.LightAsync(GateLight.TooFew, d => d with { Answer = "Seven of the twelve buyers asked for a date." }), "words stand for shares");
        Stops(await agency.LightAsync(GateLight.TooFew, d => d with { Answer = "A date decided it for 62 % of them." }), "words stand for shares");
        Stops(await agency.LightAsync(GateLight.Recognisable, d => d with { Answer = "In the Islands nobody gives a date." }), "Fits 4 deals");
        Stops(await agency.LightAsync(GateLight.Recognisable, d => d with { Findings = d.Findings.SetItem(0, d.Findings[0] with { Regions = ["Islands"] }) }), "Speaks of 2 deals");

        await MendsAsync(agency, d => d with { Answer = "In the Islands nobody gives a date." }, "In one region nobody gives a date.");
        await MendsAsync(agency, d => d with { Findings = d.Findings.SetItem(0, d.Findings[0] with { Regions = ["Islands"] }) }, null);

        SmallAgency.AsHouse();
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[0]).Do("level", new InterviewCommand.ChangeLevel("maya", Attribution.ParaphraseOnly)));
        Stops(await agency.LightAsync(GateLight.Levels, d => d), "paraphrase only");
    }

    [Fact]
    public void An_engagement_may_say_its_own_title_unless_it_is_part_of_a_name()
    {
        static Dossier Of(string person, string company) => new() { People = [new(person, Relation.Respondent)], Companies = [company] };
        Assert.Equal(["Autumn 2026"], ReportDesk.OwnTitle("Autumn 2026", [Of("Ana Ferreira", "Vale do Lima")]));
        Assert.Empty(ReportDesk.OwnTitle("Autumn 2026", [Of("Ana Ferreira", "Vale do Lima"), Of("Autumn Reeves", "Casa Norte")]));
        Assert.Empty(ReportDesk.OwnTitle("Lima review", [Of("Ana Ferreira", "Vale do Lima")]));
    }

    [Fact]
    public async Task A_report_is_laid_once_two_people_stand_behind_it()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var draft = await agency.GoodDraftAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", draft));
        Assert.False((await agency.Report.Approve("too-early", "")).Ok);
        Assert.Equal(new ReportStanding(ReportStage.Draft, 2), await agency.Report.Standing());
        CodedAgency.Accepted(await agency.Report.Propose("propose"));
        Assert.Equal(new ReportStanding(ReportStage.Proposed, 2), await agency.Report.Standing());
        var alone = await agency.Report.Approve("alone", (await agency.Report.View()).Seen);
        Assert.Contains("another analyst", alone.Refusal);
        // Waiting for a colleague is no fault of the report.
        var second = (await agency.Report.View()).Lights.Single(l => l.Which == GateLight.SecondPerson);
        Assert.Equal(LightState.Waits, second.State);
        Assert.StartsWith("waits for a colleague", second.Words, StringComparison.Ordinal);

        // A change voids the proposal, also for the second person.
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft-2", draft with { Keep = "Engineers who know freight." }));
        SmallAgency.As("tom", Role.Analyst);
        Assert.False((await agency.Report.Approve("changed", (await agency.Report.View()).Seen)).Ok);

        var release = ReleaseJson.Read(await agency.ReleasedAsync())!;
        Assert.Equal(1, release.Number);
        Assert.Equal("From 12 interviews", release.Base);
        Assert.Equal(CodedAgency.Dated, release.Findings[0].Quotes[0].Words);
        Assert.Equal("A head of operations", release.Findings[0].Quotes[0].By);
        Assert.Equal(["No date for going live"], release.Reasons.Single(l => l.Side == Side.WentElsewhere).Bars.Select(b => b.Reason));
        Assert.Equal("too few to rank", release.Beliefs[0].BuyersRanked);
        Assert.True(release.Findings[0].NobodyExpected);
        SmallAgency.As("priya", Role.Analyst);
        Assert.True((await agency.Report.View()).PdfOwed);
        Assert.False((await agency.Report.SaveDraft("late", draft)).Ok);
        Assert.DoesNotContain("boarding", System.Text.Encoding.UTF8.GetString(await agency.FileAsync(ShelfPaths.ReadoutHtml)));
    }

    [Fact]
    public async Task Two_reports_approved_in_one_instant_take_two_numbers_and_both_are_laid()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var draft = await agency.GoodDraftAsync();
        IReport[] reports = [agency.Report, agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2"), agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-3")];
        SmallAgency.As("priya", Role.Analyst);
        foreach (var report in reports)
        {
            CodedAgency.Accepted(await report.SaveDraft("draft", draft));
            CodedAgency.Accepted(await report.Propose("propose"));
        }
        SmallAgency.As("tom", Role.Analyst);
        var seen = await Task.WhenAll(reports.Select(async report => (await report.View()).Seen));
        foreach (var answer in await Task.WhenAll(reports.Zip(seen, (report, read) => report.Approve("approve", read)))) CodedAgency.Accepted(answer);
        foreach (var report in reports) await agency.Agency.UntilAsync(async () => (await report.View()).State.Stage == ReportStage.Released);
        var numbers = await Task.WhenAll(reports.Select(async report => (await report.View()).State.Number!.Value));
        Assert.Equal([1, 2, 3], numbers.Order());
        foreach (var number in numbers)
            Assert.NotNull(await agency.Agency.Given.Shelf.ReadAllAsync(ShelfPaths.File("northwind", "q4", number, ShelfPaths.Manifest), cancel: TestContext.Current.CancellationToken));
        SmallAgency.AsHouse();
        await agency.Agency.UntilAsync(async () => (await agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement).View())!.Releases == 3);
    }

    [Fact]
    public async Task The_same_interviews_give_the_same_bytes_whatever_was_said_in_confidence()
    {
        await using var first = await CodedAgency.OpenAsync();
        await using var second = await CodedAgency.OpenAsync("Between us, the whole demonstration was a formality because the contract with the others had been printed in the spring, and everybody on the third floor knew.");
        Assert.Equal(await first.ReleasedAsync(), await second.ReleasedAsync());
        Assert.Equal(await first.FileAsync(ShelfPaths.ReadoutHtml), await second.FileAsync(ShelfPaths.ReadoutHtml));
    }

    [Fact]
    public async Task A_buyer_who_takes_everything_back_is_not_the_difference_between_two_reports()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var first = ReleaseJson.Read(await agency.ReleasedAsync())!;
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[2]).Do("level", new InterviewCommand.ChangeLevel("maya", Attribution.OffTheRecord)));
        var report = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        var draft = await agency.GoodDraftAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await report.SaveDraft("draft", draft));
        CodedAgency.Accepted(await report.Propose("propose"));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await report.Approve("approve", (await report.View()).Seen));
        await agency.Agency.UntilAsync(async () => (await report.View()).State.Stage == ReportStage.Released);
        var second = ReleaseJson.Read(await agency.Agency.Given.Shelf.ReadAllAsync(ShelfPaths.File("northwind", "q4", 2, ShelfPaths.ReleaseJson), cancel: TestContext.Current.CancellationToken) ?? [])!;
        Assert.Equal("From at least 10 interviews", second.Base);
        Assert.Equal(first.Reasons.SelectMany(l => l.Bars), second.Reasons.SelectMany(l => l.Bars));
        Assert.Equal(first.Tables[0].Rows.SelectMany(r => r.Cells), second.Tables[0].Rows.SelectMany(r => r.Cells));
        Assert.Equal(first.Findings.Select(f => f.FirmnessWords), second.Findings.Select(f => f.FirmnessWords));
    }

    /// <summary>What the recognisable light proposes, taken as it is, clears it.</summary>
    private static async Task MendsAsync(CodedAgency agency, Func<ReportDraft, ReportDraft> fault, string? answer)
    {
        var stop = Assert.Single((await agency.LightAsync(GateLight.Recognisable, fault)).Stops);
        Assert.NotEmpty(stop.Instead);
        ReportDraft Mended(ReportDraft d) => stop.Instead.Aggregate(fault(d), DraftMending.With);
        Assert.Equal(LightState.Clear, (await agency.LightAsync(GateLight.Recognisable, Mended)).State);
        if (answer is not null) Assert.Equal(answer, Mended(await agency.GoodDraftAsync()).Answer);
    }

    private static void Stops(Light light, string what)
    {
        Assert.Equal(LightState.Stops, light.State);
        Assert.Contains(light.Stops, s => s.What.Contains(what, StringComparison.OrdinalIgnoreCase));
    }

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
