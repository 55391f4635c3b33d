using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>An uploaded list as it lies in the people store until the engagement is closed.</summary>
public sealed record UploadFile(string FileName, byte[] Bytes);

/// <summary>Where an engagement's uploads lie, for whoever receives one.</summary>
public static class DealUploads
{
    /// <summary>Bytes of one list; a bigger one is split.</summary>
    public const int BytesMax = ListText.BytesMax;

    public static Subject Of(string engagement) => new(engagement, "uploads");
}

/// <summary>What came of a list, with the rows that wait to be mended.</summary>
internal sealed record ListTaken(ImportResult Result, ImmutableArray<string> Headings, ImmutableArray<BadRow> Bad, string Upload, Instant At);

/// <summary>The uploaded lists of each engagement and what came of them, sealed under the engagement's key. A file is kept whatever becomes of it.</summary>
internal sealed class UploadShelf(AgencyStores stores)
{
    private const string Notes = "note/";
    private const string Results = "result/";

    private sealed record UploadNote(string Upload, string FileName, Instant At);

    /// <summary>Keeps the file and says where. The note comes last: without it the upload was cut off.</summary>
    public async Task<string> KeepAsync(string engagement, string id, string fileName, byte[] bytes, Instant at)
    {
        var upload = $"upload/{id}";
        await stores.People.WriteAsync(DealUploads.Of(engagement), upload, new UploadFile(fileName, bytes));
        await stores.People.WriteAsync(DealUploads.Of(engagement), Notes + id, new UploadNote(upload, fileName, at));
        return upload;
    }

    public async Task<byte[]> BytesAsync(string engagement, string upload) => (await FileAsync(engagement, upload))?.Bytes
        ?? throw new InvalidOperationException("The uploaded list is not where it was said to lie.");

    public Task<UploadFile?> FileAsync(string engagement, string upload) => stores.People.ReadAsync<UploadFile>(DealUploads.Of(engagement), upload);

    public Task ResultAsync(string engagement, ListTaken taken) => stores.People.WriteAsync(DealUploads.Of(engagement), Results + taken.Result.Import, taken);

    public Task<ListTaken?> TakenAsync(string engagement, string import) => stores.People.ReadAsync<ListTaken>(DealUploads.Of(engagement), Results + import);

    /// <summary>Every list, newest first, also those that were only uploaded.</summary>
    public async Task<ImmutableArray<UploadedList>> ListAsync(string engagement)
    {
        var lists = new Dictionary<string, UploadedList>();
        await foreach (var id in stores.People.ListAsync(DealUploads.Of(engagement), Notes))
            if (await stores.People.ReadAsync<UploadNote>(DealUploads.Of(engagement), id) is { } note)
                lists[note.Upload] = new UploadedList(note.Upload, note.FileName, note.At, null, 0, 0, 0, 0);
        await foreach (var id in stores.People.ListAsync(DealUploads.Of(engagement), Results))
            if (await stores.People.ReadAsync<ListTaken>(DealUploads.Of(engagement), id) is { Result: var r } taken)
                lists[taken.Upload] = new UploadedList(taken.Upload, r.FileName, taken.At, r.Import, r.Rows, r.Accepted, r.Rejected.Length, r.Repeated.Length);
        return [.. lists.Values.OrderByDescending(l => l.At).ThenBy(l => l.Upload, StringComparer.Ordinal)];
    }
}
