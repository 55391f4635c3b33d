using System.Text;
using Orleans;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.People;

/// <summary>
/// Finds a person again by keyed hash of normalised e-mail or E.164 phone. The index holds hashes and ids only; one grain
/// writes it, so two lists naming the same buyer at once meet one person.
/// </summary>
[GrainType("people")]
internal sealed class PeopleGrain(AgencyStores stores) : Grain, IPeople
{
    public async Task<string> FindOrOpen(string commandId, string zone, DossierFile dossier)
    {
        var marks = dossier.Emails.Select(Normalised).Concat(dossier.Phones.Where(p => p.Label != PhoneNumber.Switchboard).Select(p => p.E164))
            .Where(m => m.Length > 0).Select(Hash).Distinct().ToArray();
        var found = new List<string>();
        foreach (var mark in marks)
            if (await stores.PeopleIndex.ReadAsync(mark) is { } hit) found.Add(Encoding.UTF8.GetString(hit.Bytes.Span));
        // Somebody new is to be found before anything of theirs is written down: cut off in between, the next who names them meets
        // the same person, and nobody lies written down where no erasure would find them.
        var person = found.FirstOrDefault() ?? await MarkAsync(marks, stores.Ids.Next("p"));
        var met = await GrainFactory.GetGrain<IPerson>(person).Meet(commandId, zone, dossier);
        if (!met.Ok) return "";
        return await MarkAsync(marks, person);
    }

    private async Task<string> MarkAsync(string[] marks, string person)
    {
        foreach (var mark in marks)
            if (await stores.PeopleIndex.ReadAsync(mark) is null) await stores.PeopleIndex.WriteAsync(mark, Encoding.UTF8.GetBytes(person), null);
        return person;
    }

    private static string Normalised(string mail) => mail.Trim().ToLowerInvariant();

    private string Hash(string mark) => "match|" + stores.KeyedHash(mark);
}
