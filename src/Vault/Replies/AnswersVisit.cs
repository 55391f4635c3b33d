using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.Replies;

/// <summary>What a buyer wrote when nobody worked their case any more, as the privacy officer reads it: with a reason, recorded before a word is shown.</summary>
internal sealed class AnswersVisit(IGrainFactory grains, ReplyFiles files)
{
    private static readonly Answer Another = Answer.No("Another answer came meanwhile. Read it first, then say what came of them.");
    private Opening? opening;

    public string Interview { get; private set; } = "";

    public string Root => $"/interviews/{Interview}/answers";

    public string ClientName { get; private set; } = "";

    public string Title { get; private set; } = "";

    public InterviewState State { get; private set; } = InterviewState.None;

    public ImmutableArray<Reply> Replies { get; private set; } = [];

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    public string SettledBy { get; private set; } = "";

    public string? Refusal { get; private set; }

    public bool IsOpen => opening is not null;

    public string PlaceName => DemoMoves.PlaceName(Zone.Id);

    public async Task LoadAsync(string interview, AccessReason? why = null, string? refusal = null)
    {
        var me = Caller.Required;
        if (!me.Is(Role.PrivacyOfficer)) throw new AccessRefusedException(me.Id, "what a buyer wrote after their case was over");
        (Interview, Refusal) = (interview, refusal);
        var line = (await grains.GetGrain<IIntake>(interview).Enter(why)).Opening;
        await Caller.AsHouse(async () =>
        {
            // Before the words: whatever comes while they are read is told from what was read.
            State = (await grains.GetGrain<IInterview>(interview).View()).State;
            ClientName = await grains.GetGrain<IClient>(interview[..interview.IndexOf('/')]).Name();
            Title = (await grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View())?.SetUp.Title ?? "";
            var staff = await grains.GetGrain<IAgency>(IAgency.Key).StaffList();
            Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(staff.FirstOrDefault(s => s.Id == me.Id)?.Zone ?? "") ?? DateTimeZone.Utc;
            SettledBy = staff.FirstOrDefault(s => s.Id == State.Settled?.By)?.Name ?? "somebody who left";
            return true;
        });
        if (line is null) return;
        opening = Opening.ByPerson(line.Who, line.What, line.Why.ToString(), line.Number);
        Replies = [.. (await files.ReadAsync(interview)).Replies.Reverse()];
    }

    public string Say(CandidText words) => words.Reveal(opening ?? throw new InvalidOperationException("These words have not been opened."));

    /// <summary>Seen and read say what stood on the page: how many the case had counted, and how many lay here.</summary>
    public async Task<Answer> SettleAsync(string commandId, AnswerOutcome outcome, int seen, int read)
    {
        if (!IsOpen) return Answer.No("Open what they wrote and read it first.");
        if (Replies.Length != read) return Another;
        var answer = await grains.GetGrain<IPrivacy>(IPrivacy.Key).SettleAnswers(commandId, Interview, outcome, seen);
        // Of many in a row not each is counted, so one may have come in this very moment that nobody would be told of.
        if (answer.Ok && (await files.ReadAsync(Interview)).Replies.Length > read)
            (await Caller.AsHouse(() => grains.GetGrain<IInterview>(Interview).Do($"{commandId}/again", new InterviewCommand.NoteReply()))).OrThrow();
        return answer;
    }
}
