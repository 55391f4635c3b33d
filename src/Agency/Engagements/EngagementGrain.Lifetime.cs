using NodaTime;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements;

/// <summary>How long an engagement keeps what, and what its end destroys. Workers do it, since it reaches into every case.</summary>
internal sealed partial class EngagementGrain
{
    private const string ToVault = "vault";
    private const string ToEnd = "end";

    public async Task<Answer> Reach(string commandId, Stage stage)
    {
        // The end destroys what nobody brings back, so it is the owner's to say.
        if (stage == Stage.Closed && State.Stage == Stage.Delivered && !Caller.Required.Is(Role.Owner | Role.House)) return Answer.No("Only the owner closes a programme: it destroys who was behind which case, for good.");
        if (stage == Stage.Closed && State.Stage == Stage.Delivered && (await Cards()).Count(card => card.Late is not null) is > 0 and var wrote)
            return Answer.No($"{(wrote == 1 ? "One buyer" : $"{wrote:N0} buyers")} wrote to us after their case was over, and nobody has dealt with it. The privacy officer does first: the end would destroy it unread.");
        if (stage == Stage.Closed && State.Stage == Stage.Delivered && (await Cards()).Any(card => card.Unread))
            return Answer.No("A buyer whose case is still open wrote to us, and nobody has answered. Whoever works the case does first, or it is closed and the privacy officer deals with it: the end would destroy it unread.");
        if (stage == Stage.Agreed && State.Stage == Stage.Draft && await WhyEndsAsync() is { } ends) return Answer.No(ends);
        return await DecideOwnAsync(commandId, new EngagementCommand.Reach(stage));
    }

    /// <summary>Nothing begins under a contract that ends: with it goes what lies on the client's shelf.</summary>
    private async Task<string?> WhyEndsAsync() => await Caller.AsHouse(() => GrainFactory.GetGrain<IClient>(ClientKey).ContractEnds()) is { } on
        ? $"The client's contract ends on {ContractEnd.Day(on)}, and what lies on its shelf is destroyed after that. Take the end back first, or wait until it is over." : null;

    public Task<Answer> Age(string commandId) => Decide(commandId, new EngagementCommand.ForgetRaw());

    public Task<EndingTold?> Ending() => lifetime.ToldAsync(Key);

    public Task LifetimeTold()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    private Task LiveOutAsync(string to, string effectId)
    {
        var (grains, key) = (GrainFactory, Key);
        return worker.PayAsync(effectId, async stop =>
        {
            if (to == ToEnd) await lifetime.EndAsync(grains, key, time, stop);
            else (await grains.GetGrain<IWall>(key).ForgetAll(effectId)).OrThrow();
            return JobEnd.Done;
        }, () => grains.GetGrain<IEngagement>(key).LifetimeTold());
    }

    private Task noted = Task.CompletedTask;

    /// <summary>One note after the other: cards are told in between, and an older count must not lie above a newer one.</summary>
    private Task NoteAsync() => noted = NoteAfterAsync(noted);

    private async Task NoteAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await progress.LayAsync(GrainFactory, Key, State, await WordsAsync());
    }
}
