using NodaTime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>Once what was said in confidence is destroyed, a report tells nothing but what an earlier one told.</summary>
public sealed class AfterTheWordsTests
{
    [Fact]
    public async Task After_the_raw_words_are_destroyed_only_words_of_an_earlier_report_pass_the_leak_light()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        await DestroyedAsync(agency);
        var again = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        var draft = await agency.GoodDraftAsync();

        var same = await LeakAsync(again, draft, 1);
        Assert.True(same.State == LightState.Clear, string.Join("\n", same.Stops));
        Assert.Contains("destroyed", same.Words);

        // What the aside said would pass unseen now, for there is nothing left that it could be near to.
        var told = await LeakAsync(again, draft with { Answer = $"{draft.Answer} {char.ToUpperInvariant(CodedAgency.Secret[0])}{CodedAgency.Secret[1..]}." }, 2);
        Assert.Equal(LightState.Stops, told.State);
        var stop = Assert.Single(told.Stops);
        Assert.Contains("destroyed 90 days after the readout", stop.What);
        Assert.Contains("a report that is out already", stop.Mending);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Contains("leak stops it", (await again.Propose("propose/2")).Refusal);

        // A quote that no report told was never compared either.
        var quoted = await LeakAsync(again, draft with { Findings = draft.Findings.SetItem(0, draft.Findings[0] with { Claim = "A date that nobody has given loses the deal" }) }, 3);
        Assert.Equal(["findings/0/claim"], quoted.Stops.Select(s => s.Path));
    }

    [Fact]
    public async Task A_correction_still_goes_out_in_the_words_of_the_house()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await agency.ReleasedAsync();
        await DestroyedAsync(agency);
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[0]).Do("level", new InterviewCommand.ChangeLevel("maya", Attribution.ParaphraseOnly)));
        var next = agency.Agency.Grains.GetGrain<IReport>($"{CodedAgency.Engagement}/r-2");
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await next.BeginCorrection("correct", 1));
        var draft = await next.Draft();
        Assert.Contains("taken out of finding 1", draft.Correction!.WhatChanged);
        var leak = (await next.Check()).Single(l => l.Which == GateLight.Leak);
        Assert.True(leak.State == LightState.Clear, string.Join("\n", leak.Stops));
        var typed = await LeakAsync(next, draft with { Correction = draft.Correction with { WhatChanged = "The buyer who went to school with their head took it back." } }, 1);
        Assert.Equal(["correction"], typed.Stops.Select(s => s.Path));
    }

    [Fact]
    public async Task Nothing_new_is_typed_for_the_shelf_either()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await DestroyedAsync(agency);
        SmallAgency.As("priya", Role.Analyst);
        var words = agency.Agency.Grains.GetGrain<IShelfWords>(CodedAgency.Engagement);
        var refused = await words.RecordWords("words", new ClientWords(["Did their managing director share a boarding school?"], []));
        Assert.Contains("destroyed", refused.Refusal);
    }

    private static async Task<Light> LeakAsync(IReport report, ReportDraft draft, int n)
    {
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await report.SaveDraft($"draft/after/{n}", draft));
        return (await report.Check()).Single(l => l.Which == GateLight.Leak);
    }

    /// <summary>The readout was delivered, and the days for which words are kept are over.</summary>
    private static async Task DestroyedAsync(CodedAgency agency)
    {
        SmallAgency.AsHouse();
        var engagement = agency.Agency.Grains.GetGrain<IEngagement>(CodedAgency.Engagement);
        foreach (var stage in new[] { Stage.Analysis, Stage.Delivered }) CodedAgency.Accepted(await engagement.Reach($"reach/{stage}", stage));
        agency.Agency.Time.Pass(Duration.FromDays(91));
        CodedAgency.Accepted(await engagement.Age("age"));
        await agency.Agency.UntilAsync(() => engagement.Settled());
        Assert.True((await engagement.View())!.RawIsForgotten);
    }
}
