using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Sends and takes back links to choose a time. What cannot go out is said at once, where a debt would be silent about it.</summary>
[GrainType("invitation")]
internal sealed class InvitationGrain : Grain, IInvitation
{
    private string Key => this.GetPrimaryKeyString();

    private IInterview Case => GrainFactory.GetGrain<IInterview>(Key);

    public async Task<Answer> Send(string commandId)
    {
        var state = await EnterAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(async () =>
        {
            if (state.Person is not { Length: > 0 } || await GrainFactory.GetGrain<IPerson>(state.Person).Dossier() is not { Emails.IsEmpty: false })
                return Answer.No("We hold no e-mail address of this buyer; ask for one in a call.");
            if (await GrainFactory.GetGrain<IPerson>(state.Person).WhyNot(TouchKind.Mail, Key) is { } held) return Answer.No(held.Why);
            return await Case.Do(commandId, new InterviewCommand.Invite(by));
        });
    }

    public async Task<Answer> TakeBack(string commandId)
    {
        await EnterAsync();
        var by = Caller.Required.Id;
        return await Caller.AsHouse(() => Case.Do(commandId, new InterviewCommand.RevokeInvitation(by)));
    }

    /// <summary>The case itself lets in an interviewer whose it is, whatever else they are; whoever leads a team comes to its own cases only.</summary>
    private async Task<InterviewState> EnterAsync()
    {
        var caller = Caller.Required;
        var state = (await Case.View()).State;
        if (caller.Is(Role.House) || caller.Roles == Role.Interviewer) return state;
        if (!caller.Is(Role.Supervisor))
        {
            await Case.Screen();
            return state;
        }
        var team = (await Caller.AsHouse(() => GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList())).FirstOrDefault(s => s.Id == caller.Id)?.Team;
        return state.Sample?.Team == team ? state : throw new AccessRefusedException(caller.Id, "a case of another team");
    }
}
