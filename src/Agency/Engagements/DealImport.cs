using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// Takes an uploaded list in: reads it, finds or opens each person, lays each deal and its stated reason under the
/// engagement's key. Keys follow from the import and the line, so a take that was cut off and is taken again writes the
/// same documents once more and nothing twice.
/// </summary>
internal sealed class DealImport(AgencyStores stores, DealBook book, UploadShelf uploads)
{
    /// <summary>Rows worked on at once, so that the store can commit them together.</summary>
    private const int AtOnce = 32;

    public async Task<ImportResult> TakeAsync(IGrainFactory grains, string engagement, EngagementKind kind, string import, string upload, string fileName,
        DealMapping mapping, ImmutableArray<DealEntry> known, Instant at)
    {
        var read = DealListReader.Read(await uploads.BytesAsync(engagement, upload), mapping, kind);
        var taken = new Taken(known, deal => book.MarkOf(engagement, deal), person => book.MarkOf(engagement, person));
        foreach (var rows in read.Good.Chunk(AtOnce))
        {
            var fresh = rows.Where(taken.IsFresh).ToArray();
            var people = grains.GetGrain<IPeople>(IPeople.Key);
            var persons = await Task.WhenAll(fresh.Select(row => people.FindOrOpen($"{import}/{row.Line}", row.Place.Zone, row.Dossier)));
            var chosen = fresh.Zip(persons).Where(p => taken.Add(p.First, p.Second)).ToArray();
            var first = known.Length + taken.Entries.Count;
            taken.Entries.AddRange(await Task.WhenAll(chosen.Select((p, i) => LayAsync(engagement, KeyOf(engagement, import, p.First.Line, first + i + 1), p.Second, p.First))));
        }
        await book.WriteAsync(engagement, import, [.. taken.Entries]);
        var result = new ImportResult(import, fileName, read.Rows, taken.Entries.Count, [.. read.Bad.Select(b => b.Why)],
            [.. read.Repeated.Concat(taken.Repeated).OrderBy(r => r.Line)], read.Notes, read.Refusal, taken.Barred);
        await uploads.ResultAsync(engagement, new ListTaken(result, read.Headings, read.Bad, upload, at));
        return result;
    }

    private string KeyOf(string engagement, string import, int line, int number) => $"i-{number:0000}-{stores.KeyedHash($"{engagement}|{import}|{line}")[..6]}";

    private async Task<DealEntry> LayAsync(string engagement, string deal, string person, ListedDeal row)
    {
        var subject = DealSubjects.Of($"{engagement}/{deal}");
        await stores.People.WriteAsync(subject, DealSubjects.Deal, row.Deal with { Key = deal });
        await stores.People.WriteAsync(subject, DealSubjects.Stated, new StatedReason(row.StatedReason));
        return new DealEntry(deal, person, CompanyKeys.Of(stores, row.Company), row.Deal.Account, row.Outcome, row.Deal.DecidedOn, row.Place, row.Language, row.Tier,
            row.Deal.Value, row.ValueMinor, row.Deal.Region, row.Deal.Segment, row.Deal.Size, row.Deal.Competitors, person.Length == 0 ? "" : row.Dossier.Role, row.Opportunity);
    }

    /// <summary>What this engagement has by now: each deal and each person once.</summary>
    private sealed class Taken(ImmutableArray<DealEntry> known, Func<DealEntry, string> markOf, Func<string, string> markOfPerson)
    {
        private readonly HashSet<string> opportunities = [.. known.Select(d => d.Opportunity).Where(o => o.Length > 0)];
        private readonly HashSet<string> people = [.. known.Select(markOf).Where(mark => mark.Length > 0)];

        public List<DealEntry> Entries { get; } = [];

        public List<RepeatedRow> Repeated { get; } = [];

        /// <summary>Deals whose buyer may not be contacted.</summary>
        public int Barred { get; private set; }

        public bool IsFresh(ListedDeal row) => !opportunities.Contains(row.Opportunity) || Again(row, "This deal was taken with an earlier list.");

        public bool Add(ListedDeal row, string person) =>
            // The deal is the client's and stands in its list like every other; which of them has nobody to call is told to no one.
            person.Length == 0 ? ++Barred > 0
            : people.Add(markOfPerson(person)) || Again(row, "This buyer stands in the list already; one interview speaks for both deals.");

        private bool Again(ListedDeal row, string why)
        {
            Repeated.Add(new RepeatedRow(row.Line, 0, why));
            return false;
        }
    }
}

/// <summary>Why the client says it won or lost. Seen by nobody who interviews or codes until coding is closed.</summary>
public sealed record StatedReason(string Words);
