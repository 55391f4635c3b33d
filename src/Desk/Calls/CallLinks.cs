namespace WinLossAgency.Desk.Calls;

/// <summary>Addresses of the call desk and of the conversation, which lives on the candid side and is reached by address only.</summary>
internal static class CallLinks
{
    public const string Desk = "/calls";
    public const string Openings = "/calls/openings";
    public const string Undos = "/calls/undos";
    public const string Callers = "/calls/callers";
    public const string Bell = "/calls/bell";
    public const string TeamBell = "/board/bell";
    public const string Ranking = "/calls/ranking";

    public const string Board = "/board";
    public const string Away = "/board/away";
    public const string Back = "/board/away/withdrawal";

    public static string Of(string interview, string action) => $"/calls/{interview}/{action}";

    public static string Talk(string interview) => $"/board/{interview}/talk";

    public static string HandOver(string interview) => $"/board/{interview}/hand-over";

    public static string Conversation(string interview) => $"/interviews/{interview}";

    public static string WrapUp(string interview) => $"/interviews/{interview}/wrap-up";
}
