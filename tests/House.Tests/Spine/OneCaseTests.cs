using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.House.Tests.Spine;

/// <summary>One engagement's first case, worked through the grains as the call desk works it.</summary>
public sealed class OneCaseTests
{
    private const string List = """
        Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region
        Route for three sites,Vale do Lima,Ana Ferreira,ana@vale.example,+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North
        Dock,Casa Azul,Tomás Pinto,tomas@casa.example,+351 912 555 019,Planner,50000,2026-11-01,Closed Won,,Transora,South
        Nobody,Empty,,,,,1,2026-11-01,Closed Won,,,
        """;

    [Fact]
    public async Task A_case_goes_from_the_list_to_the_wrap_up()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        var deals = await engagement.Deals(0);
        Assert.Equal(2, deals.Length);
        Assert.True((await engagement.Choose("choose", [.. deals.Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 2);

        SmallAgency.As("maya", Role.Interviewer);
        var next = await agency.Grains.GetGrain<ICallQueue>("main").Next();
        Assert.NotNull(next.Interview);
        var interview = agency.Grains.GetGrain<IInterview>(next.Interview);
        var screen = await interview.Screen();
        Assert.Equal("Ana Ferreira", screen.Dossier.Name);
        Assert.True((await interview.Dial("dial", "n1")).Ok);
        Assert.True((await interview.Do("booked", new InterviewCommand.Book("maya", "maya", Instant.FromUtc(2026, 11, 25, 10, 0), 30, MeetingWay.Phone))).Ok);

        SmallAgency.As("joao", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(interview.Screen);
        var other = await agency.Grains.GetGrain<ICallQueue>("main").Next();
        Assert.NotEqual(next.Interview, other.Interview);

        agency.Time.Now = Instant.FromUtc(2026, 11, 25, 10, 0);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal(next.Interview, (await agency.Grains.GetGrain<ICallQueue>("main").Next()).Interview);
        Assert.True((await interview.Do("consent", new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1"))).Ok);
        agency.Time.Pass(Duration.FromMinutes(25));
        Assert.True((await interview.Do("done", new InterviewCommand.Complete("maya", 8))).Ok);
        Assert.True((await interview.Do("wrap", new InterviewCommand.WrapUp("maya", false, false, CallFelt.Fine))).Ok);
        Assert.Equal(CaseStatus.Intake, (await interview.View()).State.Status);
    }

    [Fact]
    public async Task A_refusal_bars_the_person_and_undo_lifts_it()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal]);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        SmallAgency.As("maya", Role.Interviewer);
        var next = await agency.Grains.GetGrain<ICallQueue>("main").Next();
        var interview = agency.Grains.GetGrain<IInterview>(next.Interview!);
        Assert.True((await interview.Do("never", new InterviewCommand.RefuseHard("maya", RefusalOf.Person))).Ok);
        Assert.False((await interview.Dial("dial", "n1")).Ok);
        Assert.True((await interview.Do("undo", new InterviewCommand.Undo("maya"))).Ok);
        Assert.True((await interview.Dial("dial-2", "n1")).Ok);
    }
}
