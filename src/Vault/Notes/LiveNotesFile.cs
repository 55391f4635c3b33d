using System.Collections.Immutable;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Notes;

/// <summary>What the interviewer wrote down while the buyer spoke. All of it counts as candid, sealed or not.</summary>
internal sealed record LiveNotesFile(ImmutableArray<LiveNote> Notes, ImmutableArray<NoteMark> Marks)
{
    public const int NotesMax = 2_000;
    public const int MarksMax = 200;
    public const int NoteCharsMax = 8_000;

    public static readonly LiveNotesFile Empty = new([], []);
}

/// <param name="At">Running time in seconds since the interview began.</param>
/// <param name="Sealed">Written while an aside was open.</param>
/// <param name="Level">How the answer may be told, where the interviewer set it (F4); null keeps what was agreed before the call.</param>
internal sealed record LiveNote(int At, CandidText Words, bool Sealed, Attribution? Level = null);

/// <summary>An aside opened and closed with F2, in running seconds. One that was never closed has no end.</summary>
internal sealed record NoteMark(int Start, int? End, DeclaredBy By = DeclaredBy.Interviewer);
