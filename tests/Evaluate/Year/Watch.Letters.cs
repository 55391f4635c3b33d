using NodaTime;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Evaluate.Year;

/// <summary>What buyers' calendars were told of appointments, held against those that stand.</summary>
internal sealed partial class Watch
{
    /// <summary>Within this time of a change the buyer has its letter: undo, a store that fails, a courier that is to be asked again later.</summary>
    private static readonly Duration ToldWithin = Duration.FromHours(3);
    private readonly Dictionary<string, List<(string Letter, CalendarInvite Invite)>> letters = [];
    private readonly Dictionary<string, string> uids = [];
    private readonly PriorityQueue<(string Interview, string Person, Instant Changed), Instant> toBeTold = new();
    private readonly Dictionary<string, Instant> changes = [];

    /// <summary>A letter was taken by whoever delivers it, perhaps for the second time.</summary>
    public void Took(Letter letter)
    {
        if (letter.Invite is not { } invite || letter.Id.LastIndexOf('-') is not (> 0 and var cut)) return;
        var interview = letter.Id[..cut];
        if (!letters.TryGetValue(interview, out var sent)) letters[interview] = sent = [];
        tally.Check("one UID for life", uids.TryAdd(invite.Uid, interview) ? sent.Count == 0 ? null : $"{interview}: {invite.Uid} after {sent[0].Invite.Uid}"
            : uids[invite.Uid] == interview ? null : $"{invite.Uid} is that of {uids[invite.Uid]} and of {interview}");
        tally.Check("SEQUENCE rises", sent.Count == 0 || sent[^1].Invite.Sequence < invite.Sequence || sent[^1].Letter == letter.Id && sent[^1].Invite.Sequence == invite.Sequence
            ? null : $"{interview}: {invite.MethodName} {invite.Sequence} after {sent[^1].Invite.MethodName} {sent[^1].Invite.Sequence} at {clock.House}");
        tally.Count($"calendar letters {invite.MethodName}");
        sent.Add((letter.Id, invite));
    }

    private void ToBeTold(CaseFacts before, CaseFacts after)
    {
        changes[after.Key] = clock.Now;
        toBeTold.Enqueue((after.Key, before.Person, clock.Now), clock.Now + ToldWithin);
    }

    /// <summary>A while after an appointment was made, moved or ended, its buyer's calendar shows what stands.</summary>
    public void LookAtLetters()
    {
        while (toBeTold.TryPeek(out var one, out var at) && at <= clock.Now)
        {
            toBeTold.Dequeue();
            var c = cases[one.Interview];
            // A later change is looked at in its own time. Who is not to be touched, or is not there any more, is written nothing.
            if (changes[one.Interview] != one.Changed || one.Person.Length == 0 || c.Person.Length == 0 || c.Erased || Person(one.Person).Barred is not null || Person(c.Person).Barred is not null) continue;
            if (c.EndedFor is "deceased" or "leftCompany") continue;
            var last = letters.GetValueOrDefault(one.Interview)?[^1].Invite;
            tally.Check("calendars show what stands", c.Pledge is { Interview: true } pledge
                ? last is { Method: InviteMethod.Request } && last.Start == pledge.Due && IsVideo(last) == pledge.Video ? null : $"{c.Key} stands for {pledge.Due}{(pledge.Video ? " by video" : "")} since {one.Changed} and its buyer was last told {Said(last)}"
                : last is null or { Method: InviteMethod.Cancel } || last.Start <= clock.Now ? null : $"{c.Key} has no appointment since {one.Changed} and its buyer was last told {Said(last)}");
        }
    }

    private static string Said(CalendarInvite? invite) => invite is null ? "nothing" : $"{invite.MethodName} {invite.Sequence} for {invite.Start}{(IsVideo(invite) ? " by video" : "")}";

    private static bool IsVideo(CalendarInvite invite) => invite.Location.StartsWith(YearHouse.Rooms.Split('{')[0], StringComparison.Ordinal);
}
