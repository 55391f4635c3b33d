using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Engagements;

/// <summary>Stands before the engagement, not in it: the comparison asks the engagement for its interviews, and its own turn would wait for itself.</summary>
[GrainType("shelf-words")]
internal sealed class ShelfWordsGrain : Grain, IShelfWords
{
    /// <summary>Under this name such a check stands in the log of openings.</summary>
    private const string Checked = "set-up";

    private string Key => this.GetPrimaryKeyString();

    private IEngagement Engagement => GrainFactory.GetGrain<IEngagement>(Key);

    public async Task<Answer> ChangeSetUp(string commandId, SetUp setUp)
    {
        var view = await AnalystDoor.EnterAsync(GrainFactory, Key);
        if (setUp.Title != view.SetUp.Title && await TroubleAsync([setUp.Title]) is { } trouble) return trouble;
        return await Caller.AsHouse(() => Engagement.ChangeSetUp(commandId, setUp));
    }

    public async Task<Answer> RecordWords(string commandId, ClientWords words)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        var known = await Caller.AsHouse(() => Engagement.Words());
        if (await TroubleAsync([.. words.Questions.Except(known.Questions), .. words.Beliefs.Except(known.Beliefs)]) is { } trouble) return trouble;
        return await Caller.AsHouse(() => Engagement.RecordWords(commandId, words));
    }

    public async Task<Answer> LeaveOut(string commandId, string deal, string reason)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        if (await TroubleAsync([reason]) is { } trouble) return trouble;
        return await Caller.AsHouse(() => Engagement.LeaveOut(commandId, deal, reason));
    }

    /// <summary>Why one of these lines may not reach the shelf, or null. Before anybody was interviewed there is nothing that they could be near to.</summary>
    private async Task<Answer?> TroubleAsync(ImmutableArray<string> lines)
    {
        var fresh = lines.Where(l => l.Trim().Length > 0).ToArray();
        var by = Caller.Required.Id;
        if (fresh.Length == 0) return null;
        return await Caller.AsHouse<Answer?>(async () =>
        {
            var held = (await Engagement.Cards()).Where(c => c.EndedAt is not null).ToArray();
            if (held.Length == 0) return null;
            if (await Engagement.View() is { RawIsForgotten: true })
                return Answer.No($"What was said in confidence is destroyed, so “{fresh[0]}” cannot be compared with it any more. Leave these words as they stand.");
            foreach (var card in held)
            {
                var buyer = MaskedTranscript.DossierOf(await GrainFactory.GetGrain<IInterview>(card.Interview).ForMasking());
                if (fresh.FirstOrDefault(l => Names(l, buyer)) is { } named) return Answer.No($"“{named}” names a buyer whom we talked to, and the client reads this. Say it without.");
            }
            var verdicts = await GrainFactory.GetGrain<IWall>(Key).Check(by, $"{Key}/{Checked}", [.. fresh.Select((l, i) => new ReportSentence(i + 1, l))]);
            if (verdicts.IsEmpty) return Answer.No("You have had words checked as often this hour as anybody may. Try again later, or let a colleague do it.");
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
