using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Wall;

/// <summary>Destroys what was said in one interview: the key first, from which moment nothing opens, then what it sealed, then the places that pointed at it.</summary>
internal sealed class Forgetting(VaultFiles files, IntakeFiles intake, ReplyFiles replies, VaultStores stores)
{
    /// <summary>Longer than it takes from the vault to the case.</summary>
    private static readonly Duration OnItsWay = Duration.FromMinutes(5);

    public async Task<Answer> OfAsync(IGrainFactory grains, string commandId, string interview)
    {
        await files.DestroyAsync(interview);
        await intake.SweepAsync(interview);
        return await grains.GetGrain<IIntake>(interview).Forget(commandId);
    }

    /// <summary>
    /// What these people wrote, who had the case before its buyer of today. It lies under the case's one key, so it is taken out and the key
    /// stays. Of what nobody is known to have written it cannot be told that it is not theirs. Returns whether anything went.
    /// </summary>
    public async Task<bool> BeforeAsync(IGrainFactory grains, string interview, ImmutableArray<string> people)
    {
        var state = (await grains.GetGrain<IInterview>(interview).View()).State;
        bool Stays(Reply reply) => reply.IsOf(state) || reply.Writer is { } writer && !people.Contains(writer);
        if ((await replies.ReadAsync(interview)).Replies.All(Stays)) return false;
        await replies.KeepAsync(interview, Stays);
        return true;
    }

    /// <summary>
    /// The time of the words is over and the buyer's case is not: what was said until now goes, and what they say after it can be
    /// kept until the next round. Where nothing rests nothing is done; whoever was erased gets no new key. Returns whether anything went.
    /// </summary>
    public async Task<bool> OutlivedAsync(IGrainFactory grains, string commandId, string interview, bool ended)
    {
        var its = grains.GetGrain<IIntake>(interview);
        var marking = (await its.View()).Marking;
        // Of a pass that was cut off the places may be left, with nothing that they point at.
        if (!await files.AnyAsync(interview) && !await intake.AnyAsync(interview) && (marking.IsErased || marking.Upload == 0)) return false;
        var erased = await stores.Keys.StandingAsync(VaultFiles.SubjectOf(interview)) == KeyStanding.Destroyed;
        // Last of all, since a mail may come at any moment.
        if (await WaitsAsync(grains, interview)) return await SpareAsync(its, commandId, interview, ended && !marking.IsErased);
        await files.DestroyAsync(interview);
        await intake.SweepAsync(interview);
        if (ended) (await its.Forget(commandId)).OrThrow();
        if (!erased) await files.RenewAsync(interview);
        return true;
    }

    /// <summary>Whether something that they wrote lies unread: their case says so, or it came just now and the case is about to hear of it.</summary>
    private async Task<bool> WaitsAsync(IGrainFactory grains, string interview)
    {
        var now = stores.Clock.GetCurrentInstant();
        return (await replies.ReadAsync(interview)).Replies.Any(reply => reply.At <= now && now - reply.At < OnItsWay) || LateAnswers.LiesUnread((await grains.GetGrain<IInterview>(interview).View()).State);
    }

    /// <summary>What they wrote and nobody has read may be that they take it all back, so it waits, and the key with it, until it is dealt with. All else goes now.</summary>
    private async Task<bool> SpareAsync(IIntake its, string commandId, string interview, bool held)
    {
        var any = await intake.AnyAsync(interview);
        await intake.SweepAsync(interview);
        any |= await files.DeleteBesideAsync(interview, ReplyFiles.IsOne);
        if (held) (await its.Forget(commandId)).OrThrow();
        return any;
    }
}
