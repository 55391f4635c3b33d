namespace WinLossAgency.Ui.SignIn;

/// <summary>Where to go after sign-in: a path of this program or its first page, never another site.</summary>
internal static class LocalUrl
{
    private const int CharactersMax = 2_000;

    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    /// <summary>Browsers read "//host" and "/\host" as another site and drop control characters, so none of these may pass.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..]
        && url.Length <= CharactersMax
        && !url.Any(char.IsControl)
        && !new Microsoft.AspNetCore.Http.PathString(url.Split('?', '#')[0]).StartsWithSegments(SignInPaths.Root);
}
