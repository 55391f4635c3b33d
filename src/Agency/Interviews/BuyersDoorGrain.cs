using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>One buyer's link: a code to the address we hold opens it, and what they wish goes to the case. It keeps counts of codes and nothing else.</summary>
[GrainType("buyers-door")]
internal sealed class BuyersDoorGrain([PersistentState("codes", "agency")] IPersistentState<BuyerCodes> codes, BuyerLinks links, OwnPassages passages, MailRoom mail, JournalTools tools)
    : Grain, IBuyersDoor
{
    private static readonly OwnPage Shut = new(Knock.Closed, "en", "");
    private static readonly Answer NotOpen = Answer.No("closed");

    private string Key => this.GetPrimaryKeyString();

    /// <summary>Codes and open pages live on the real clock; the day by which to answer is the agency's.</summary>
    private Instant Now => tools.RealClock.GetCurrentInstant();

    public Task<OwnPage> Page(string? session) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not { } what) return Shut;
        var (interview, state, person) = what;
        var page = new OwnPage(Knock.AsksForCode, state.Sample!.Language, await GrainFactory.GetGrain<IAgency>(IAgency.Key).Name());
        if (!links.Holds(Key, session, Now)) return page;
        var engagement = await GrainFactory.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View() ?? throw new InvalidOperationException("A case without its engagement.");
        return page with
        {
            Knock = Knock.Open, Name = person.Name.Split(' ')[0], Until = state.Approval!.Until, Zone = state.Sample.Place.Zone,
            Client = engagement.SetUp.SponsorDisclosed ? await GrainFactory.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name() : "",
            Past = LateAnswers.IsPast(state, tools.Clock.GetCurrentInstant()), Given = state.Approval.GivenAt is not null, Reading = LateAnswers.StandsStill(state, state.Approval), Withdrawn = state.Withdrawal is not null,
            Points = await GrainFactory.GetGrain<IWall>(interview[..interview.LastIndexOf('/')]).PointsFor(interview),
            Passages = await passages.ReadAsync(GrainFactory, interview, state, engagement.SetUp.Mode),
        };
    });

    public Task<OpenedLink?> Interview(string? session) => Caller.AsHouse(async () => await OpensAsync() is var (interview, state, _) && links.Holds(Key, session, Now)
        ? new OpenedLink(interview, state.Sample!.Language, await GrainFactory.GetGrain<IAgency>(IAgency.Key).Name()) : null);

    public Task<CodeAnswer> SendCode() => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not var (_, state, person)) return new CodeAnswer(CodeTrouble.Expired, null);
        if (codes.State.WhyNotSend(Now) is { } trouble) return new CodeAnswer(trouble, null);
        codes.State = codes.State.Sent(Now);
        // Counted before it is sent: a death in between costs a code and never lets one more out.
        await codes.WriteStateAsync();
        await mail.CodeAsync(GrainFactory, state, person, links.CodeOf(Key, codes.State.Number, codes.State.SentAt[^1]), $"{Key}-{codes.State.Number}");
        return new CodeAnswer(null, null);
    });

    public Task<CodeAnswer> TryCode(string code) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is null) return new CodeAnswer(CodeTrouble.Expired, null);
        if (codes.State.WhyNotTry(Now) is { } trouble) return new CodeAnswer(trouble, null);
        var right = BuyerLinks.Same(code, links.CodeOf(Key, codes.State.Number, codes.State.SentAt[^1]));
        codes.State = codes.State.Tried(right);
        await codes.WriteStateAsync();
        return right ? new CodeAnswer(null, links.SessionOf(Key, Now + BuyerCodes.OpenFor)) : new CodeAnswer(CodeTrouble.Wrong, null);
    });

    public Task<Answer> Wish(string commandId, string? session, ImmutableArray<PassageWish> wishes) => Caller.AsHouse(async () =>
    {
        if (await OpensAsync() is not var (interview, state, _) || !links.Holds(Key, session, Now)) return NotOpen;
        var engagement = await GrainFactory.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View() ?? throw new InvalidOperationException("A case without its engagement.");
        var shown = await passages.ReadAsync(GrainFactory, interview, state, engagement.SetUp.Mode);
        // How soft a softer passage is follows from what was agreed, never from the form.
        var meant = wishes.Where(w => shown.Any(p => p.Id == w.Passage)).Select(w => (Wish: w, Shown: shown.First(p => p.Id == w.Passage)))
            .Select(w => w.Wish with { Level = w.Wish.Choice switch { PassageChoice.Keep => w.Shown.Level, PassageChoice.Softer => w.Shown.Softer ?? Attribution.OffTheRecord, _ => Attribution.OffTheRecord } });
        return await GrainFactory.GetGrain<IInterview>(interview).Do(commandId, new InterviewCommand.AnswerPassages(state.Approval!.Round, [.. meant]));
    });

    public Task<Answer> Withdraw(string commandId, string? session, bool atOnce) => Caller.AsHouse(async () =>
        await OpensAsync() is var (interview, state, _) && links.Holds(Key, session, Now)
            ? await GrainFactory.GetGrain<IInterview>(interview).Do(commandId, new InterviewCommand.Withdraw(state.Approval!.Round, atOnce)) : NotOpen);

    /// <summary>What this link opens now, or null: it was never ours, a newer one holds, it was taken back, or its person is gone.</summary>
    private async Task<(string Interview, InterviewState State, DossierFile Person)?> OpensAsync()
    {
        if (await links.FindAsync(Key) is not var (interview, round)) return null;
        var state = (await GrainFactory.GetGrain<IInterview>(interview).View()).State;
        if (state.Person is not { Length: > 0 } || state.Approval is not { Revoked: false } approval || approval.Round != round) return null;
        return await GrainFactory.GetGrain<IPerson>(state.Person).Dossier() is { Emails.IsEmpty: false } person ? (interview, state, person) : null;
    }
}
