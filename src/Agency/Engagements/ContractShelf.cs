using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// What of a client's shelf goes with its contract: everything but invoices and credit notes, which have their own ten years, and the
/// newest list of who is let in. Destroying may break off anywhere and begins again with what is left; what has gone already is no error.
/// </summary>
internal sealed class ContractShelf(AgencyStores stores)
{
    /// <summary>How many files would go, lists of people aside, and how many invoices and credit notes stay.</summary>
    public async Task<(int Files, int Invoices)> CountAsync(string client, CancellationToken stop = default)
    {
        var (files, invoices) = (0, 0);
        await foreach (var path in stores.Shelf.ListAsync(ShelfPaths.Client(client), stop))
            if (!IsInvoice(client, path)) files += IsAccess(client, path) ? 0 : 1;
            else if (path.EndsWith("/invoice.json", StringComparison.Ordinal)) invoices++;
        return (files, invoices);
    }

    public async Task EmptyAsync(string client, CancellationToken stop = default)
    {
        // Requests go first: without their answers on the shelf they would be taken up anew.
        var asked = new List<string>();
        await foreach (var path in stores.Inbox.ListAsync(ShelfPaths.Client(client), stop)) asked.Add(path);
        foreach (var path in asked) await stores.Inbox.DeleteAsync(path, stop);

        var all = new List<string>();
        await foreach (var path in stores.Shelf.ListAsync(ShelfPaths.Client(client), stop)) all.Add(path);
        var newest = all.Where(path => IsAccess(client, path)).MaxBy(path => ShelfPaths.NumberOf(path) ?? 0);
        // Without its manifest a release is not there, so nobody is shown half of one.
        foreach (var path in all.Where(path => !IsInvoice(client, path) && path != newest).OrderByDescending(path => path.EndsWith("/" + ShelfPaths.Manifest, StringComparison.Ordinal)))
            await stores.Shelf.DeleteAsync(path, stop);
        await CertificateBook.ForgetProofsAsync(stores, client, stop);
    }

    private static bool IsInvoice(string client, string path) => path.StartsWith(ShelfPaths.Invoices(client), StringComparison.Ordinal);

    private static bool IsAccess(string client, string path) => path.StartsWith(ShelfPaths.AccessFolder(client), StringComparison.Ordinal);
}
