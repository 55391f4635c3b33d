using Microsoft.Extensions.Configuration;

namespace WinLossAgency.Ui.SignIn;

/// <summary>What a program is told about sign-in, as <c>SignIn__SETTING</c>.</summary>
public sealed record SignInSettings
{
    public const string Section = "SignIn";

    /// <summary>The issuer, exactly as the provider writes it.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>The client id of the managed identity that the provider trusts in place of a secret.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The id of the one tenant whose mails count though its tokens do not call them verified, as those of Entra ID do not.</summary>
    public string OwnTenant { get; init; } = "";

    /// <summary>Whom a stranger may ask, in words.</summary>
    public string WhomToAsk { get; init; } = "";

    public static SignInSettings Read(IConfiguration settings) => settings.GetSection(Section).Get<SignInSettings>() ?? new SignInSettings();

    /// <summary>Everything that keeps people from signing in, a sentence each. In Development demo people may stand in for a provider.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration settings, bool isDevelopment)
    {
        var (said, problems) = (Read(settings), new List<string>());
        var known = typeof(SignInSettings).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToArray();
        problems.AddRange(settings.GetSection(Section).GetChildren().Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{Section}__{setting.Key} is no setting; sign-in has {string.Join(", ", known)}."));
        if (said.Authority.Length == 0 && isDevelopment) return problems;
        if (said.Authority.Length == 0) problems.Add($"{Section}__{nameof(Authority)} is not set: the issuer of your sign-ins, such as https://login.microsoftonline.com/TENANT/v2.0.");
        if (said.ClientId.Length == 0) problems.Add($"{Section}__{nameof(ClientId)} is not set: the program's own id at the provider.");
        if (said.ClientSecret.Length == 0 && said.Identity.Length == 0)
            problems.Add($"{Section}__{nameof(ClientSecret)} is not set, nor {Section}__{nameof(Identity)}: a secret of the program, or the client id of the managed identity that the provider trusts in its place.");
        return problems;
    }

    /// <param name="statementOf">Makes the signed statement of the managed identity with this client id.</param>
    public OpenIdProvider? Provider(Func<string, Func<CancellationToken, ValueTask<string>>> statementOf) => Authority.Length == 0 ? null : new OpenIdProvider(Authority, ClientId)
    {
        OwnTenant = OwnTenant.Length == 0 ? null : OwnTenant,
        ClientSecret = ClientSecret.Length == 0 ? null : ClientSecret,
        ClientAssertion = ClientSecret.Length == 0 ? statementOf(Identity) : null,
    };
}
