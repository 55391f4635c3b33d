using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using WinLossAgency.Storage;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Stores;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Intake;

/// <summary>One file as it came: its bytes lie sealed beside this. The name is candid, since people name files after people.</summary>
internal sealed record UploadFile(CandidText Name, string By, Instant At, TranscriptFormat? Format, ImmutableArray<Problem> Problems, int ProblemsBeyond, string? Refusal);

/// <summary>What reading an upload came to. Kept as it was, so that places in it never move when reading gets better.</summary>
internal sealed record ReadingFile(TurnedTranscript Transcript, ImmutableArray<VoiceGuess> Guesses, ImmutableArray<Suggestion> Suggestions);

/// <summary>What stayed behind at close, at its true place and time.</summary>
internal sealed record OffRecordFile(ImmutableArray<SealedSpan> Spans);

/// <summary>An upload larger than what is kept.</summary>
internal sealed class UploadTooLargeException : Exception;

/// <summary>The candid files of intakes: uploads, their readings, and what stayed behind. Who may read is settled by <see cref="IIntake"/>.</summary>
internal sealed class IntakeFiles(VaultFiles files, SealedBlobs blobs, CallNotes notes)
{
    public const string OnRecord = "on-record";
    private const string OffRecord = "off-record";
    private static readonly Opening Sealing = Opening.ByStep("seal a reading");

    /// <summary>Seals what streams in and returns its number; nothing is kept of an upload that broke off or is larger than what is kept.</summary>
    public async Task<int> KeepAsync(string interview, Stream upload, CancellationToken stop)
    {
        var subject = VaultFiles.SubjectOf(interview);
        for (var number = 1; ; number++)
        {
            if (await blobs.ExistsAsync(subject, RawOf(number), stop)) continue;
            try
            {
                await blobs.CreateAsync(subject, RawOf(number), (target, cancel) => CopyAsync(upload, target, cancel), stop);
                return number;
            }
            catch (BlobExistsException)
            {
                throw new IOException("Another upload of this interview came in the same moment; send it again.");
            }
        }
    }

    /// <summary>Whether any blob of this interview rests here.</summary>
    public async Task<bool> AnyAsync(string interview)
    {
        await foreach (var _ in blobs.ListAsync(VaultFiles.SubjectOf(interview))) return true;
        return false;
    }

    /// <summary>Sweeps the blobs of an interview whose key is destroyed.</summary>
    public async Task SweepAsync(string interview)
    {
        var subject = VaultFiles.SubjectOf(interview);
        var ids = new List<string>();
        await foreach (var id in blobs.ListAsync(subject)) ids.Add(id);
        foreach (var id in ids) await blobs.DeleteAsync(subject, id);
    }

    public async Task<Stream> OpenAsync(string interview, int upload) =>
        await blobs.OpenReadAsync(VaultFiles.SubjectOf(interview), RawOf(upload)) ?? throw new InvalidOperationException($"Upload {upload} is not there.");

    public Task<bool> HasAsync(string interview, int upload) => blobs.ExistsAsync(VaultFiles.SubjectOf(interview), RawOf(upload)).AsTask();

    public Task<UploadFile?> UploadAsync(string interview, int upload) => files.ReadAsync<UploadFile>(interview, RawOf(upload));

    public Task WriteAsync(string interview, int upload, UploadFile about) => files.WriteAsync(interview, RawOf(upload), about);

    public async Task<ImmutableArray<(int Number, UploadFile File)>> UploadsAsync(string interview)
    {
        var found = ImmutableArray.CreateBuilder<(int, UploadFile)>();
        for (var number = 1; await HasAsync(interview, number); number++)
            if (await UploadAsync(interview, number) is { } file) found.Add((number, file));
        return found.ToImmutable();
    }

    /// <summary>A reading that lies there already is the same one: it was written before a death, from the same bytes.</summary>
    public async Task WriteAsync(string interview, int upload, ReadingFile reading)
    {
        try
        {
            await blobs.CreateAsync(VaultFiles.SubjectOf(interview), ReadingOf(upload),
                async (target, stop) => await JsonSerializer.SerializeAsync(target, reading, VaultJson.Options, stop));
        }
        catch (BlobExistsException)
        {
            return;
        }
    }

    public async Task<ReadingFile?> ReadingAsync(string interview, int upload)
    {
        await using var stream = await OpenedAsync(interview, ReadingOf(upload));
        return stream is null ? null : await JsonSerializer.DeserializeAsync<ReadingFile>(stream, VaultJson.Options);
    }

    /// <summary>Between the destruction of a key and the sweep of what it sealed, what cannot be opened is not there.</summary>
    private async Task<Stream?> OpenedAsync(string interview, string id)
    {
        try
        {
            return await blobs.OpenReadAsync(VaultFiles.SubjectOf(interview), id);
        }
        catch (KeyDestroyedException)
        {
            return null;
        }
    }

    /// <summary>What a marking is decided against.</summary>
    public async Task<MarkingFacts> FactsAsync(string interview, int upload)
    {
        var reading = await ReadingAsync(interview, upload) ?? throw new InvalidOperationException($"Upload {upload} was never read.");
        return new(reading.Transcript, await MarksAsync(interview), reading.Suggestions);
    }

    public async Task<ImmutableArray<LiveMark>> MarksAsync(string interview) =>
        [.. (await notes.ReadAsync(interview)).Marks.Select((mark, index) =>
            new LiveMark(index + 1, TimeSpan.FromSeconds(mark.Start), mark.End is { } end ? TimeSpan.FromSeconds(end) : null, mark.By))];

    /// <summary>The notes as a file of their own, each line with its time, sealed as an upload like any other.</summary>
    public async Task<int?> KeepNotesAsync(string interview)
    {
        var live = await notes.ReadAsync(interview);
        if (live.Notes.IsEmpty) return null;
        var lines = new StringBuilder();
        foreach (var note in live.Notes)
        {
            var words = string.Join(' ', note.Words.Reveal(Sealing).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            lines.Append(CultureInfo.InvariantCulture, $"{note.At / 60:00}:{note.At % 60:00} {words}\n");
        }
        return await KeepAsync(interview, new MemoryStream(Encoding.UTF8.GetBytes(lines.ToString())), default);
    }

    public Task WriteAsync(string interview, OffRecordFile stays) => files.WriteAsync(interview, OffRecord, stays);

    public Task<OffRecordFile?> OffRecordAsync(string interview) => files.ReadAsync<OffRecordFile>(interview, OffRecord);

    private static async ValueTask CopyAsync(Stream from, Stream to, CancellationToken stop)
    {
        var chunk = new byte[64 * 1024];
        long total = 0;
        for (int read; (read = await from.ReadAsync(chunk, stop)) > 0;)
        {
            total += read;
            if (total > Limits.KeptBytesMax) throw new UploadTooLargeException();
            await to.WriteAsync(chunk.AsMemory(0, read), stop);
        }
    }

    private static string RawOf(int upload) => $"upload/{upload}";

    private static string ReadingOf(int upload) => $"reading/{upload}";
}
