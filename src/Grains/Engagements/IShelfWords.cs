using Orleans;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Engagements;

/// <summary>
/// Words that staff type about an engagement and that reach the client's shelf without a report: its title, the client's
/// questions and expectations, why a deal is left out. What is new in them passes the same lights as a report first: it
/// names no buyer and is not near to anything said in confidence. What the client itself sent is not asked: it only goes
/// back to whence it came, and a refusal would tell. Key: the engagement's.
/// </summary>
[Alias("shelf-words")]
public interface IShelfWords : IGrainWithStringKey
{
    [Alias("change-set-up"), Needs(Role.Analyst | Role.Owner)]
    Task<Answer> ChangeSetUp(string commandId, SetUp setUp);

    [Alias("record-words"), Needs(Role.Analyst | Role.Owner)]
    Task<Answer> RecordWords(string commandId, ClientWords words);

    [Alias("leave-out"), Needs(Role.Analyst | Role.Owner)]
    Task<Answer> LeaveOut(string commandId, string deal, string reason);
}
