using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>An interview that this person has an entrance to, without a word of it.</summary>
internal sealed record RoomLine(string Interview, string Client, string Title, int Number, int Of, CaseStatus Status);

/// <summary>What a person may find behind the first doors: the interviews they may open, the engagements whose log they may see.</summary>
internal sealed class RoomList(IGrainFactory grains, Entrances entrances)
{
    public const int PageMax = 50;

    public ImmutableArray<RoomLine> Lines { get; private set; } = [];

    public ImmutableArray<(string Engagement, string Client, string Title)> Engagements { get; private set; } = [];

    public int Skip { get; private set; }

    public bool More { get; private set; }

    public async Task LoadInterviewsAsync(int skip)
    {
        var caller = Caller.Required;
        Skip = Math.Max(0, skip);
        var lines = await entrances.AsHouse(async () =>
        {
            var all = new List<RoomLine>();
            foreach (var (engagement, client, setUp) in await EngagementsAsync())
            {
                var held = (await grains.GetGrain<IEngagement>(engagement).Cards()).Where(card => card.EndedAt is not null)
                    .OrderBy(card => card.EndedAt).ThenBy(card => card.Interview, StringComparer.Ordinal).ToList();
                all.AddRange(held.Select((card, index) => (Card: card, Index: index)).Where(one => MayOpen(caller, one.Card, setUp))
                    .Select(one => new RoomLine(one.Card.Interview, client, setUp.Title, one.Index + 1, held.Count, one.Card.Status)));
            }
            return all;
        });
        // What waits to be marked stands first.
        lines = [.. lines.OrderBy(line => line.Status).Skip(Skip)];
        (Lines, More) = ([.. lines.Take(PageMax)], lines.Count > PageMax);
    }

    public async Task LoadEngagementsAsync() =>
        Engagements = [.. (await entrances.AsHouse(EngagementsAsync)).Select(one => (one.Engagement, one.Client, one.SetUp.Title))];

    private static bool MayOpen(Caller caller, InterviewCard card, SetUp setUp) =>
        caller.Is(Role.Interviewer) && card.Owner == caller.Id && card.Status <= CaseStatus.Intake
        || caller.Is(Role.Analyst) && (setUp.Analysts.IsEmpty || setUp.Analysts.Contains(caller.Id))
        || caller.Is(Role.PrivacyOfficer);

    private async Task<List<(string Engagement, string Client, SetUp SetUp)>> EngagementsAsync()
    {
        var found = new List<(string, string, SetUp)>();
        foreach (var client in await grains.GetGrain<IAgency>(IAgency.Key).Clients())
            foreach (var engagement in client.Engagements)
                if (await grains.GetGrain<IEngagement>(engagement).View() is { } view) found.Add((engagement, client.Name, view.SetUp));
        return found;
    }
}
