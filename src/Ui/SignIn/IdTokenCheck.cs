using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace WinLossAgency.Ui.SignIn;

/// <summary>Turns an id token into a person, or refuses it (OpenID Connect Core 1.0 §3.1.3.7): signature, issuer, audience, time and nonce.</summary>
internal sealed class IdTokenCheck(OpenIdProvider provider, ProviderMetadata metadata, TimeProvider clock)
{
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(2);

    // Only signatures that need the provider's private key. "none" and shared-secret signatures are not among them.
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler _reader = new() { MapInboundClaims = false };

    public async Task<HousePerson> PersonAsync(string idToken, string nonce, CancellationToken stop)
    {
        var result = await ValidateAsync(idToken, await metadata.CurrentAsync(stop));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await metadata.RenewAsync(stop))
            result = await ValidateAsync(idToken, await metadata.CurrentAsync(stop));
        if (!result.IsValid)
            throw new SignInFailure(TroubleOf(result.Exception));

        var token = (JsonWebToken)result.SecurityToken;
        if (nonce.Length == 0 || !token.TryGetPayloadValue<string>("nonce", out var answered) || !string.Equals(nonce, answered, StringComparison.Ordinal))
            throw new SignInFailure(SignInTrouble.WrongNonce);
        if (token.TryGetPayloadValue<string>("azp", out var party) && !string.Equals(party, provider.ClientId, StringComparison.Ordinal))
            throw new SignInFailure(SignInTrouble.WrongAudience);
        return HousePerson.FromIdToken(result.ClaimsIdentity, provider.OwnTenant);
    }

    private Task<TokenValidationResult> ValidateAsync(string idToken, OpenIdConnectConfiguration published) =>
        _reader.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = published.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = published.SigningKeys,
            ValidAlgorithms = Algorithms,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        });

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + ClockSkewMax && (from is not { } start || start - ClockSkewMax <= now);
    }

    private static SignInTrouble TroubleOf(Exception refusal) => refusal switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => SignInTrouble.OutOfTime,
        SecurityTokenInvalidIssuerException => SignInTrouble.WrongIssuer,
        SecurityTokenInvalidAudienceException => SignInTrouble.WrongAudience,
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException or SecurityTokenInvalidSigningKeyException => SignInTrouble.WrongSignature,
        _ => SignInTrouble.Unreadable,
    };
}
