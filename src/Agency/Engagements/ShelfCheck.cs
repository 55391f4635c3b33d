using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Engagements;

/// <summary>The lights before lines that staff type and the client reads, with the same narrow answer wherever they are typed.</summary>
internal static class ShelfCheck
{
    /// <summary>Why one of these lines may not reach the shelf, or null. Before anybody was interviewed there is nothing that they could be near to.</summary>
    /// <param name="what">Under this name the check stands in the log of openings.</param>
    public static async Task<Answer?> TroubleAsync(IGrainFactory grains, string engagement, string what, ImmutableArray<string> lines)
    {
        var fresh = lines.Where(l => l.Trim().Length > 0).ToArray();
        var by = Caller.Required.Id;
        var its = grains.GetGrain<IEngagement>(engagement);
        if (fresh.Length == 0) return null;
        return await Caller.AsHouse<Answer?>(async () =>
        {
            var held = (await its.Cards()).Where(c => c.EndedAt is not null).ToArray();
            if (held.Length == 0) return null;
            if (await its.View() is { RawIsForgotten: true })
                return Answer.No($"What was said in confidence is destroyed, so “{fresh[0]}” cannot be compared with it any more. Leave these words as they stand.");
            // Counted and logged first: whoever tries names is told by a refusal who was talked to.
            var verdicts = await grains.GetGrain<IWall>(engagement).Check(by, $"{engagement}/{what}", [.. fresh.Select((l, i) => new ReportSentence(i + 1, l))]);
            if (verdicts.IsEmpty) return Answer.No("You have had words checked as often this hour as anybody may. Try again later, or let a colleague do it.");
            foreach (var card in held)
            {
                var buyer = MaskedTranscript.DossierOf(await grains.GetGrain<IInterview>(card.Interview).ForMasking());
                if (fresh.FirstOrDefault(l => Names(l, buyer)) is { } named) return Answer.No($"“{named}” names a buyer whom we talked to, and the client reads this. Say it without.");
            }
            return verdicts.IndexOf(Verdict.Held) is >= 0 and var at ? Answer.No($"“{fresh[at]}” is held: too near to something said in confidence. Say it otherwise, or leave it out.") : null;
        });
    }

    /// <summary>Whether a line names this buyer or their company. The client's own people it may name.</summary>
    private static bool Names(string line, Dossier buyer)
    {
        var theirs = buyer.People.Where(p => p.Relation == Relation.Respondent).Select(p => p.Name).Concat(buyer.Companies).Concat(buyer.Emails)
            .SelectMany(n => n.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 2).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Masker.Find(line, buyer).Any(span => span.Kind == MaskKind.Direct && line[span.Start..span.End].Split(' ', ',', '.', '’', '\'').Any(theirs.Contains));
    }
}
