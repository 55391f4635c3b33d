using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Mail;

public sealed class MailHistoryRules
{
    [Fact]
    public void Undo_takes_back_what_somebody_did_and_not_the_letter_that_went_meanwhile()
    {
        var at = Instant.FromUtc(2026, 11, 24, 10, 0);
        InterviewEvent[] events =
        [
            new InterviewEvent.Attempted(at, "maya", "n1", AttemptOutcome.VoicemailLeft),
            new InterviewEvent.Skipped(at + Duration.FromSeconds(40), "maya", at + Duration.FromDays(1)),
            new InterviewEvent.Mailed(at + Duration.FromSeconds(61), "m1", MailKind.MissedYou),
            new InterviewEvent.Undone(at + Duration.FromSeconds(70), "maya"),
        ];
        Assert.Equal(["Mail: sorry I missed you", "Voicemail left (Maya)"], InterviewHistory.Lines(events, _ => "Maya", DateTimeZone.Utc).Select(l => l.Sentence));
    }
}
