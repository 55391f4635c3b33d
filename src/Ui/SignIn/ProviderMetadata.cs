using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// What the provider publishes about itself: its endpoints and its signing keys. Kept for hours; read again at once when
/// a token names a key that is not known, but seldom, so that made-up key names cannot make us hammer the provider.
/// </summary>
internal sealed class ProviderMetadata(OpenIdProvider provider, HttpClient http, TimeProvider clock)
{
    public static readonly TimeSpan RenewalGapMin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private volatile ConfigurationManager<OpenIdConnectConfiguration> _published = Reader(provider, http);
    private DateTimeOffset? _renewedAt;

    public async Task<OpenIdConnectConfiguration> CurrentAsync(CancellationToken stop) => Checked(await ReadAsync(_published, stop));

    /// <summary>Reads the published keys anew. False where that was done a moment ago; what is known is kept until the new answer is good.</summary>
    public async Task<bool> RenewAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() - _renewedAt < RenewalGapMin)
                return false;
            _renewedAt = clock.GetUtcNow();
        }

        // A fresh reader, because the library's own refresh runs in the background and this sign-in waits for it.
        var fresh = Reader(provider, http);
        Checked(await ReadAsync(fresh, stop));
        _published = fresh;
        return true;
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> Reader(OpenIdProvider provider, HttpClient http)
    {
        var authority = new Uri(provider.Authority, UriKind.Absolute);
        return new(
            $"{provider.Authority.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback) });
    }

    private static async Task<OpenIdConnectConfiguration> ReadAsync(ConfigurationManager<OpenIdConnectConfiguration> from, CancellationToken stop)
    {
        try
        {
            return await from.GetConfigurationAsync(stop);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            throw new SignInFailure(SignInTrouble.ProviderDown);
        }
    }

    /// <summary>A document that speaks for another issuer than the one we were told to trust is not used (OpenID Connect Discovery 1.0 §4.3).</summary>
    private OpenIdConnectConfiguration Checked(OpenIdConnectConfiguration published) =>
        string.Equals(published.Issuer, provider.Authority, StringComparison.Ordinal)
        && !string.IsNullOrEmpty(published.AuthorizationEndpoint)
        && !string.IsNullOrEmpty(published.TokenEndpoint)
            ? published
            : throw new SignInFailure(SignInTrouble.ProviderMisfit);
}
