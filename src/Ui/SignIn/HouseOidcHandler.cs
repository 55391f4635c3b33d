using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// OpenID Connect, code flow, on top of the framework's OAuth handler: that one keeps state, correlation and PKCE; this
/// one adds discovery, the nonce and the id token. The tokens end here: only a HousePerson goes on.
/// </summary>
internal sealed class HouseOidcHandler(IOptionsMonitor<HouseOidcOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<HouseOidcOptions>(options, logger, encoder)
{
    private const string NonceItem = "nonce";
    private const string BegunItem = "begun";
    private const int NonceBytes = 32;
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private OpenIdConnectConfiguration? _published;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Building the address is synchronous in the framework, so what the provider publishes is fetched before.
        _published = await Options.Metadata.CurrentAsync(Context.RequestAborted);
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // Inside the protected state the nonce reaches the callback without a cookie of its own.
        var nonce = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(NonceBytes));
        properties.Items[NonceItem] = nonce;
        properties.Items[BegunItem] = TimeProvider.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var built = base.BuildChallengeUrl(properties, redirectUri);
        return QueryHelpers.AddQueryString(_published!.AuthorizationEndpoint + new Uri(built).Query, NonceItem, nonce);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // An answer that another provider sent here is refused before its code is shown to anyone (RFC 9207).
        if (Request.Query.TryGetValue("iss", out var issuer) && issuer != Options.Provider.Authority)
            return HandleRequestResult.Fail(new SignInFailure(SignInTrouble.WrongIssuer));

        var result = await base.HandleRemoteAuthenticateAsync();
        return result.Failure switch
        {
            null or SignInFailure => result,
            _ when Request.Query.ContainsKey("error") => HandleRequestResult.Fail(new SignInFailure(SignInTrouble.ProviderRefused)),
            _ => HandleRequestResult.Fail(new SignInFailure(SignInTrouble.NotOurs)),
        };
    }

    protected override Task<HandleRequestResult> HandleAccessDeniedErrorAsync(AuthenticationProperties properties) =>
        Task.FromResult(HandleRequestResult.Fail(new SignInFailure(SignInTrouble.Declined)));

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        // The framework leaves the time limit to the browser's cookie; here it holds whatever the browser does.
        if (!context.Properties.Items.Remove(BegunItem, out var begun)
            || TimeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(begun!, CultureInfo.InvariantCulture)) > Options.RemoteAuthenticationTimeout)
            return OAuthTokenResponse.Failed(new SignInFailure(SignInTrouble.NotOurs));

        var published = await Options.Metadata.CurrentAsync(Context.RequestAborted);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["client_id"] = Options.Provider.ClientId,
        };
        if (context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier))
            form[OAuthConstants.CodeVerifierKey] = verifier!;
        if (Options.Provider.ClientAssertion is { } assertion)
            (form["client_assertion_type"], form["client_assertion"]) = (AssertionType, await assertion(Context.RequestAborted));
        else
            form["client_secret"] = Options.Provider.ClientSecret!;

        try
        {
            using var answer = await Backchannel.PostAsync(published.TokenEndpoint, new FormUrlEncodedContent(form), Context.RequestAborted);
            if (!answer.IsSuccessStatusCode)
                return OAuthTokenResponse.Failed(new SignInFailure((int)answer.StatusCode >= 500 ? SignInTrouble.ProviderDown : SignInTrouble.CodeRefused));
            return OAuthTokenResponse.Success(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Context.RequestAborted)));
        }
        catch (JsonException)
        {
            return OAuthTokenResponse.Failed(new SignInFailure(SignInTrouble.Unreadable));
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException && !Context.RequestAborted.IsCancellationRequested)
        {
            return OAuthTokenResponse.Failed(new SignInFailure(SignInTrouble.ProviderDown));
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        if (tokens.Response?.RootElement is not { ValueKind: JsonValueKind.Object } answer
            || !answer.TryGetProperty("id_token", out var idToken)
            || idToken.ValueKind != JsonValueKind.String)
            throw new SignInFailure(SignInTrouble.Unreadable);

        properties.Items.Remove(NonceItem, out var nonce);
        var person = await Options.IdTokens.PersonAsync(idToken.GetString()!, nonce ?? "", Context.RequestAborted);
        return new AuthenticationTicket(person.ToPrincipal(), properties, Scheme.Name);
    }
}
