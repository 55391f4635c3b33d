using Microsoft.AspNetCore.Http.Extensions;

namespace WinLossAgency.Ui.SignIn;

internal static class SignInPaths
{
    public const string Root = "/sign-in";
    public const string Demo = "/sign-in/demo";
    public const string Provider = "/sign-in/provider";
    public const string Callback = "/sign-in/callback";
    public const string Out = "/sign-in/out";
    public const string Refused = "/sign-in/refused";

    public static string RefusedFor(SignInTrouble trouble, string reference) =>
        Refused + new QueryBuilder { { "why", trouble.ToString() }, { "reference", reference } };
}
