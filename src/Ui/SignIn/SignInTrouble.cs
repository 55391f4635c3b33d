namespace WinLossAgency.Ui.SignIn;

/// <summary>Why somebody did not get in. The only thing of a failed sign-in that reaches a page, an address or the log.</summary>
internal enum SignInTrouble
{
    NoRole,
    Declined,
    NotOurs,
    ProviderRefused,
    ProviderDown,
    ProviderMisfit,
    CodeRefused,
    Unreadable,
    WrongSignature,
    WrongIssuer,
    WrongAudience,
    WrongNonce,
    OutOfTime,
}

/// <summary>Ends a sign-in. Its message holds no word of the token or of the provider's answer, because messages are logged.</summary>
internal sealed class SignInFailure(SignInTrouble trouble) : Exception($"Sign-in ended: {trouble}.")
{
    public SignInTrouble Trouble { get; } = trouble;
}

internal static class SignInTroubleWords
{
    public static string What(this SignInTrouble trouble, string program) => trouble switch
    {
        SignInTrouble.NoRole => $"This page of {program} is not open to your role.",
        SignInTrouble.Declined => "The sign-in was called off at your organisation's sign-in page.",
        SignInTrouble.NotOurs => "This sign-in was used already, took longer than 15 minutes, or was begun in another browser.",
        SignInTrouble.ProviderRefused => $"Your organisation's sign-in did not let you through to {program}.",
        SignInTrouble.ProviderDown => "Your organisation's sign-in does not answer just now.",
        SignInTrouble.ProviderMisfit => $"{program} is set up for another sign-in service than the one that answered.",
        SignInTrouble.CodeRefused => "Your organisation's sign-in did not honour the code that it sent; it may have been used already.",
        SignInTrouble.WrongSignature => "The answer of your organisation's sign-in is not signed with a key that it publishes.",
        SignInTrouble.WrongIssuer => $"The answer was issued by another organisation than the one that {program} trusts.",
        SignInTrouble.WrongAudience => $"The answer was meant for another program, not for {program}.",
        SignInTrouble.WrongNonce => "The answer belongs to another sign-in than the one that you began.",
        SignInTrouble.OutOfTime => "The answer is not valid at this time. A clock may be wrong, here or there.",
        _ => "The answer of your organisation's sign-in could not be read.",
    };

    public static int Status(this SignInTrouble trouble) => trouble switch
    {
        SignInTrouble.NoRole => 403,
        SignInTrouble.ProviderDown => 503,
        SignInTrouble.ProviderMisfit => 500,
        _ => 400,
    };
}
