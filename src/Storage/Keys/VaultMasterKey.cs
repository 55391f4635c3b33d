using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace WinLossAgency.Storage;

/// <summary>
/// A master key that never leaves its vault in the cloud: the vault wraps and unwraps. What it wrapped begins with the version
/// of the key that did, so that a key may be rotated and what an earlier version wrapped still opens.
/// </summary>
internal sealed class VaultMasterKey : IMasterKey
{
    private const string Api = "api-version=7.4";
    private const string Algorithm = "RSA-OAEP-256";

    private readonly Uri key;
    private readonly HttpPipeline pipeline;

    public VaultMasterKey(Uri key, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        this.key = new Uri(key.AbsoluteUri.TrimEnd('/'));
        // The vault's name is the first label of its host; the rest names the service in this cloud.
        var service = key.Host[(key.Host.IndexOf('.') + 1)..];
        var options = new Settings();
        if (transport is not null) options.Transport = transport;
        pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, $"https://{service}/.default"));
    }

    public string Id => key.AbsoluteUri;

    public async ValueTask<byte[]> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancel = default)
    {
        var answer = await AskAsync($"{key}/wrapkey?{Api}", secret, cancel);
        var version = answer.Kid.StartsWith($"{key}/", StringComparison.OrdinalIgnoreCase) ? answer.Kid[(Id.Length + 1)..] : "";
        if (version.Length is 0 or > byte.MaxValue || version.Contains('/'))
            throw new KeyUnusableException($"The key vault wrapped by another key than {Id}.");
        return [(byte)version.Length, .. Encoding.ASCII.GetBytes(version), .. answer.Value];
    }

    /// <summary>The vault makes versions by its own policy, and wraps by the newest as soon as it is asked again.</summary>
    public ValueTask RotateAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    /// <summary>An earlier version is disabled where it lies, by whoever may; the vault then opens nothing by it.</summary>
    public ValueTask RetireAsync(CancellationToken cancel = default) => ValueTask.CompletedTask;

    public async ValueTask<byte[]> UnwrapAsync(string by, ReadOnlyMemory<byte> wrapped, CancellationToken cancel = default)
    {
        if (!string.Equals(by, Id, StringComparison.Ordinal))
            throw new KeyUnusableException($"This was wrapped by master key {by}; this program holds {Id}.");
        if (wrapped.Length < 2 || wrapped.Length <= 1 + wrapped.Span[0])
            throw new KeyUnusableException("A wrapped key is not in the form in which a key vault wraps.");
        var version = Encoding.ASCII.GetString(wrapped.Span.Slice(1, wrapped.Span[0]));
        if (!version.All(char.IsAsciiLetterOrDigit))
            throw new KeyUnusableException("A wrapped key names no version of a key in a vault.");
        return (await AskAsync($"{key}/{version}/unwrapkey?{Api}", wrapped[(1 + wrapped.Span[0])..], cancel)).Value;
    }

    private async ValueTask<(string Kid, byte[] Value)> AskAsync(string address, ReadOnlyMemory<byte> value, CancellationToken cancel)
    {
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        message.Request.Content = RequestContent.Create(BinaryData.FromObjectAsJson(new { alg = Algorithm, value = Base64Url(value.Span) }));
        try
        {
            await pipeline.SendAsync(message, cancel);
        }
        catch (Exception silent) when (silent is RequestFailedException or AggregateException or Azure.Identity.AuthenticationFailedException)
        {
            throw new StoreUnavailableException(key.Host, "the key vault cannot be reached, so what its key seals can neither be opened nor added to now.", silent);
        }
        return message.Response.Status switch
        {
            200 => Read(message.Response.Content),
            400 => throw new KeyUnusableException($"The key vault cannot open what {Id} is said to have wrapped."),
            _ => throw new StoreUnavailableException(key.Host, $"the key vault answered {message.Response.Status} {message.Response.ReasonPhrase}; what its key seals can neither be opened nor added to now."),
        };
    }

    private static (string Kid, byte[] Value) Read(BinaryData content)
    {
        using var answer = JsonDocument.Parse(content);
        var text = answer.RootElement.GetProperty("value").GetString()!;
        return (answer.RootElement.GetProperty("kid").GetString()!, System.Buffers.Text.Base64Url.DecodeFromChars(text));
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private sealed class Settings : ClientOptions;
}
