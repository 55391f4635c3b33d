using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>Something else lies where a release was to be laid: a release is never changed, a correction is a new number.</summary>
public sealed class ShelfConflictException(string path) : Exception($"The shelf already holds other bytes at {path}; a correction takes the next number.");

/// <summary>
/// Lays finished things on the shelf. Laying the same thing twice is harmless; laying another thing under the same
/// name is a bug and throws. File times are the release's date, never the moment of work.
/// </summary>
public sealed class ShelfWriter(IBlobStore shelf)
{
    private const int TriesMax = 20;

    /// <summary>Lays data, page and their fingerprints; the PDF too where it is there already. The manifest is last: with it the release is out.</summary>
    public async Task PublishAsync(string client, string engagement, Release release, byte[]? pdf = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        var files = new List<(string Name, byte[] Bytes)>
        {
            (ShelfPaths.ReleaseJson, Domain.Reports.ReleaseJson.Write(release)),
            (ShelfPaths.ReadoutHtml, ReadoutHtml.Write(release)),
        };
        if (pdf is not null) files.Add((ShelfPaths.ReadoutPdf, pdf));
        foreach (var (name, bytes) in files) await LayAsync(ShelfPaths.File(client, engagement, release.Number, name), bytes, release.Date, stop);
        var place = ShelfPaths.File(client, engagement, release.Number, ShelfPaths.Manifest);
        var there = await shelf.ReadAllAsync(place, cancel: stop) is { } written ? HouseJson.ReadShelf<Manifest>(written) ?? throw new ShelfConflictException(place) : null;
        if (there is null)
        {
            await LayAsync(place, ManifestOf(release, files), release.Date, stop);
            return;
        }
        // It was out already; a PDF that has been printed since then gets a manifest of its own.
        foreach (var file in files.Where(file => there.Files.All(line => line.Name != file.Name)))
            await LayAsync(ShelfPaths.LateManifest(client, engagement, release.Number, file.Name), ManifestOf(release, [file]), release.Date, stop);
    }

    /// <summary>The fingerprints under which a release would be laid, before it is.</summary>
    public static ImmutableArray<ManifestLine> FingerprintsOf(Release release) =>
        [.. new[] { (ShelfPaths.ReleaseJson, Domain.Reports.ReleaseJson.Write(release)), (ShelfPaths.ReadoutHtml, ReadoutHtml.Write(release)) }.Select(f => Fingerprint(f.Item1, f.Item2))];

    /// <summary>
    /// Takes the files of a release away that another has replaced, and says by which. The word comes first: from then on
    /// nobody is shown the old one, whatever a death in between leaves lying.
    /// </summary>
    public async Task ReplaceAsync(string client, string engagement, int number, Release by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await LayAsync(ShelfPaths.File(client, engagement, number, ShelfPaths.Replaced), HouseJson.ShelfBytes(new Replacement(number, by.Number)), by.Date, stop);
        var old = new List<string>();
        await foreach (var path in shelf.ListAsync(ShelfPaths.Release(client, engagement, number), stop))
            if (!path.EndsWith("/" + ShelfPaths.Replaced, StringComparison.Ordinal)) old.Add(path);
        foreach (var path in old) await shelf.DeleteAsync(path, stop);
    }

    /// <summary>A form that came later, such as a PDF that was owed, with its own manifest.</summary>
    public async Task AddFormAsync(string client, string engagement, Release release, string name, byte[] bytes, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        await LayAsync(ShelfPaths.File(client, engagement, release.Number, name), bytes, release.Date, stop);
        await LayAsync(ShelfPaths.LateManifest(client, engagement, release.Number, name), ManifestOf(release, [(name, bytes)]), release.Date, stop);
    }

    public Task GrantAsync(string client, AccessList access, CancellationToken stop = default) =>
        NextAsync(ShelfPaths.AccessFolder(client), n => ShelfPaths.Access(client, n), HouseJson.ShelfBytes(access), null, stop);

    public Task ProgressAsync(string client, string engagement, Progress progress, CancellationToken stop = default) =>
        NextAsync(ShelfPaths.ProgressFolder(client, engagement), n => ShelfPaths.Progress(client, engagement, n), HouseJson.ShelfBytes(progress), null, stop);

