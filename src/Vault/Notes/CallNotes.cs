using WinLossAgency.Vault.Stores;

namespace WinLossAgency.Vault.Notes;

/// <summary>Reads and writes what was noted in a call. Who may is settled by whoever calls.</summary>
internal sealed class CallNotes(VaultFiles files)
{
    private const string LiveNotes = "live-notes";
    private const string WriteUp = "write-up";

    public async Task<LiveNotesFile> ReadAsync(string interview) =>
        await files.ReadAsync<LiveNotesFile>(interview, LiveNotes) ?? LiveNotesFile.Empty;

    /// <summary>One more note. The same note at the same second is taken once, so a repeated post is harmless.</summary>
    public Task AppendAsync(string interview, LiveNote note) =>
        ChangeAsync(interview, notes => notes.Notes.Contains(note) ? notes : notes with { Notes = notes.Notes.Add(note) });

    public Task OpenAsideAsync(string interview, int at) => ChangeAsync(interview, notes =>
        notes.Marks is [.., { End: null }] ? notes : notes with { Marks = notes.Marks.Add(new(at, null)) });

    public Task CloseAsideAsync(string interview, int at) => ChangeAsync(interview, notes =>
        notes.Marks is [.., { End: null } open] ? notes with { Marks = notes.Marks.SetItem(notes.Marks.Length - 1, open with { End = at }) } : notes);

    public Task ChangeAsync(string interview, Func<LiveNotesFile, LiveNotesFile> change) =>
        files.ChangeAsync<LiveNotesFile>(interview, LiveNotes, notes => change(notes ?? LiveNotesFile.Empty));

    public async Task<WriteUpFile> WriteUpAsync(string interview) =>
        await files.ReadAsync<WriteUpFile>(interview, WriteUp) ?? WriteUpFile.Empty;

    public Task WriteAsync(string interview, WriteUpFile lines) => files.WriteAsync(interview, WriteUp, lines);
}
