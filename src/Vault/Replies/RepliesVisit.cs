using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.Replies;

/// <summary>What the buyer of one case wrote, as the interviewer who works it reads it; recorded before a word is shown, like any other opening.</summary>
internal sealed class RepliesVisit(IGrainFactory grains, ReplyFiles files, Entrances entrances)
{
    private Opening? opening;

    public CallScreen Screen { get; private set; } = null!;

    public ImmutableArray<Reply> Replies { get; private set; } = [];

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    public string PlaceName => DemoMoves.PlaceName(Zone.Id);

    public string Root => $"/interviews/{Screen.Interview}/replies";

    public bool IsBarred => Screen.State.Never is not null;

    /// <summary>Whether the buyer of today has written at all: what somebody before them wrote ends nothing for them.</summary>
    public bool TheyWrote => Replies.Any(IsTheirs);

    public bool IsTheirs(Reply reply) => reply.IsOf(Screen.State);

    /// <summary>The grain lets only the case's interviewer in; once its transcript is closed these words are past, too.</summary>
    public async Task LoadAsync(string interview)
    {
        var me = Caller.Required.Id;
        Screen = await grains.GetGrain<IInterview>(interview).Screen();
        if (Screen.State.OnRecord is not null) throw new AccessRefusedException(me, "what a buyer wrote before their transcript was closed");
        var staff = await grains.GetGrain<IAgency>(IAgency.Key).StaffList();
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(staff.FirstOrDefault(s => s.Id == me)?.Zone ?? "") ?? DateTimeZone.Utc;
        var line = await entrances.StandingAsync(grains, interview) ?? await entrances.RecordAsync(grains, interview, AccessReason.OwnInterview);
        opening = Opening.ByPerson(me, interview, "what their buyer wrote", line.Number);
        Replies = [.. (await files.ReadAsync(interview)).Replies.Reverse()];
    }

    public string Say(CandidText words) => words.Reveal(opening ?? throw new InvalidOperationException("These words have not been opened."));

    /// <summary>The interviewer has read it and decides; the machine only marked it.</summary>
    public Task LeaveInPeaceAsync(string commandId) => TheyWrote
        ? grains.GetGrain<IInterview>(Screen.Interview).Do(commandId, new InterviewCommand.RefuseHard(Caller.Required.Id, RefusalOf.Person)) : Task.CompletedTask;
}
