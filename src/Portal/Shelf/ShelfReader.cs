using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Portal.Shelf;

/// <summary>The shelf as Portal may see it: one client at a time. Everything is read anew on each request.</summary>
internal sealed class ShelfReader(IBlobStore shelf)
{
    /// <summary>One client's files; also for a name that nobody has, which then holds nothing.</summary>
    public async Task<ClientShelf> ForAsync(string client, CancellationToken stop)
    {
        var names = new List<string>();
        await foreach (var name in shelf.ListAsync(ShelfPaths.Client(client), stop)) names.Add(name);
        return new ClientShelf(shelf, client, names);
    }

    /// <summary>The clients that have an access list.</summary>
    public async Task<IReadOnlyList<string>> ClientsAsync(CancellationToken stop)
    {
        var clients = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var name in shelf.ListAsync("", stop))
            if (name.Split('/') is [var client, "access", _]) clients.Add(client);
        return [.. clients];
    }
}
