using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.Agency.Analysis;

/// <summary>The reasons that an engagement's coders choose from: one document, the newest holds.</summary>
[GrainType("code-book")]
internal sealed class CodeBookGrain(CodingDesk desk) : Grain, ICodeBook
{
    private string Key => this.GetPrimaryKeyString();

    public async Task<Answer> Set(string commandId, ImmutableArray<Reason> reasons)
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        var book = new CodeBook(reasons);
        if (book.Trouble() is { } trouble) return Answer.No(trouble);
        // A reason that is taken out stays readable where it was used before.
        var known = await desk.BookAsync(Key);
        if (known.Reasons.FirstOrDefault(r => book.Find(r.Key) is null) is { } gone) return Answer.No($"\"{gone.For}\" is in use; it may be reworded and not taken out.");
        await desk.KeepBookAsync(Key, book);
        return Answer.Done;
    }

    public async Task<ImmutableArray<Reason>> View()
    {
        await AnalystDoor.EnterAsync(GrainFactory, Key);
        return (await desk.BookAsync(Key)).Reasons;
    }
}
