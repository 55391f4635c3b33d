using NodaTime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Interviews;

/// <summary>The buyer's approval from the analyst's button to the gate, with the real mails between.</summary>
public sealed class ApprovalTests
{
    [Fact]
    public async Task A_passage_waits_for_its_buyer_and_then_leaves_as_they_said()
    {
        await using var agency = await CodedAgency.OpenAsync();
        Assert.Equal(LightState.Clear, (await agency.LightAsync(GateLight.Levels, d => d)).State);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.AskApproval("ask"));
        Assert.Equal(2, (await agency.Report.View()).Approvals.Count(l => l.Approval is not null && l.Quoted));
        var waits = (await agency.Report.Check()).Single(l => l.Which == GateLight.Levels);
        Assert.All(waits.Stops, s => Assert.Contains("may still answer", s.What, StringComparison.Ordinal));

        var (lost, won) = (await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync(), await new Buyer(agency.Agency, agency.Interviews[1]).OpenAsync());
        var page = await lost.PageAsync();
        var passage = Assert.Single(page.Passages);
        Assert.Equal((CodedAgency.Dated, "A head of operations", Attribution.RoleOnly, Attribution.Unattributed), (passage.Masked, passage.By, passage.Level, passage.Softer));
        Assert.DoesNotContain("boarding", page.ToString(), StringComparison.Ordinal);
        CodedAgency.Accepted(await lost.WishAsync(passage.Id, PassageChoice.Keep));
        CodedAgency.Accepted(await won.WishAsync((await won.PageAsync()).Passages[0].Id, PassageChoice.Keep));
        SmallAgency.As("priya", Role.Analyst);
        var answered = (await agency.Report.Check()).Single(l => l.Which == GateLight.Levels);
        Assert.True(answered.State == LightState.Clear, string.Join("\n", answered.Stops));

