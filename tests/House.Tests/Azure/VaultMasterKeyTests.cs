using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>A master key in a vault, against a stand-in for the vault that speaks its published contract (wrapkey and unwrapkey, 7.4).</summary>
public sealed class VaultMasterKeyTests : IDisposable
{
    private static readonly Uri Key = new("https://wla-people-abc123.vault.azure.net/keys/respondents");
    private readonly DataFolder folder = new();
    private readonly Vault vault = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_vault_wraps_and_unwraps_and_sees_a_token_for_itself_only()
    {
        var secret = RandomNumberGenerator.GetBytes(32);

        var wrapped = await Master().WrapAsync(secret, Stop);

        Assert.Equal(secret, await Master().UnwrapAsync(Key.AbsoluteUri, wrapped, Stop));
        Assert.Equal(["https://vault.azure.net/.default"], vault.Scopes.Distinct());
        Assert.All(vault.Tokens, token => Assert.Equal("Bearer a-token", token));
    }

    [Fact]
    public async Task What_an_earlier_version_of_the_key_wrapped_still_opens_after_a_rotation()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var wrapped = await Master().WrapAsync(secret, Stop);

        vault.Rotate();

        Assert.Equal(secret, await Master().UnwrapAsync(Key.AbsoluteUri, wrapped, Stop));
        Assert.NotEqual(wrapped[..33], (await Master().WrapAsync(secret, Stop))[..33]);
    }

    [Fact]
    public async Task What_is_not_the_vaults_own_does_not_open_and_a_vault_that_refuses_is_a_store_that_cannot_work_now()
    {
        var wrapped = await Master().WrapAsync(RandomNumberGenerator.GetBytes(32), Stop);
        wrapped[^1] ^= 1;
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await Master().UnwrapAsync(Key.AbsoluteUri, wrapped, Stop));
        await Assert.ThrowsAsync<KeyUnusableException>(async () => await Master().UnwrapAsync(Key.AbsoluteUri, "\u0003../x"u8.ToArray(), Stop));

        vault.Refuses = true;
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Master().WrapAsync(new byte[32], Stop));
        Assert.Contains("answered 403", refused.Message);
    }

    [Fact]
    public async Task Documents_sealed_under_it_open_after_a_restart()
    {
        await using var store = Stores.Embedded(folder.Place, "people");
        var subject = new Subject("northwind/q4", "i-1");
        await new SealedDocuments(store.Documents, new SubjectKeys(store.Documents, Master()), "notes").WriteAsync(subject, "n", "said"u8.ToArray(), null, Stop);

        var again = await new SealedDocuments(store.Documents, new SubjectKeys(store.Documents, Master()), "notes").ReadAsync(subject, "n", Stop);

        Assert.Equal("said"u8.ToArray(), again!.Bytes.ToArray());
    }

    [Fact]
    public async Task While_the_vault_is_down_what_was_opened_goes_on_and_the_rest_is_told_and_taken_up_afterwards()
    {
        await using var store = Stores.Embedded(folder.Place, "people");
        var keys = new SubjectKeys(store.Documents, Master());
        var files = new SealedDocuments(store.Documents, keys, "notes");
        var (known, later) = (new Subject("northwind/q4", "i-1"), new Subject("northwind/q5", "i-1"));
        await files.WriteAsync(known, "n", "said"u8.ToArray(), null, Stop);

        vault.IsDown = true;
        Assert.NotNull(await files.ReadAsync(known, "n", Stop));
        var down = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await files.WriteAsync(later, "n", "said"u8.ToArray(), null, Stop));
        Assert.Contains("cannot be reached", down.Message);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await new SealedDocuments(store.Documents, new SubjectKeys(store.Documents, Master()), "notes").ReadAsync(known, "n", Stop));

        vault.IsDown = false;
        await files.WriteAsync(later, "n", "said"u8.ToArray(), null, Stop);
        Assert.NotNull(await files.ReadAsync(later, "n", Stop));
    }

    [Fact]
    public async Task After_a_new_version_in_the_vault_every_key_is_wrapped_by_it_and_the_old_version_may_go()
    {
        await using var store = Stores.Embedded(folder.Place, "people");
        var keys = new SubjectKeys(store.Documents, Master());
        var subject = new Subject("northwind/q4", "i-1");
        await new SealedDocuments(store.Documents, keys, "notes").WriteAsync(subject, "n", "said"u8.ToArray(), null, Stop);

        vault.Rotate();
        Assert.Equal(1, await keys.RotateMasterAsync(Stop));
        vault.DisableAllButTheNewest();

        Assert.NotNull(await new SealedDocuments(store.Documents, new SubjectKeys(store.Documents, Master()), "notes").ReadAsync(subject, "n", Stop));
    }

    private VaultMasterKey Master() => new(Key, vault, new HttpClientTransport(new HttpClient(vault.Door)));

    /// <summary>Versions of one RSA key behind a handler, and the credential that hands out tokens.</summary>
    private sealed class Vault : TokenCredential
    {
        private readonly Dictionary<string, RSA> versions = [];
        private string current = "";

        public Vault() => Rotate();

        public bool Refuses { get; set; }

        public bool IsDown { get; set; }

        public void DisableAllButTheNewest()
        {
            foreach (var old in versions.Keys.Where(version => version != current).ToArray()) versions.Remove(old);
        }

        public List<string> Scopes { get; } = [];

        public List<string> Tokens { get; } = [];

        public HttpMessageHandler Door => new Answers(this);

        public void Rotate() => versions[current = $"{versions.Count + 1:x32}"] = RSA.Create(2048);

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancel)
        {
            Scopes.AddRange(context.Scopes);
            return new AccessToken("a-token", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancel) => new(GetToken(context, cancel));

        private sealed class Answers(Vault vault) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
            {
                vault.Tokens.Add(request.Headers.Authorization!.ToString());
                if (vault.IsDown) throw new HttpRequestException("No connection could be made.");
                if (vault.Refuses) return new HttpResponseMessage(HttpStatusCode.Forbidden);
                var asked = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancel)).RootElement;
                Assert.Equal(("POST", "?api-version=7.4", "RSA-OAEP-256"), (request.Method.Method, request.RequestUri!.Query, asked.GetProperty("alg").GetString()));
                var value = Base64Url.DecodeFromChars(asked.GetProperty("value").GetString());
                var path = request.RequestUri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
                try
                {
                    return path switch
                    {
                        ["keys", "respondents", "wrapkey"] => Answer(vault.current, vault.versions[vault.current].Encrypt(value, RSAEncryptionPadding.OaepSHA256)),
                        ["keys", "respondents", var version, "unwrapkey"] => Answer(version, vault.versions[version].Decrypt(value, RSAEncryptionPadding.OaepSHA256)),
                        _ => new HttpResponseMessage(HttpStatusCode.NotFound),
                    };
                }
                catch (CryptographicException)
                {
                    return new HttpResponseMessage(HttpStatusCode.BadRequest);
                }
            }

            private static HttpResponseMessage Answer(string version, byte[] value) => new(HttpStatusCode.OK)
            {
                Content = new StringContent(JsonSerializer.Serialize(new { kid = $"{Key}/{version}", value = Base64Url.EncodeToString(value) })),
            };
        }
    }
}