    public Task DealsAsync(string client, string engagement, DealList deals, CancellationToken stop = default) =>
        NextAsync(ShelfPaths.DealsFolder(client, engagement), n => ShelfPaths.Deals(client, engagement, n), HouseJson.ShelfBytes(deals), null, stop);

    public Task ReceiptAsync(string client, Receipt receipt, CancellationToken stop = default) =>
        LayAsync(ShelfPaths.Receipt(client, receipt.Item), HouseJson.ShelfBytes(receipt), receipt.At.InUtc().Date, stop);

    public async Task InvoiceAsync(string client, InvoiceSheet invoice, byte[]? pdf, CancellationToken stop = default)
    {
        var number = InvoiceFolder(invoice.Number);
        await LayAsync(ShelfPaths.Invoice(client, number), HouseJson.ShelfBytes(invoice), invoice.Issued, stop);
        if (pdf is not null) await LayAsync(ShelfPaths.InvoicePdf(client, number), pdf, invoice.Issued, stop);
    }

    public Task InvoiceStandsAsync(string client, string invoice, InvoiceStanding standing, CancellationToken stop = default) =>
        NextAsync(ShelfPaths.InvoiceStates(client, InvoiceFolder(invoice)), n => ShelfPaths.InvoiceState(client, InvoiceFolder(invoice), n), HouseJson.ShelfBytes(standing), null, stop);

    /// <summary>Deletes everything of an invoice or credit note whose years are over; what is gone already is no error.</summary>
    public async Task InvoiceAwayAsync(string client, string invoice, CancellationToken stop = default)
    {
        var old = new List<string>();
        await foreach (var path in shelf.ListAsync(ShelfPaths.InvoiceFolder(client, InvoiceFolder(invoice)), stop)) old.Add(path);
        foreach (var path in old) await shelf.DeleteAsync(path, stop);
    }

    /// <summary>"NW-0007" lies under nw-0007: shelf names are small letters.</summary>
    private static string InvoiceFolder(string number) => number.ToLowerInvariant();

    private async Task LayAsync(string path, byte[] bytes, LocalDate? date, CancellationToken stop)
    {
        try
        {
            await shelf.CreateAsync(path, bytes, Stamp(date), stop);
        }
        catch (BlobExistsException)
        {
            var there = await shelf.ReadAllAsync(path, cancel: stop);
            if (there is null || !there.AsSpan().SequenceEqual(bytes)) throw new ShelfConflictException(path);
        }
    }

    // The highest number holds, and the same thing twice in a row lays nothing.
    private async Task NextAsync(string folder, Func<int, string> path, byte[] bytes, LocalDate? date, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var last = await HighestAsync(folder, stop);
            if (last > 0 && (await shelf.ReadAllAsync(path(last), cancel: stop)).AsSpan().SequenceEqual(bytes)) return;
            try
            {
                await shelf.CreateAsync(path(last + 1), bytes, Stamp(date), stop);
                return;
            }
            catch (BlobExistsException) when (tries < TriesMax)
            {
                // Another writer took the number; look again.
            }
        }
    }

    private async Task<int> HighestAsync(string folder, CancellationToken stop)
    {
        var highest = 0;
        await foreach (var path in shelf.ListAsync(folder, stop)) highest = Math.Max(highest, ShelfPaths.NumberOf(path) ?? 0);
        return highest;
    }

    private static byte[] ManifestOf(Release release, List<(string Name, byte[] Bytes)> files) => HouseJson.ShelfBytes(new Manifest(
        release.Number, release.Date,
        [.. files.Select(file => Fingerprint(file.Name, file.Bytes))]));

    private static ManifestLine Fingerprint(string name, byte[] bytes) => new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    // Files that change have no date of their own; a fixed one keeps the moment of work out of the shelf.
    private static DateTimeOffset Stamp(LocalDate? date) => (date ?? new LocalDate(2000, 1, 1)).AtMidnight().InUtc().ToDateTimeOffset();
}
