using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Reports;

/// <summary>
/// What each release of an engagement told in figures, with the counts behind them, kept in the house: every later release is held
/// against all of them. It is written before the release is laid, so none is ever out without it.
/// </summary>
internal sealed class ToldBook(AgencyStores stores)
{
    private sealed record Page(ImmutableArray<ToldFigure> Figures);

    public Task KeepAsync(string engagement, int number, ImmutableArray<ToldFigure> figures) => stores.Transcripts.WriteAsync(SubjectOf(engagement), FileOf(number), new Page(figures));

    /// <summary>All figures of these releases, oldest first.</summary>
    public async Task<ImmutableArray<ToldFigure>> BeforeAsync(string engagement, ImmutableArray<int> numbers)
    {
        var told = ImmutableArray.CreateBuilder<ToldFigure>();
        foreach (var number in numbers)
        {
            if (await stores.Transcripts.ReadAsync<Page>(SubjectOf(engagement), FileOf(number)) is { } page) told.AddRange(page.Figures);
            // A release from before this book was kept still says from how many interviews it was made.
            else if ((await ReleaseAsync(engagement, number))?.Base is { } words && NumberIn(words) is { } n) told.Add(new ToldFigure("all", FieldFigures.Name, n, words, n, n));
        }
        return told.ToImmutable();
    }

    public async Task<Release?> ReleaseAsync(string engagement, int number)
    {
        var client = AnalystDoor.ClientOf(engagement);
        return await stores.Shelf.ReadAllAsync(ShelfPaths.File(client, engagement[(client.Length + 1)..], number, ShelfPaths.ReleaseJson)) is { } bytes ? ReleaseJson.Read(bytes) : null;
    }

    private static int? NumberIn(string words) => words.Split(' ').Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (int?)null).FirstOrDefault(n => n is not null);

    private static Subject SubjectOf(string engagement) => new(engagement, "report");

    private static string FileOf(int number) => $"told/{number}";
}
