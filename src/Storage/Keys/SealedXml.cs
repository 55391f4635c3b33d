using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace WinLossAgency.Storage;

/// <summary>The keys of a program's cookies as sealed documents of its own store: whoever copies the store cannot make a session.</summary>
public sealed class SealedXml(SealedDocuments documents, Subject subject) : IXmlRepository
{
    // The framework asks for its keys synchronously, at start and about once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        documents.WriteAsync(subject, friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), null).AsTask().GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var keys = new List<XElement>();
        await foreach (var name in documents.ListAsync(subject))
            if (await documents.ReadAsync(subject, name) is { } stored) keys.Add(XElement.Parse(Encoding.UTF8.GetString(stored.Bytes.Span)));
        return keys;
    }
}
