using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Desk.Access;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Desk.Analysis;

/// <summary>One interview whose transcript a person may have work on: of what, what it is called here, how it stands, what comes next and where.</summary>
public sealed record TranscriptLine(string Of, string Name, string Standing, string Next, string Path, bool IsDone);

/// <summary>The list behind "Transcripts": an analyst's engagements, and an interviewer's own interviews until their words are taken in.</summary>
internal static class TranscriptsEndpoint
{
    public static void MapTranscripts(this WebApplication app) => app.MapGet("/transcripts", async (IGrainFactory grains, StaffVisit visit) =>
    {
        var lines = new List<TranscriptLine>();
        if (visit.Is(Role.Interviewer)) lines.AddRange(Own(await grains.GetGrain<ICallQueue>(visit.Me.Team).Mine(), visit));
        if (visit.Is(Role.Analyst)) lines.AddRange(await AnalysedAsync(grains, visit));
        return new RazorComponentResult<TranscriptsPage>(new { Lines = lines });
    });

    private static IEnumerable<TranscriptLine> Own(ImmutableArray<InterviewCard> cards, StaffVisit visit)
    {
        var zone = PlaceClock.ZoneOf(new Place(visit.Me.Zone, "", null));
        return cards.Where(c => c.Status is CaseStatus.WrapUpOpen or CaseStatus.Intake && c.EndedAt is not null).OrderBy(c => c.EndedAt)
            .Select(c => new TranscriptLine("Your own interviews", $"Interview of {When.WithPlace(c.EndedAt!.Value, zone)}", CaseWords.Of(c.Status),
                c.Status == CaseStatus.WrapUpOpen ? "Finish its wrap-up, then bring the transcript" : "Bring the transcript, or go on where you stopped", $"/interviews/{c.Interview}/transcript", false));
    }

    private static async Task<List<TranscriptLine>> AnalysedAsync(IGrainFactory grains, StaffVisit visit)
    {
        var lines = new List<TranscriptLine>();
        foreach (var client in await grains.GetGrain<IAgency>(IAgency.Key).Clients())
        {
            foreach (var key in client.Engagements)
            {
                var engagement = grains.GetGrain<IEngagement>(key);
                if (await engagement.View() is not { } view || !(view.SetUp.Analysts.IsDefaultOrEmpty || view.SetUp.Analysts.Contains(visit.Me.Id))) continue;
                var taken = (await engagement.Cards()).Where(c => c.Status is CaseStatus.Coding or CaseStatus.Done).OrderBy(c => c.Interview, StringComparer.Ordinal).ToArray();
                lines.AddRange(taken.Select((c, i) => new TranscriptLine($"{client.Name}, {view.SetUp.Title}", $"Interview {i + 1} of {taken.Length}", CaseWords.Of(c.Status),
                    "Mask names, then file reasons", $"{CodingLinks.Root(c.Interview)}/masking", c.Status == CaseStatus.Done)));
            }
        }
        return lines;
    }
}
