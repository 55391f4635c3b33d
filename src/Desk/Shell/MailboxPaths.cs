namespace WinLossAgency.Desk.Shell;

internal static class MailboxPaths
{
    public const string Root = "/mailbox";

    /// <summary>Where an answer to a mail comes in; it is candid, so the vault takes it.</summary>
    public const string Replies = $"{Root}/replies";
}
