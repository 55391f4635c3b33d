using System.Collections.Immutable;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>Ways past the gate that somebody tried.</summary>
public sealed class AroundTheGateTests
{
    [Fact]
    public void A_leak_cut_by_full_stops_or_fields_is_held_and_its_neighbours_pass()
    {
        var index = new LeakIndex([new Aside("", CodedAgency.Secret), new Aside("", "the budget for the second plant was gone before they came")]);
        Tries(index, ["Buyers choose the supplier who gives them a date.", "Our managing.", "Director, and their.", "Country head shared.", "A boarding school.", "Plans that hold up win on a real working day, and nobody asked twice about the price of them."]);
        Tries(index, ["Our. ", "Managing.", "Director.", "And their.", "Country head.", "Shared.", "A boarding.", "School."]);
        ImmutableArray<string> clean = ["You win because the plans hold up.", "You lose because nobody gives a date.", "Sales", "Put a start plan with dates into every quote", "A head of operations", "Q4"];
        Assert.All(index.CheckAll(clean), verdict => Assert.False(verdict.Blocks));
    }

    [Fact]
    public async Task What_was_noted_at_the_call_desk_leaves_as_little_as_what_was_said_in_the_call()
    {
        await using var agency = await CodedAgency.OpenAsync();
        const string noted = "Her deputy told me on the way out that the rival had paid for the offsite in the mountains";
        SmallAgency.As("maya", Role.Interviewer);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[2]).Note(noted));
        var leak = await agency.LightAsync(GateLight.Leak, d => d with { Answer = $"You win because the plans hold up. {noted}." });
        Assert.Equal(LightState.Stops, leak.State);
        Assert.Equal(LightState.Clear, (await agency.LightAsync(GateLight.Leak, d => d)).State);
    }

    [Fact]
    public async Task Approval_holds_only_for_what_was_on_the_page_that_approves()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var draft = await agency.GoodDraftAsync();
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("draft", draft));
        CodedAgency.Accepted(await agency.Report.Propose("propose"));
        SmallAgency.As("tom", Role.Analyst);
        var read = (await agency.Report.View()).Seen;

        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.SaveDraft("swapped", draft with { Keep = "Something that nobody else has read." }));
        CodedAgency.Accepted(await agency.Report.Propose("propose-again"));
        SmallAgency.As("tom", Role.Analyst);
        Assert.Contains("changed after you opened", (await agency.Report.Approve("stale", read)).Refusal);
        Assert.False((await agency.Report.Approve("unread", "")).Ok);
        Assert.Equal(ReportStage.Proposed, (await agency.Report.View()).State.Stage);
        CodedAgency.Accepted(await agency.Report.Approve("read", (await agency.Report.View()).Seen));
    }

    [Fact]
    public async Task Whoever_tries_words_on_the_gate_stands_in_the_log_by_name()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.LightAsync(GateLight.Leak, d => d with { Keep = "Perhaps somebody went to school with somebody." });
        SmallAgency.As("priya", Role.Analyst);
        var line = (await agency.Agency.Grains.GetGrain<IAccessLog>(CodedAgency.Engagement).Lines(0))[0];
        Assert.Equal(("priya", $"{CodedAgency.Engagement}/r-1", AccessReason.LeakCheck), (line.Who, line.What, line.Why));
    }

    [Fact]
    public async Task Neither_brackets_nor_a_wave_of_the_hand_carry_a_name_past_the_gate()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var bracketed = await agency.LightAsync(GateLight.Names, d => d with { Answer = "You win because [Tiago Magalhães of Casa Magalhães] insisted." });
        Assert.Contains(bracketed.Stops, s => s.What.Contains("Tiago", StringComparison.Ordinal));
        var waved = await agency.LightAsync(GateLight.Names, d => d with { Answer = "You win because Tiago Magalhães insisted.", NotNames = ["Tiago Magalhães", "Tiago", "Magalhães"] });
        Assert.Equal(LightState.Stops, waved.State);
        Assert.Equal(LightState.Clear, (await agency.LightAsync(GateLight.Names, d => d with { Answer = "You win because [Company A] and [a colleague] insisted." })).State);
    }

    [Fact]
    public void What_is_new_since_the_last_report_never_repeats_words_that_did_not_pass_again()
    {
        var before = SampleRelease.Make();
        var since = SinceLast.Of(before, ["Another claim"], before.Reasons);
        Assert.All(before.Findings, f => Assert.DoesNotContain(since.Changes, told => told.Contains(f.Claim, StringComparison.Ordinal)));
        Assert.Contains($"No longer told: findings {string.Join(", ", before.Findings.Select(f => f.Rank))} of report {before.Number}", since.Changes);
    }

    /// <summary>No sentence is held by itself, those that carry the leak are held together, and innocent ones beside them go free.</summary>
    private static void Tries(LeakIndex index, ImmutableArray<string> sentences)
    {
        Assert.All(sentences, sentence => Assert.False(index.Check(sentence).Blocks, sentence));
        var held = sentences.Zip(index.CheckAll(sentences)).Where(pair => pair.Second.Blocks).Select(pair => pair.First).ToArray();
        Assert.True(held.Length > 1, $"{held.Length} held");
        Assert.DoesNotContain(held, sentence => sentence.Contains("Buyers", StringComparison.Ordinal) || sentence.Contains("Plans", StringComparison.Ordinal));
    }
}
