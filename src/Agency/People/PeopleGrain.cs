using System.Collections.Immutable;
using System.Text;
using Orleans;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.People;

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
        var marks = PeopleMarks.Of(stores, dossier);
        var found = new List<string>();
        foreach (var mark in marks)
            if (await HitAsync(mark) is { } hit && await FollowAsync(hit) is var person && !found.Contains(person)) found.Add(person);
        // Whoever may not be contacted stays so under every address of theirs, and why is nobody's to learn from a list.
        foreach (var person in found)
            if ((await GrainFactory.GetGrain<IPerson>(person).Standing()).Suppressed) return "";
        // Somebody new is to be found before anything of theirs is written down: cut off in between, the next who names them meets
        // the same person, and nobody lies written down where no erasure would find them.
        var first = found.FirstOrDefault() ?? await MarkAsync(marks, stores.Ids.Next("p"));
        foreach (var other in found.Skip(1)) await JoinAsync(commandId, first, other, marks);
        var met = await GrainFactory.GetGrain<IPerson>(first).Meet(commandId, zone, dossier);
        if (!met.Ok) return "";
        return await MarkAsync(marks, first);
    }

    public async Task<string?> Whose(string contact) => PeopleMarks.Of(stores, contact) is { } mark && await HitAsync(mark) is { } hit ? await FollowAsync(hit) : null;

    public async Task<Answer> Bar(string commandId, string contact)
    {
        if (PeopleMarks.Of(stores, contact) is not { } mark) return Answer.No("Type an e-mail, or a telephone number with its country code: +351 912 555 018.");
        var person = await HitAsync(mark) is { } hit ? await FollowAsync(hit) : await MarkAsync([mark], stores.Ids.Next("p"));
        return await GrainFactory.GetGrain<IPerson>(person).Suppress(commandId);
    }

    public async Task KeepMarks(string person, ImmutableArray<string> marks)
    {
        foreach (var mark in marks)
            await PointAsync(mark, person);
    }

    /// <summary>Two people were met, one by mail and one by phone, and are one: the first keeps the key, and every mark of both leads to it.</summary>
    private async Task JoinAsync(string commandId, string first, string other, ImmutableArray<string> marks)
    {
        (await GrainFactory.GetGrain<IPerson>(first).Join($"{commandId}/join", other)).OrThrow();
        (await GrainFactory.GetGrain<IPerson>(other).Merge($"{commandId}/merge", first)).OrThrow();
        await KeepMarks(first, marks);
    }

    private async Task<string?> HitAsync(string mark) => await stores.PeopleIndex.ReadAsync(mark) is { } hit ? Encoding.UTF8.GetString(hit.Bytes.Span) : null;

    /// <summary>The key that stands for this one now.</summary>
    private async Task<string> FollowAsync(string person)
    {
        while ((await GrainFactory.GetGrain<IPerson>(person).Standing()).MergedInto is { } other) person = other;
        return person;
    }

    private async Task<string> MarkAsync(ImmutableArray<string> marks, string person)
    {
        foreach (var mark in marks)
            if (await stores.PeopleIndex.ReadAsync(mark) is null) await stores.PeopleIndex.WriteAsync(mark, Encoding.UTF8.GetBytes(person), null);
        return person;
    }

    private async Task PointAsync(string mark, string person)
    {
        var stored = await stores.PeopleIndex.ReadAsync(mark);
        if (stored is null || Encoding.UTF8.GetString(stored.Bytes.Span) != person) await stores.PeopleIndex.WriteAsync(mark, Encoding.UTF8.GetBytes(person), stored?.ETag);
    }
}
