using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.House.Tests.Buyers;

/// <summary>Somebody named a colleague and the case passed to them: what lies with the first opens nothing of the second.</summary>
public sealed class FormerBuyerTests
{
    private const string Rooms = "https://meet.example/{room}";

    [Fact]
    public async Task A_link_from_before_the_case_passed_on_speaks_for_the_colleague_in_nothing()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, two: false);
        var key = host.Cases[0];
        var old = await host.InviteAsync(key);
        await ReferAsync(host, key);
        await host.InviteAsync(key);
        Assert.False((await host.Door(old).Decline()).Ok);
        var state = await host.StateAsync(key);
        Assert.Null(state.Never);
        Caller.House.Enter();
        Assert.False((await host.Grains.GetGrain<IPerson>(state.Person!).Standing()).Suppressed);
    }

    [Fact]
    public async Task A_link_from_before_the_case_passed_on_says_the_same_whatever_the_colleague_does()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, two: false);
        var key = host.Cases[0];
        var old = await host.InviteAsync(key);
        await ReferAsync(host, key);
        var before = await host.PageAsync(old);
        var fresh = await host.InviteAsync(key);
        Assert.Equal(before, await host.PageAsync(old));
        Assert.True((await host.Door(fresh).Decline()).Ok);
        Assert.Equal(InvitationStand.Declined, (await host.PageAsync(fresh)).Stand);
        Assert.Equal(before, await host.PageAsync(old));
        Caller.House.Enter();
        Assert.True((await host.Case(key).Do("gone", new InterviewCommand.Erase("house"))).Ok);
        Assert.Equal(before, await host.PageAsync(old));
    }

    [Fact]
    public async Task A_video_room_that_somebody_was_told_is_not_the_one_of_their_colleague()
    {
        await using var host = await InviteHost.OpenAsync(deals: 1, two: false, rooms: Rooms);
        var key = host.Cases[0];
        var first = await RoomAsync(host, key);
        await ReferAsync(host, key);
        Assert.NotEqual(first, await RoomAsync(host, key));
    }

    /// <summary>Books a video call at a new link, gives it back, and says where it would have met.</summary>
    private static async Task<string> RoomAsync(InviteHost host, string key)
    {
        var token = await host.InviteAsync(key);
        var start = (await host.PageAsync(token)).Days[0].Times[0];
        Assert.Null((await host.Door(token).Choose(new ChosenTime(start, "Europe/Lisbon", MeetingWay.Video, Attribution.Unattributed, "", false))).Trouble);
        var room = (await host.PageAsync(token)).Video;
        Assert.StartsWith("https://meet.example/", room, StringComparison.Ordinal);
        Assert.True((await host.Door(token).CallOff()).Ok);
        return room;
    }

    private static async Task ReferAsync(InviteHost host, string key)
    {
        var maya = new Caller("maya", Role.Interviewer);
        maya.Enter();
        Assert.Null((await host.Grains.GetGrain<ICallQueue>("main").Open(key)).Refusal);
        maya.Enter();
        Assert.Null((await host.Case(key).Refer("refer", new DossierFile { Name = "Rosalinda Quintanilha", Emails = ["rosalinda@vale1.example"], Phones = [new PhoneNumber("n1", "Phone", "+351912555777", "named by a colleague")] })).Refusal);
    }
}
