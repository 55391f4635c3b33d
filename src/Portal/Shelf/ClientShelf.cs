using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Portal.Shelf;

/// <summary>What lies on the shelf for one client, from one listing of its folder.</summary>
internal sealed class ClientShelf(IBlobStore shelf, string client, IReadOnlyList<string> names)
{
    private const int FileBytesMax = 16 * 1024 * 1024;
    private static readonly string[] NotEngagements = ["access", "receipts", "invoices"];

    public string Client => client;

    public IReadOnlyList<string> Engagements { get; } =
        [.. names.Select(name => name.Split('/')).Where(parts => parts.Length > 3 && !NotEngagements.Contains(parts[1])).Select(parts => parts[1]).Distinct()];

    public Task<AccessList?> AccessAsync(CancellationToken stop) => LatestAsync<AccessList>(ShelfPaths.AccessFolder(client), stop);

    public Task<Progress?> ProgressAsync(string engagement, CancellationToken stop) => LatestAsync<Progress>(ShelfPaths.ProgressFolder(client, engagement), stop);

    public Task<DealList?> DealsAsync(string engagement, CancellationToken stop) => LatestAsync<DealList>(ShelfPaths.DealsFolder(client, engagement), stop);

    /// <summary>The releases that are out, newest first: the manifest is written last, so without it a release is not there yet.</summary>
    public IReadOnlyList<int> Releases(string engagement)
    {
        var folder = ShelfPaths.Releases(client, engagement);
        return [.. names.Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith("/" + ShelfPaths.Manifest, StringComparison.Ordinal))
            .Select(name => ShelfPaths.NumberOf(name[..name.LastIndexOf('/')])).OfType<int>().Where(number => !IsReplaced(engagement, number)).OrderDescending()];
    }

    /// <summary>Releases that are no longer here because a later one took their place, newest first.</summary>
    public async Task<IReadOnlyList<Replacement>> ReplacedAsync(string engagement, CancellationToken stop)
    {
        var (folder, found) = (ShelfPaths.Releases(client, engagement), new List<Replacement>());
        foreach (var name in names.Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith("/" + ShelfPaths.Replaced, StringComparison.Ordinal)))
            if (await ReadAsync<Replacement>(name, stop) is { } replaced) found.Add(replaced);
        return [.. found.OrderByDescending(replaced => replaced.Release)];
    }

    private bool IsReplaced(string engagement, int number) => names.Contains(ShelfPaths.File(client, engagement, number, ShelfPaths.Replaced));

    public async Task<Release?> ReleaseAsync(string engagement, int number, CancellationToken stop)
    {
        if (!Releases(engagement).Contains(number)) return null;
        var bytes = await shelf.ReadAllAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.ReleaseJson), FileBytesMax, stop);
        return bytes is null ? null : ReleaseJson.Read(bytes);
    }

    public bool HasFile(string engagement, int number, string name) => names.Contains(ShelfPaths.File(client, engagement, number, name));

    public async Task<Stream?> FileAsync(string engagement, int number, string name, CancellationToken stop) =>
        Releases(engagement).Contains(number) && HasFile(engagement, number, name) ? await shelf.OpenReadAsync(ShelfPaths.File(client, engagement, number, name), stop) : null;

    public Task<Receipt?> ReceiptAsync(string item, CancellationToken stop) => ReadAsync<Receipt>(ShelfPaths.Receipt(client, item), stop);

    public int ReceiptCount => names.Count(name => name.StartsWith(ShelfPaths.Receipts(client), StringComparison.Ordinal));

    public async Task<IReadOnlyList<(InvoiceSheet Sheet, InvoiceStanding? Standing, bool Pdf)>> InvoicesAsync(CancellationToken stop)
    {
        var found = new List<(InvoiceSheet, InvoiceStanding?, bool)>();
        foreach (var name in names.Where(name => name.StartsWith(ShelfPaths.Invoices(client), StringComparison.Ordinal) && name.EndsWith("/invoice.json", StringComparison.Ordinal)))
        {
            if (await ReadAsync<InvoiceSheet>(name, stop) is not { } sheet) continue;
            var folder = name.Split('/')[2];
            found.Add((sheet, await LatestAsync<InvoiceStanding>(ShelfPaths.InvoiceStates(client, folder), stop), names.Contains(ShelfPaths.InvoicePdf(client, folder))));
        }
        return [.. found.OrderByDescending(invoice => invoice.Item1.Issued).ThenByDescending(invoice => invoice.Item1.Number, StringComparer.Ordinal)];
    }

    public async Task<Stream?> InvoicePdfAsync(string number, CancellationToken stop) =>
        ShelfPaths.IsSegment(number) && names.Contains(ShelfPaths.InvoicePdf(client, number)) ? await shelf.OpenReadAsync(ShelfPaths.InvoicePdf(client, number), stop) : null;

    private async Task<T?> LatestAsync<T>(string folder, CancellationToken stop) where T : class
    {
        var latest = names.Where(name => name.StartsWith(folder, StringComparison.Ordinal)).MaxBy(name => ShelfPaths.NumberOf(name) ?? 0);
        return latest is null ? null : await ReadAsync<T>(latest, stop);
    }

    private async Task<T?> ReadAsync<T>(string name, CancellationToken stop) where T : class
    {
        if (!names.Contains(name)) return null;
        return await shelf.ReadAllAsync(name, FileBytesMax, stop) is { } bytes ? HouseJson.ReadShelf<T>(bytes) : null;
    }
}
