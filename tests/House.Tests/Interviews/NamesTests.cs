using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Interviews;

/// <summary>Whoever has two roles has what each of them lets, and never a buyer's name by the one that lets it where the other does not.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData(Role.Interviewer)]
    [InlineData(Role.Interviewer | Role.BillingAdmin)]
    [InlineData(Role.Interviewer | Role.Owner)]
    [InlineData(Role.Interviewer | Role.Analyst)]
    public async Task Who_a_colleagues_buyer_is_stays_with_the_colleague(Role roles)
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        SmallAgency.As("joao", roles);
        await Assert.ThrowsAsync<AccessRefusedException>(() => one.Interview.Brief());
    }

    [Fact]
    public async Task Whoever_leads_another_team_learns_nobodys_name()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        SmallAgency.AsHouse();
        foreach (var (id, team) in new[] { ("sofia", "north"), ("rui", "main") })
            Assert.Null((await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join(id, new Staff(id, id, $"{id}@harrowlane.example", Role.Supervisor, team, "Europe/Lisbon", null))).Refusal);
        SmallAgency.As("sofia", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => one.Interview.Brief());
        SmallAgency.As("rui", Role.Supervisor);
        Assert.Equal("Vera Lund", (await one.Interview.Brief()).Name);
    }

    [Fact]
    public async Task An_invitation_is_not_sent_for_a_colleague_by_somebody_who_leads_nobody()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        SmallAgency.As("joao", Role.Interviewer | Role.Analyst);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInvitation>(one.Key).Send("mine"));
        SmallAgency.As("joao", Role.Interviewer | Role.Analyst);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInterviewer>("maya").SetHours("theirs", Domain.Calls.WorkingHours.Default("Europe/Lisbon") with { NoticeMinutes = 9_000 }));
    }

    [Fact]
    public async Task A_forms_mark_as_long_as_a_book_takes_no_room_in_a_cases_record()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        SmallAgency.AsHouse();
        var filled = await one.Interview.Do(new string('x', 60_000), new InterviewCommand.PutOnHold("house"));
        Assert.Null((await one.Interview.Do("next", new InterviewCommand.LetGo("house"))).Refusal);
        Assert.Null((await one.Interview.Do("return", new InterviewCommand.NoteReply())).Refusal);
        Assert.Contains("60,000 characters", filled.Refusal, StringComparison.Ordinal);
    }
}
