using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Mail;

/// <summary>How an appointment meets, as a calendar and a mail say it.</summary>
public static class MeetingPlace
{
    public static string Say(MeetingWay way, string? number, string? room) => way switch
    {
        MeetingWay.Video when room is { Length: > 0 } => room,
        MeetingWay.Video => "By video: your interviewer sends you the link before we begin",
        _ when number is { Length: > 0 } => $"We ring you on {number}",
        _ => "We ring you",
    };
}
