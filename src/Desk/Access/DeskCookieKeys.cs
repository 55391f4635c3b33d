using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Access;

/// <summary>The keys of Desk's cookies, in the agency store and nowhere else.</summary>
internal sealed class DeskCookieKeys(IDocumentStore facts) : IXmlRepository
{
    private const string Prefix = "cookie-key|";

    // The framework asks for its keys synchronously, at start and about once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        facts.WriteAsync(Prefix + friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), null).AsTask().GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var keys = new List<XElement>();
        await foreach (var name in facts.ListAsync(Prefix))
            if (await facts.ReadAsync(name) is { } stored) keys.Add(XElement.Parse(Encoding.UTF8.GetString(stored.Bytes.Span)));
        return keys;
    }
}
