namespace WinLossAgency.Desk.Shell;

internal static class MailboxPaths
{
    public const string Root = "/mailbox";
}
