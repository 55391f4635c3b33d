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

    public int NotKept { get; private set; }

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
        var file = await files.ReadAsync(interview);
        (Replies, NotKept) = ([.. file.Replies.Reverse()], file.NotKept);
    }

    public string Say(CandidText words) => words.Reveal(opening ?? throw new InvalidOperationException("These words have not been opened."));

    /// <summary>Seen and read say what stood on the page: how many the case had counted, and how many had come here.</summary>
    public async Task<Answer> SettleAsync(string commandId, AnswerOutcome outcome, int seen, int read)
    {
        if (!IsOpen) return Answer.No("Open what they wrote and read it first.");
        // Of many in a row not each is counted. From this write on the next one is, so whatever came before is found here and whatever comes after is found there.
        var me = Caller.Required.Id;
        (await Caller.AsHouse(() => grains.GetGrain<IInterview>(Interview).Do($"{commandId}/again", new InterviewCommand.ReadAnswers(me)))).OrThrow();
        var now = await files.ReadAsync(Interview);
        if (now.Came != read) return Another;
        // Since somebody last dealt with them, or since the interview: before it their interviewer answered.
        bool IsNew(Reply reply) => State.Settled is { } settled ? reply.At > settled.At : reply.At >= (State.EndedAt ?? Instant.MinValue);
        ImmutableArray<string> letters = outcome == AnswerOutcome.NotTheirs ? [.. now.Replies.Where(reply => IsNew(reply) && !reply.ByMachine).Select(reply => reply.Letter).OfType<string>().Distinct()] : [];
        return await grains.GetGrain<IPrivacy>(IPrivacy.Key).SettleAnswers(commandId, Interview, outcome, seen, letters);
    }

    /// <summary>What is known of a mail that may not be the buyer's, or null.</summary>
    public string? Doubt(Reply reply) =>
        reply.ByMachine ? "Sent by a machine: that somebody is away, or that a mail did not arrive. It stops nothing."
        : reply.Letter is { } letter && State.Shut.Contains(letter) ? "Answers a letter that somebody else has, as one of you said. It stops nothing."
        : reply.FromHeld == false ? "Not from an address that we hold of them."
        : reply.Check == MailCheck.Failed ? "It names an address of theirs, and the mail service could not confirm that it came from there."
        : null;
}
