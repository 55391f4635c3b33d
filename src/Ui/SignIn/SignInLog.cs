using Microsoft.Extensions.Logging;

namespace WinLossAgency.Ui.SignIn;

internal static partial class SignInLog
{
    [LoggerMessage(1, LogLevel.Warning, "Sign-in refused: {Trouble}, reference {Reference}")]
    public static partial void Refused(this ILogger logger, SignInTrouble trouble, string reference);

    [LoggerMessage(2, LogLevel.Information, "Signed in {Object} of {Tenant}")]
    public static partial void SignedIn(this ILogger logger, string @object, string tenant);
}
