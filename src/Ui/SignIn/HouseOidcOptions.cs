using Microsoft.AspNetCore.Authentication.OAuth;

namespace WinLossAgency.Ui.SignIn;

internal sealed class HouseOidcOptions : OAuthOptions
{
    public const string Scheme = "OpenIdConnect";

    public OpenIdProvider Provider { get; set; } = null!;

    public ProviderMetadata Metadata { get; set; } = null!;

    public IdTokenCheck IdTokens { get; set; } = null!;

    /// <summary>The endpoints come from what the provider publishes, so the framework's demand for fixed ones does not apply.</summary>
    public override void Validate()
    {
        if (Provider is null || string.IsNullOrEmpty(Provider.ClientId) || (string.IsNullOrEmpty(Provider.ClientSecret) && Provider.ClientAssertion is null))
            throw new InvalidOperationException("The OpenID provider needs a client id and a client secret or assertion; one of them is missing.");
    }
}
