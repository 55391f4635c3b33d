using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Analysis;

/// <summary>The reasons that an engagement's coders choose from: one document, the newest holds.</summary>
[GrainType("code-book")]
internal sealed class CodeBookGrain(CodingDesk desk) : Grain, ICodeBook
{
    /// <summary>Under this name such a check stands in the log of openings.</summary>
    private const string Checked = "code-book";

    private string Key => this.GetPrimaryKeyString();

    public async Task<Answer> Set(string commandId, ImmutableArray<Reason> reasons)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        var book = new CodeBook(reasons);
        if (book.Trouble() is { } trouble) return Answer.No(trouble);
        // A reason that is taken out stays readable where it was used before.
        var known = await desk.BookAsync(Key);
        if (known.Reasons.FirstOrDefault(r => book.Find(r.Key) is null) is { } gone) return Answer.No($"\"{gone.For}\" is in use; it may be reworded and not taken out.");
        // A label stands in every report, so what is new in one passes the lights before anybody codes under it.
        var labels = known.Reasons.SelectMany(Labels).ToHashSet(StringComparer.Ordinal);
        if (await ShelfCheck.TroubleAsync(GrainFactory, Key, Checked, [.. book.Reasons.SelectMany(Labels).Where(l => !labels.Contains(l)).Distinct()]) is { } held) return held;
        await desk.KeepBookAsync(Key, book);
        return Answer.Done;
    }

    public async Task<ImmutableArray<Reason>> View()
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        return (await desk.BookAsync(Key)).Reasons;
    }

    private static IEnumerable<string> Labels(Reason reason) => [reason.For, reason.Against];
}
