using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>Opening a case makes it one's own to see and to work, so it is not opened by whoever has no business there.</summary>
public sealed class OpenOthersTests
{
    [Fact]
    public async Task A_colleagues_conversation_is_opened_by_nobody_else_while_it_lasts_nor_after()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await OpenAsync(one, "maya");
        await one.DoAsync(new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", Jurisdictions.Version));
        SmallAgency.As("maya", Role.Interviewer);
        await agency.Grains.GetGrain<ICallQueue>("main").Close(one.Key);
        await RefusedAsync(one);
        await one.DoAsync(new InterviewCommand.Complete("maya", 5));
        await RefusedAsync(one);
        await one.DoAsync(new InterviewCommand.WrapUp("maya", true, false, CallFelt.Fine));
        await RefusedAsync(one);
        // Whose it is may still look.
        await OpenAsync(one, "maya");
    }

    [Fact]
    public async Task Whoever_knows_the_buyer_does_not_open_their_case_either_when_they_ring_back()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.DoAsync(new InterviewCommand.Recuse("joao"));
        await RefusedAsync(one);
        await one.DoAsync(new InterviewCommand.NoteReturn("maya", null));
        await RefusedAsync(one);
        await OpenAsync(one, "maya");
    }

    private static async Task OpenAsync(BookedCase one, string who)
    {
        SmallAgency.As(who, Role.Interviewer);
        Assert.Null((await one.Agency.Grains.GetGrain<ICallQueue>("main").Open(one.Key)).Refusal);
    }

    private static async Task RefusedAsync(BookedCase one)
    {
        SmallAgency.As("joao", Role.Interviewer);
        var answer = await one.Agency.Grains.GetGrain<ICallQueue>("main").Open(one.Key);
        SmallAgency.As("joao", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(() => one.Interview.Screen());
        Assert.False(answer.Ok);
    }
}
