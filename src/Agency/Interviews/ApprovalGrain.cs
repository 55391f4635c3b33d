using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Asks one buyer. What they will be shown is written down and their link laid before the case says that they were asked; the case owes the mail.</summary>
[GrainType("approval")]
internal sealed class ApprovalGrain(AgencyStores stores, CodingDesk codings, BuyerLinks links, JournalTools tools) : Grain, IApproval
{
    /// <summary>By this hour of the last day, at the buyer's place.</summary>
    private static readonly LocalTime Evening = new(18, 0);

    private string Key => this.GetPrimaryKeyString();

    public Task<Answer> Ask(string commandId) => AskAsync(commandId, points: false);

    public Task<Answer> AskAboutPoints(string commandId) => AskAsync(commandId, points: true);

    private async Task<Answer> AskAsync(string commandId, bool points)
    {
        var engagement = await AnalystDoor.EnterAsync(GrainFactory, AnalystDoor.EngagementOf(Key));
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            if (await codings.OpenAsync(GrainFactory, Key) is not { } open) return Answer.No("The words on record have not been handed out yet, so there is nothing to show to the buyer.");
            if (await GrainFactory.GetGrain<IPerson>(open.State.Person!).Dossier() is not { Emails.IsEmpty: false }) return Answer.No("We hold no e-mail address of this buyer; ask them in a call.");
            ImmutableArray<AskedPassage> passages = [.. open.File.Quotes.Where(q => open.Masked.Unsettled(q.At).IsEmpty && Quote.Again(open.Transcript, q.At, q.Hash) is not null)
                .Select(q => new AskedPassage(q.Id, q.At, q.Hash))];
            if (!points) await stores.Transcripts.ChangeAsync<AskedFile>(CodingDesk.Of(Key), CodingDesk.AskedPassages, known => (known ?? AskedFile.Empty).With(passages));
            await links.LayAsync(Key, (open.State.Approval?.Round ?? 0) + 1);
            var zone = PlaceClock.ZoneOf(open.State.Sample!.Place);
            var until = (tools.Clock.GetCurrentInstant().InZone(zone).Date.PlusDays(engagement.SetUp.ApprovalDays) + Evening).InZoneLeniently(zone).ToInstant();
            return await GrainFactory.GetGrain<IInterview>(Key).Do(commandId, new InterviewCommand.AskApproval(by, until, [.. passages.Select(p => p.Id)]) { Points = points });
        });
    }

    public async Task<Answer> Revoke(string commandId)
    {
        await AnalystDoor.EnterAsync(GrainFactory, AnalystDoor.EngagementOf(Key));
        var by = Caller.Required.Id;
        return await Caller.AsHouse(() => GrainFactory.GetGrain<IInterview>(Key).Do(commandId, new InterviewCommand.RevokeLink(by)));
    }
}
