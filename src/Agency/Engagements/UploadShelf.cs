using System.Collections.Immutable;
using System.Text;
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

/// <summary>
/// The uploaded lists of each engagement and what came of them. A file, and its rows that wait to be mended, are sealed under a key of their
/// own, so that a list that names somebody who was erased can be destroyed and the others stay. A file is kept whatever else becomes of it.
/// </summary>
internal sealed class UploadShelf(AgencyStores stores)
{
    private const string Notes = "note/";
    private const string Lines = "taken/";
    private const string Result = "result";

    private sealed record UploadNote(string Upload, string FileName, Instant At);

    /// <summary>Keeps the file and says where. The note comes last: without it the upload was cut off.</summary>
    public async Task<string> KeepAsync(string engagement, string id, string fileName, byte[] bytes, Instant at)
    {
        var upload = $"upload/{id}";
        await stores.People.WriteAsync(OwnOf(engagement, upload), upload, new UploadFile(fileName, bytes));
        await stores.People.WriteAsync(DealUploads.Of(engagement), Notes + id, new UploadNote(upload, fileName, at));
        return upload;
    }

    public async Task<byte[]> BytesAsync(string engagement, string upload) => (await FileAsync(engagement, upload))?.Bytes
        ?? throw new InvalidOperationException("The uploaded list is not where it was said to lie.");

    public async Task<UploadFile?> FileAsync(string engagement, string upload) =>
        await stores.People.ReadAsync<UploadFile>(OwnOf(engagement, upload), upload) ?? await stores.People.ReadAsync<UploadFile>(DealUploads.Of(engagement), upload);

    public async Task ResultAsync(string engagement, ListTaken taken)
    {
        var r = taken.Result;
        await stores.People.WriteAsync(OwnOf(engagement, taken.Upload), Result, taken);
        await stores.People.WriteAsync(DealUploads.Of(engagement), Lines + r.Import,
            new UploadedList(taken.Upload, r.FileName, taken.At, r.Import, r.Rows, r.Accepted, r.Rejected.Length, r.Repeated.Length));
    }

    /// <summary>What came of a list; in counts only where the list itself was destroyed.</summary>
    public async Task<ListTaken?> TakenAsync(string engagement, string import)
    {
        if (await stores.People.ReadAsync<UploadedList>(DealUploads.Of(engagement), Lines + import) is not { } line) return null;
        return await stores.People.ReadAsync<ListTaken>(OwnOf(engagement, line.Upload), Result)
            ?? new ListTaken(new ImportResult(import, line.FileName, line.Rows, line.Accepted, [], [], [], null), [], [], line.Upload, line.At);
    }

    /// <summary>Every list, newest first, also those that were only uploaded.</summary>
    public async Task<ImmutableArray<UploadedList>> ListAsync(string engagement)
    {
        var lists = new Dictionary<string, UploadedList>();
        await foreach (var id in stores.People.ListAsync(DealUploads.Of(engagement), Notes))
            if (await stores.People.ReadAsync<UploadNote>(DealUploads.Of(engagement), id) is { } note)
                lists[note.Upload] = new UploadedList(note.Upload, note.FileName, note.At, null, 0, 0, 0, 0);
        await foreach (var id in stores.People.ListAsync(DealUploads.Of(engagement), Lines))
            if (await stores.People.ReadAsync<UploadedList>(DealUploads.Of(engagement), id) is { } line) lists[line.Upload] = line;
        return [.. lists.Values.OrderByDescending(l => l.At).ThenBy(l => l.Upload, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Destroys every list that names somebody, and says how many. Where it is no longer known what to look for, as after a restore, every list
    /// that was taken goes: what it said of others stands in their deals.
    /// </summary>
    public async Task<int> ForgetAsync(string engagement, ImmutableArray<ReadOnlyMemory<byte>> needles)
    {
        var gone = 0;
        foreach (var list in await ListAsync(engagement))
        {
            if (await FileAsync(engagement, list.Upload) is not { } file || !(needles.IsEmpty ? list.Import is not null : Names(file.Bytes, needles))) continue;
            await stores.People.DestroyAsync(OwnOf(engagement, list.Upload));
            await stores.People.DeleteAsync(DealUploads.Of(engagement), list.Upload);
            gone++;
        }
        return gone;
    }

    /// <summary>However the list was encoded: its letters without the zero bytes between them, small, and a number without what parts its digits.</summary>
    private static bool Names(byte[] list, ImmutableArray<ReadOnlyMemory<byte>> needles)
    {
        var words = Encoding.Latin1.GetString(list).Replace("\0", "", StringComparison.Ordinal).ToLowerInvariant();
        var digits = string.Concat(words.Where(c => char.IsAsciiDigit(c) || c is '\n' or ';' or ','));
        return needles.Select(n => Encoding.UTF8.GetString(n.Span)).Any(n => n[0] == '+' ? digits.Contains(n[^Math.Min(NumberEnd, n.Length - 1)..], StringComparison.Ordinal) : words.Contains(n, StringComparison.Ordinal));
    }

    /// <summary>Digits at the end of a number that stand in a list however its country is written.</summary>
    private const int NumberEnd = 8;

    private static Subject OwnOf(string engagement, string upload) => new(engagement, upload.Replace('/', '.'));
}
