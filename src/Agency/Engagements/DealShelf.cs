using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Agency.Engagements;

/// <summary>Lays the client's own rows on its shelf, so that it can ask to leave deals out: never who was chosen, asked or reached.</summary>
internal sealed class DealShelf(DealBook book, ClientDocuments documents, ShelfWriter shelf)
{
    public async Task LayAsync(string engagement, EngagementState state)
    {
        var rows = ImmutableArray.CreateBuilder<DealRow>();
        foreach (var d in await book.ReadAsync(engagement, state.Imports))
            rows.Add(new DealRow(d.Deal, d.Account, WordOf(d.Outcome), d.DecidedOn.ToString("d MMM uuuu", CultureInfo.InvariantCulture))
            {
                LeftOut = state.LeftOut.TryGetValue(d.Deal, out var document) ? await documents.ReasonOfAsync(engagement, document) : null,
            });
        var client = engagement[..engagement.IndexOf('/')];
        await shelf.DealsAsync(client, engagement[(client.Length + 1)..], new DealList(rows.ToImmutable()));
    }

    public static string WordOf(DealOutcome outcome) => outcome switch
    {
        DealOutcome.Won => "Won",
        DealOutcome.Lost => "Lost",
        DealOutcome.Churned => "Left us",
        _ => "Left",
    };
}
