using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Demo;

/// <summary>Searches everything that a canary run left, while its stores are open, and tells it as a table.</summary>
internal sealed class CanaryRun(CanaryForms forms, Canary canary, DeskStores stores, DeskOptions options)
{
    public const string Logs = "log";
    public const string Temporary = "tmp";

    /// <summary>What was said where, then place, files and hits; and whether there was none.</summary>
    public async Task<(ImmutableArray<string> Lines, bool Holds)> SearchAsync()
    {
        var search = new CanarySearch(forms);
        string In(string name) => Path.Combine(options.Data, name);
        static bool IsInvoice(string path) => path.Contains("invoice", StringComparison.Ordinal);
        var own = await search.FolderAsync("inbox, what the client wrote itself", In("inbox"), canary.IsTheClientsOwn);
        ImmutableArray<CanaryPlace> places =
        [
            await search.FolderAsync("shelf", In("shelf"), path => !IsInvoice(path)),
            await search.FolderAsync("invoices", In("shelf"), IsInvoice),
            await search.FolderAsync("what is handed out", options.DemoRun, path => !path.Contains('/', StringComparison.Ordinal)),
            await search.FolderAsync("inbox", In("inbox"), path => !canary.IsTheClientsOwn(path)),
            await search.FolderAsync("Portal's own store", In("portal")),
            await search.FolderAsync("agency store, its files", In("agency")),
            search.Memory("agency store, document by document", await DocumentsAsync(stores.Agency.Facts)),
            await search.FolderAsync("people store, sealed", In("people")),
            await search.FolderAsync("transcripts store, sealed", In("transcripts")),
            await search.FolderAsync("vault, sealed", In("vault")),
            await search.FolderAsync("keys", In("keys")),
            await search.FolderAsync("logs, every level", Path.Combine(options.DemoRun, Logs)),
            await search.FolderAsync("temporary files", Path.Combine(options.DemoRun, Temporary)),
        ];
        var said = canary.Planted.Sum(p => p.Value);
        return ([
            $"“{forms.Phrase}” was said {said:N0} times: {string.Join(", ", canary.Planted.Select(p => $"{p.Key} {p.Value:N0}"))}",
            Line("place", "files", "unpacked", "hits"),
            .. places.SelectMany(Lines),
            Line(own.Name, Number(own.Files), Number(own.Streams), $"({own.Hits.Length})"),
        ], places.All(p => p.Hits.IsEmpty) && own.Hits.Length > 0 && said > 0);
    }

    private static IEnumerable<string> Lines(CanaryPlace place) =>
        [Line(place.Name, Number(place.Files), Number(place.Streams), Number(place.Hits.Length)), .. place.Hits.Select(hit => $"    found in {hit}")];

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Line(string place, string files, string unpacked, string hits) => $"  {place,-38}{files,8}{unpacked,10}{hits,7}";

    /// <summary>Documents as the store gives them: on its pages a phrase could be cut in two.</summary>
    private static async Task<List<(string, ReadOnlyMemory<byte>)>> DocumentsAsync(IDocumentStore store)
    {
        var all = new List<(string, ReadOnlyMemory<byte>)>();
        await foreach (var key in store.ListAsync(""))
            if (await store.ReadAsync(key) is { } document) all.Add((key, document.Bytes));
        return all;
    }
}
