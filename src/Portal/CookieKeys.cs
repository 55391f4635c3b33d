using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using WinLossAgency.Storage;

namespace WinLossAgency.Portal;

/// <summary>The keys of Portal's cookies, in Portal's own store and nowhere else.</summary>
internal sealed class CookieKeys(IBlobStore own) : IXmlRepository
{
    private const string Folder = "cookie-keys/";

    // The framework asks for its keys synchronously, at start and about once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var name = Folder + friendlyName.ToLowerInvariant() + ".xml";
        own.CreateAsync(name, (stream, stop) => new ValueTask(element.SaveAsync(stream, SaveOptions.None, stop))).AsTask().GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var keys = new List<XElement>();
        await foreach (var name in own.ListAsync(Folder))
        {
            await using var stream = await own.OpenReadAsync(name);
            if (stream is not null) keys.Add(await XElement.LoadAsync(stream, LoadOptions.None, CancellationToken.None));
        }
        return keys;
    }
}
