using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>An uploaded list as it lies in the people store until the engagement is closed.</summary>
public sealed record UploadFile(string FileName, byte[] Bytes);

/// <summary>Where an engagement's uploads lie, for whoever receives one.</summary>
public static class DealUploads
{
    public static Subject Of(string engagement) => new(engagement, "uploads");
}

/// <summary>
/// Takes an uploaded list in: reads it, finds or opens each person, lays each deal and its stated reason under the
/// engagement's key. Taking the same import twice changes nothing.
/// </summary>
internal sealed class DealImport(AgencyStores stores, DealBook book)
{
    public async Task<ImportResult> TakeAsync(IGrainFactory grains, string engagement, string import, string upload, string fileName, ImmutableArray<DealEntry> known)
    {
        var file = await stores.People.ReadAsync<UploadFile>(DealUploads.Of(engagement), upload)
            ?? throw new InvalidOperationException("The uploaded list is not where it was said to lie.");
        var read = DealListReader.Read(file.Bytes, fileName);
        var entries = ImmutableArray.CreateBuilder<DealEntry>();
        var duplicates = read.Duplicates;
        var people = grains.GetGrain<IPeople>(IPeople.Key);
        var here = known.Select(d => d.Person).ToHashSet();
        var number = known.Length;
        foreach (var row in read.Good)
        {
            var person = await people.FindOrOpen($"{import}/{row.Line}", row.Place.Zone, row.Dossier);
            if (!here.Add(person))
            {
                duplicates++;
                continue;
            }
            var deal = $"i-{++number:0000}-{stores.Ids.Next("x")[2..8]}";
            entries.Add(await LayAsync(engagement, deal, person, row));
        }
        await book.WriteAsync(engagement, import, entries.ToImmutable());
        return new ImportResult(import, entries.Count, duplicates, read.Bad);
    }

    private async Task<DealEntry> LayAsync(string engagement, string deal, string person, ListedDeal row)
    {
        var subject = DealSubjects.Of($"{engagement}/{deal}");
        await stores.People.WriteAsync(subject, DealSubjects.Deal, row.Deal with { Key = deal });
        await stores.People.WriteAsync(subject, DealSubjects.Stated, new StatedReason(row.StatedReason));
        return new DealEntry(deal, person, CompanyKey(row.Dossier), row.Deal.Account, row.Outcome, row.Deal.DecidedOn, row.Place, row.Language, row.Tier,
            row.Deal.Value, row.ValueMinor, row.Deal.Region, row.Deal.Segment, row.Deal.Size, row.Deal.Competitors, row.Dossier.Role);
    }

    /// <summary>People of one company are touched at most three a week, so a company needs a key; a hash of its name keeps the name out of events.</summary>
    private string CompanyKey(DossierFile dossier) => stores.KeyedHash(dossier.Company.Trim().ToLowerInvariant())[..16];
}

/// <summary>Why the client says it won or lost. Seen by nobody who interviews or codes until coding is closed.</summary>
public sealed record StatedReason(string Words);
