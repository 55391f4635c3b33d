using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Agency.Mail;

/// <summary>What a letter is for follows from the fact that owes it.</summary>
internal static class LetterKinds
{
    public static MailKind Of(InterviewEvent e) => e switch
    {
        InterviewEvent.Booked or InterviewEvent.Moved or InterviewEvent.WayChanged or InterviewEvent.CalledOff => MailKind.Booking,
        InterviewEvent.Attempted => MailKind.MissedYou,
        InterviewEvent.ApprovalAsked or InterviewEvent.PointsAsked => MailKind.Approval,
        _ => MailKind.Invitation,
    };

    /// <summary>Whose words it has; approvals have words of their own.</summary>
    public static LetterName NameOf(InterviewEvent e, MailKind kind) => e switch
    {
        _ when kind == MailKind.Reminder => LetterName.Reminder,
        InterviewEvent.Booked or InterviewEvent.WayChanged => LetterName.Booked,
        InterviewEvent.Moved => LetterName.Moved,
        InterviewEvent.CalledOff => LetterName.CalledOff,
        InterviewEvent.Attempted => LetterName.Missed,
        _ => LetterName.Invitation,
    };

    /// <summary>Only a letter that we begin is a touch that counts; one about what they agreed to is not (DOMAIN §5).</summary>
    public static TouchKind TouchOf(MailKind kind) => kind is MailKind.MissedYou or MailKind.Invitation ? TouchKind.Mail : TouchKind.BookingMail;

    /// <summary>Not sent while something they wrote waits for an answer: whatever we would say may be beside it.</summary>
    public static bool WaitsForAnswer(MailKind kind) => kind is MailKind.MissedYou or MailKind.Invitation or MailKind.Reminder;
}
