using System.Text;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.House.Tests.Interviews;

/// <summary>A point from asides that is in a report already, when those who said it think again.</summary>
public sealed class PointRecallTests
{
    private const string Claim = "Personal ties weigh more than either side says";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ReportDraft WithPoint(ReportDraft draft) => draft with { Findings = draft.Findings.Add(new FindingDraft { Claim = Claim, Themes = ["t1"], WeAlsoHeard = true }) };

    [Fact]
    public async Task A_point_whose_buyer_says_no_after_release_is_replaced_by_a_correction_without_it()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 2, from: 4);
        await FiledPoints.PassAsync(agency, filed);
        await agency.ReleasedAsync(WithPoint);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new UsedPoint("t1", "Finding 3, point 1")], (await agency.Report.View()).Certificate!.Points);
        Assert.Empty((await agency.Report.View()).Recalls);

        SmallAgency.AsHouse();
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement).Say("back", 1, filed[0], yes: false));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 3, point 1", AtOnce: true)], (await agency.Report.View()).Recalls);

        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        var draft = (await next.View()).Draft;
        // The claim is the point; without it nothing of the finding may stand.
        Assert.DoesNotContain(draft.Findings, f => f.Claim == Claim);
        Assert.Equal(new Correction(1, "Finding 3 was taken out."), draft.Correction);
        CodedAgency.Accepted(await next.Propose("propose-correction"));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await next.Approve("approve-correction", (await next.View()).Seen));
        SmallAgency.As("priya", Role.Analyst);
        await agency.Agency.UntilAsync(async () => (await next.View()).Recalls.IsEmpty);
        await foreach (var path in agency.Agency.Given.Shelf.ListAsync("northwind/", Stop))
            Assert.DoesNotContain(Claim, Encoding.UTF8.GetString(await agency.Agency.Given.Shelf.ReadAllAsync(path, cancel: Stop) ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_that_loses_a_voice_after_release_is_recalled_as_soon_as_that_buyer_wished()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 5, from: 4);
        await FiledPoints.PassAsync(agency);
        await agency.ReleasedAsync(d => d with { Findings = d.Findings.SetItem(0, d.Findings[0] with { Themes = ["t1"] }) });
        agency.Agency.Time.Pass(NodaTime.Duration.FromMinutes(1));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(filed[0]).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, filed[0]).OpenAsync();
        CodedAgency.Accepted(await buyer.WithdrawAsync(atOnce: false));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 1, point 1", AtOnce: false), new Recall(1, "The counts", AtOnce: false)], (await agency.Report.View()).Recalls);
        CodedAgency.Accepted(await buyer.WithdrawAsync(atOnce: true));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "Finding 1, point 1", AtOnce: true), new Recall(1, "The counts", AtOnce: true)], (await agency.Report.View()).Recalls);

        // What else the finding rests on stays, and the correction says that something of it went.
        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        var draft = (await next.View()).Draft;
        Assert.Empty(draft.Findings[0].Themes);
        Assert.Equal(new Correction(1, "One point was taken out of finding 1."), draft.Correction);
    }

    [Fact]
    public async Task A_point_that_still_has_voices_enough_stays_where_it_is()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 6, from: 4);
        await FiledPoints.PassAsync(agency);
        await agency.ReleasedAsync(WithPoint);
        agency.Agency.Time.Pass(NodaTime.Duration.FromMinutes(1));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(filed[0]).Ask("ask"));
        CodedAgency.Accepted(await (await new Buyer(agency.Agency, filed[0]).OpenAsync()).WithdrawAsync(atOnce: true));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal([new Recall(1, "The counts", AtOnce: true)], (await agency.Report.View()).Recalls);
        // Filed elsewhere since by an analyst, it has too few left; had the first not gone at once, it would have enough.
        var intake = agency.Agency.Grains.GetGrain<IIntake>(filed[1]);
        await intake.Enter(AccessReason.Marking);
        CodedAgency.Accepted(await intake.File("elsewhere", 1, "people"));
        Assert.Contains(new Recall(1, "Finding 3, point 1", AtOnce: true), (await agency.Report.View()).Recalls);
    }

    [Fact]
    public async Task A_question_about_a_point_holds_no_report_that_was_ready()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 2);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(filed[0]).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, filed[0]).OpenAsync();
        CodedAgency.Accepted(await buyer.WishAsync(Assert.Single((await buyer.PageAsync()).Passages).Id, PassageChoice.Keep));
        var ready = await agency.LightAsync(GateLight.Levels, d => d);
        Assert.True(ready.State == LightState.Clear, string.Join("\n", ready.Stops));

        await FiledPoints.ProposeAsync(agency, "Personal ties weighed in the decision");
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement).AskBuyers("ask-about-it", 1));
        SmallAgency.AsHouse();
        foreach (var interview in filed) await agency.Agency.UntilAsync(async () => (await agency.Agency.Grains.GetGrain<IInterview>(interview).View()).State.Approval?.Round == (interview == filed[0] ? 2 : 1));
        var still = await agency.LightAsync(GateLight.Levels, d => d);
        Assert.True(still.State == LightState.Clear, string.Join("\n", still.Stops));
        // The newer link shows the point, and the passage as they left it.
        var again = await new Buyer(agency.Agency, filed[0]).OpenAsync();
        Assert.NotEqual(buyer.Token, again.Token);
        var page = await again.PageAsync();
        Assert.Equal((1, true, PassageChoice.Keep), (page.Points, page.Given, Assert.Single(page.Passages).Choice));
    }
}
