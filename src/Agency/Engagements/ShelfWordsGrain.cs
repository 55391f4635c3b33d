using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;

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

    private Task<Answer?> TroubleAsync(ImmutableArray<string> lines) => ShelfCheck.TroubleAsync(GrainFactory, Key, Checked, lines);
}
