using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>Whoever had a hard call and would like to talk is heard: their wish stands with the team's supervisor until they have talked.</summary>
public sealed class TalkTests
{
    [Fact]
    public async Task A_wish_to_talk_stands_with_the_supervisor_at_once_and_until_they_have_talked()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(DealLists.Two);
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        foreach (var (id, team) in new[] { ("sven", "main"), ("bruno", "south") })
            Assert.True((await directory.Join(id, new Staff(id, id, $"{id}@harrowlane.example", Role.Supervisor, team, "Europe/Lisbon", null))).Ok);
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 2);
        var cards = await engagement.Cards();
        await EndAsync(agency, cards[0].Interview, CallFelt.Fine);
        await EndAsync(agency, cards[1].Interview, CallFelt.Talk);

        SmallAgency.As("sven", Role.Supervisor);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        await agency.UntilAsync(async () => (await queue.Needing()).Length > 0);
        var card = Assert.Single(await queue.Needing());
        Assert.Equal((cards[1].Interview, "maya"), (card.Interview, card.TalkWished!.By));

        SmallAgency.As("bruno", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => agency.Grains.GetGrain<IInterview>(card.Interview).Talked("not-mine"));
        SmallAgency.As("sven", Role.Supervisor);
        Assert.True((await agency.Grains.GetGrain<IInterview>(card.Interview).Talked("talked")).Ok);
        Assert.True((await agency.Grains.GetGrain<IInterview>(card.Interview).Talked("talked-again")).Ok);
        await agency.UntilAsync(async () => (await queue.Needing()).IsEmpty);
    }

    private static async Task EndAsync(SmallAgency agency, string key, CallFelt felt)
    {
        SmallAgency.AsHouse();
        var interview = agency.Grains.GetGrain<IInterview>(key);
        foreach (var (id, command) in new (string, InterviewCommand)[]
        {
            ("return", new InterviewCommand.NoteReturn("maya", "maya")), ("consent", new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1")),
            ("done", new InterviewCommand.Complete("maya", 8)), ("wrap", new InterviewCommand.WrapUp("maya", false, false, felt)),
        })
            Assert.True((await interview.Do(id, command)).Ok);
    }
}
