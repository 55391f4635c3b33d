using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Desk.Mail;

/// <summary>Letters, their languages and their fields as staff read them.</summary>
internal static class LetterTexts
{
    public static string Of(LetterName letter) => letter switch
    {
        LetterName.Invitation => "Invitation",
        LetterName.Missed => "Sorry I missed you",
        LetterName.Reminder => "Reminder",
        LetterName.Booked => "Booked",
        LetterName.Moved => "Moved",
        LetterName.CalledOff => "Called off",
        _ => throw new InvalidOperationException($"No words for {letter}."),
    };

    public static string When(LetterName letter) => letter switch
    {
        LetterName.Invitation => "when one of us invites them to choose a time",
        LetterName.Missed => "a minute after we left a voicemail",
        LetterName.Reminder => "on the working day before, in the hours of their place",
        LetterName.CalledOff => "when the appointment is called off, by them or by us",
        LetterName.Booked => "when a time is booked: at once if they chose it, a minute later if we did",
        LetterName.Moved => "when it is moved: at once if they did, a minute later if we did",
        _ => throw new InvalidOperationException($"No words for {letter}."),
    };

    public static string Language(string code) => code switch
    {
        "en" => "English",
        "de" => "German",
        _ => code,
    };

    public static string Field(string field) => field switch
    {
        "name" => "the buyer's name",
        "client" => "the client, or “a supplier in your field” where who asks is not told",
        "agency" => "our name",
        "minutes" => "how long the interview lasts",
        "link" => "the buyer's own page: choose, move, cancel, suggest a colleague, no thanks",
        "time" => "day and time with its place",
        "how" => "the number that we ring, or the video link",
        "interviewer" => "who will talk with them",
        _ => "",
    };
}
