using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>A provider of our own that keeps the protocol until a test bends one thing. It holds the client to PKCE, secret and single use.</summary>
internal sealed class CrookedProvider : IAsyncDisposable
{
    public const string Statement = "a.signed.statement";
    public const string Canary = "Canary Heronson";
    // Made once for all tests, since making a key is most of what a start costs.
    private static readonly SigningCredentials FirstKey = NewKey("one");
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> _codes = new();
    private int _next;

    private CrookedProvider(WebApplication app) => _app = app;

    public string Tenant { get; } = "5c1d7a52-4f0e-4c55-8f5e-2f2b1d7b9e11";

    public string Authority => $"{_app.Urls.First()}/{Tenant}/v2.0";

    public int KeysRead { get; private set; }

    public int CodesShown { get; private set; }

    public bool Down { get; set; }

    public SigningCredentials Key { get; set; } = FirstKey;

    public List<SigningCredentials> Published { get; } = [];

    public string PublishedIssuer { get; set; } = "";

    public string? AnsweredIssuer { get; set; }

    /// <summary>Bends the claims before they are signed.</summary>
    public Action<SecurityTokenDescriptor> Bend { get; set; } = _ => { };

    /// <summary>Bends the signed token.</summary>
    public Func<string, string> BendToken { get; set; } = token => token;

    /// <summary>Bends the whole answer of the token endpoint.</summary>
    public Func<string, IResult> Answer { get; set; } = token => Results.Json(new { access_token = "opaque", token_type = "Bearer", id_token = token });

    public static SigningCredentials NewKey(string name) => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = name }, SecurityAlgorithms.RsaSha256);

    public static async Task<CrookedProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new CrookedProvider(app);
        provider.Published.Add(provider.Key);
        app.MapGet($"/{provider.Tenant}/v2.0/.well-known/openid-configuration", provider.Metadata);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", (Delegate)provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    private IResult Metadata() => Down ? Results.StatusCode(503) : Results.Json(new
    {
        issuer = PublishedIssuer.Length > 0 ? PublishedIssuer : Authority,
        authorization_endpoint = $"{_app.Urls.First()}/authorize",
        token_endpoint = $"{_app.Urls.First()}/token",
        jwks_uri = $"{_app.Urls.First()}/keys",
    });

    private IResult Keys()
    {
        KeysRead++;
        return Results.Json(new
        {
            keys = Published.Select(key => JsonWebKeyConverter.ConvertFromRSASecurityKey((RsaSecurityKey)key.Key))
                .Select(key => new { kty = key.Kty, use = "sig", kid = key.Kid, n = key.N, e = key.E }),
        });
    }

    private IResult Authorize(string redirect_uri, string state, string nonce, string code_challenge)
    {
        var code = $"code-{++_next}";
        _codes[code] = (code_challenge, nonce);
        var query = new Dictionary<string, string?> { ["code"] = code, ["state"] = state, ["iss"] = AnsweredIssuer };
        return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, query.Where(pair => pair.Value is not null)!));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        CodesShown++;
        var form = await http.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var begun)
            || !(form["client_secret"] == House.ClientSecret || form["client_assertion"] == Statement)
            || begun.Challenge != Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
            return Results.Json(new { error = "invalid_grant", error_description = Canary }, statusCode: 400);

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = House.ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = Key,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "s-1",
                ["tid"] = Tenant,
                ["oid"] = "o-1",
                ["name"] = Canary,
                ["email"] = "canary@heronson.example",
                ["roles"] = new[] { "Analyst" },
                ["nonce"] = begun.Nonce,
            },
        };
        Bend(token);
        return Answer(BendToken(new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