        CodedAgency.Accepted(await lost.WishAsync(passage.Id, PassageChoice.Softer));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Contains("unattributed quote", Assert.Single((await agency.Report.Check()).Single(l => l.Which == GateLight.Levels).Stops).What, StringComparison.Ordinal);
        CodedAgency.Accepted(await lost.WishAsync(passage.Id, PassageChoice.TakeOut));
        SmallAgency.As("priya", Role.Analyst);
        Assert.Contains("off the record", Assert.Single((await agency.Report.Check()).Single(l => l.Which == GateLight.Levels).Stops).What, StringComparison.Ordinal);
        Assert.DoesNotContain((await agency.Report.View()).Quotes, q => q.Ref.Interview == agency.Interviews[0]);
    }

    [Fact]
    public async Task Words_taken_out_come_back_under_no_other_cut()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var interview = agency.Interviews[0];
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(interview).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, interview).OpenAsync();
        CodedAgency.Accepted(await buyer.WishAsync((await buyer.PageAsync()).Passages[0].Id, PassageChoice.TakeOut));
        SmallAgency.As("priya", Role.Analyst);
        var old = (await agency.Coding(interview).View())!.Quotes[0].Id;
        CodedAgency.Accepted(await agency.Coding(interview).RemoveQuote("out", old));
        CodedAgency.Accepted(await agency.Coding(interview).AddQuote("again", "a date in the contract with a penalty", Attribution.Unattributed, ""));
        var light = await agency.LightAsync(GateLight.Levels, d => d);
        Assert.Contains(light.Stops, s => s.What.Contains("off the record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silence_keeps_what_was_agreed_once_the_day_has_passed()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", await agency.GoodDraftAsync()));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.AskApproval("ask"));
        agency.Agency.Time.Pass(Duration.FromDays(8));
        var light = (await agency.Report.Check()).Single(l => l.Which == GateLight.Levels);
        Assert.True(light.State == LightState.Clear, string.Join("\n", light.Stops));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        var page = await buyer.PageAsync();
        Assert.True(page.Past);
        CodedAgency.Accepted(await buyer.WishAsync(page.Passages[0].Id, PassageChoice.Softer));
        Assert.False((await buyer.WishAsync(page.Passages[0].Id, PassageChoice.Keep)).Ok);
    }

    [Fact]
    public async Task Whoever_wrote_in_time_reads_that_it_is_read_first_and_no_day_that_is_past()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", await agency.GoodDraftAsync()));
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.AskApproval("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        Assert.False((await buyer.PageAsync()).Reading);
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[0]).Do("wrote", new InterviewCommand.NoteReply()));
        agency.Agency.Time.Pass(Duration.FromDays(8));
        Assert.True(await buyer.PageAsync() is { Reading: true, Past: false });
    }

    [Fact]
    public async Task Nothing_leaves_of_a_buyer_who_wrote_to_us_before_it_is_dealt_with()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", await agency.GoodDraftAsync()));
        async Task<Light> LevelsAsync()
        {
            SmallAgency.As("priya", Role.Analyst);
            return (await agency.Report.Check()).Single(l => l.Which == GateLight.Levels);
        }
        Assert.Equal(LightState.Clear, (await LevelsAsync()).State);
        var (quoted, counted) = (agency.Interviews[0], agency.Interviews[^1]);
        foreach (var interview in new[] { quoted, counted })
        {
            SmallAgency.AsHouse();
            CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(interview).Do($"wrote/{interview}", new InterviewCommand.NoteReply()));
        }
        var stops = (await LevelsAsync()).Stops;
        Assert.Equal(2, stops.Length);
        Assert.All(stops, s => Assert.Contains("wrote to us after their call", s.What, StringComparison.Ordinal));
        Assert.Contains(stops, s => s.Where.Contains("which is counted", StringComparison.Ordinal));
        SmallAgency.As("priya", Role.Analyst);
        Assert.False((await agency.Report.Propose("propose")).Ok);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Contains("privacy officer", (await agency.Agency.Grains.GetGrain<IApproval>(quoted).Ask("ask")).Refusal, StringComparison.Ordinal);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal(2, (await agency.Report.View()).Approvals.Count(line => line.Unread));

        SmallAgency.As("karin", Role.PrivacyOfficer);
        var privacy = agency.Agency.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        CodedAgency.Accepted(await privacy.SettleAnswers("settle-1", quoted, AnswerOutcome.NothingToDo, 1, []));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        CodedAgency.Accepted(await privacy.SettleAnswers("settle-2", counted, AnswerOutcome.PassedOn, 1, []));
        Assert.Equal(LightState.Clear, (await LevelsAsync()).State);
    }

    [Fact]
    public async Task A_link_opens_with_the_code_of_its_own_mail_and_with_nothing_else()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var approval = agency.Agency.Grains.GetGrain<IApproval>(agency.Interviews[0]);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await approval.Ask("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).ReadMailAsync();
        var shut = await buyer.PageAsync();
        Assert.Equal((Knock.AsksForCode, "", ""), (shut.Knock, shut.Name, shut.Client));
        Assert.Equal(CodeTrouble.Expired, (await buyer.TryAsync("123456")).Trouble);
        Assert.Null((await buyer.SendCodeAsync()).Trouble);
        var right = await buyer.NewestCodeAsync();
        var wrong = right == "000000" ? "000001" : "000000";
        for (var tries = 0; tries < BuyerCodes.TriesMax; tries++) Assert.Equal(CodeTrouble.Wrong, (await buyer.TryAsync(wrong)).Trouble);
        // Even the right one comes too late now.
        Assert.Equal(CodeTrouble.TooManyTries, (await buyer.TryAsync(right)).Trouble);
        Assert.Equal("closed", (await buyer.WithdrawAsync(false)).Refusal);
        for (var sent = 1; sent < BuyerCodes.SentPerHourMax; sent++) Assert.Null((await buyer.SendCodeAsync()).Trouble);
        Assert.Equal(CodeTrouble.TooMany, (await buyer.SendCodeAsync()).Trouble);

        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await approval.Revoke("revoke"));
        Assert.Equal(Knock.Closed, (await buyer.PageAsync()).Knock);
        Assert.Equal(CodeTrouble.Expired, (await buyer.SendCodeAsync()).Trouble);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await approval.Ask("ask-again"));
        Assert.Equal(Knock.Closed, (await buyer.PageAsync()).Knock);
    }

    [Fact]
    public async Task Whoever_takes_back_everything_is_quoted_and_counted_no_more()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IApproval>(agency.Interviews[0]).Ask("ask"));
        var buyer = await new Buyer(agency.Agency, agency.Interviews[0]).OpenAsync();
        CodedAgency.Accepted(await buyer.WithdrawAsync(false));
        Assert.True((await buyer.PageAsync()).Withdrawn);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Equal(11, (await agency.Report.View()).Coded);
        Assert.Contains((await agency.LightAsync(GateLight.Levels, d => d)).Stops, s => s.What.Contains("no longer stand", StringComparison.Ordinal));
        SmallAgency.AsHouse();
        Assert.False((await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[0]).Do("back", new InterviewCommand.ChangeLevel("maya", Attribution.RoleOnly))).Ok);
    }
}
