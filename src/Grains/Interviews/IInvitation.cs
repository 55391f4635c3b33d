using Orleans;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Interviews;

/// <summary>Inviting one buyer to choose a time at a page of their own. Key: the interview's. Their interviewer, or whoever leads the team.</summary>
[Alias("invitation")]
public interface IInvitation : IGrainWithStringKey
{
    /// <summary>Writes to the buyer with a new link; one that was sent before opens nothing any more. The mail waits for undo.</summary>
    [Alias("send"), Needs(Role.Interviewer | Role.Supervisor | Role.House)]
    Task<Answer> Send(string commandId);

    /// <summary>The link that was sent opens nothing from now on.</summary>
    [Alias("take-back"), Needs(Role.Interviewer | Role.Supervisor | Role.House)]
    Task<Answer> TakeBack(string commandId);
}
