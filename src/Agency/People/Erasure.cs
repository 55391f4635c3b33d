using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.Grains.Stores;

namespace WinLossAgency.Agency.People;

/// <summary>
/// Does an erasure, step by step from the list: ends the cases, destroys keys on both sides of the wall, sweeps what they sealed, keeps the
/// keyed hashes, searches every file and writes down what it came to. Each step may be repeated, so one that was cut off is done again from the start.
/// </summary>
internal sealed class Erasure(AgencyStores stores, ErasureList list, DealBook book, UploadShelf uploads, IClock clock)
{
    private const string Told = "erasure|";

    public async Task CarryOutAsync(IGrainFactory grains, string person)
    {
        var erased = await list.FindAsync(person) ?? throw new InvalidOperationException("An erasure stands in the journal and not on its list.");
        ImmutableArray<string> keys = [person, .. erased.Others];
        // What to look for afterwards is known only while the dossier still opens.
        var dossiers = new List<DossierFile>();
        foreach (var key in keys)
            if (await stores.People.ReadAsync<DossierFile>(PeopleSubjects.Of(key), PersonGrain.File) is { } file) dossiers.Add(file);
        var needles = PeopleMarks.Needles(dossiers);
        var (cases, lists) = (0, 0);
        foreach (var interview in erased.Interviews)
            if (await EndAsync(grains, keys, interview)) cases++;
        foreach (var engagement in (await grains.GetGrain<IAgency>(IAgency.Key).Clients()).SelectMany(c => c.Engagements))
            lists += await UnlistAsync(engagement, keys, erased.Interviews, needles);
        foreach (var key in keys) await stores.People.DestroyAsync(PeopleSubjects.Of(key));
        // From here on a mail of theirs is nobody's; one that came while their letters were still known goes after all.
        foreach (var interview in erased.Interviews) await ForgetBeforeAsync(grains, keys, interview);
        await grains.GetGrain<IPeople>(IPeople.Key).KeepMarks(person, erased.Marks);
        var searched = await stores.SearchAsync(needles);
        await TellAsync(person, new ErasureTold(clock.GetCurrentInstant(), cases, lists, keys.Length + cases * 3, searched.Files, searched.Bytes, searched.Found));
    }

    public async Task<ErasureTold?> ToldAsync(string person) => await stores.Facts.ReadAsync(Told + person) is { } stored ? HouseJson.Read<ErasureTold>(stored.Bytes.Span) : null;

    /// <summary>A case that was passed on to a colleague is the colleague's; nothing of it is this person's but what they wrote to us before.</summary>
    private async Task<bool> EndAsync(IGrainFactory grains, ImmutableArray<string> keys, string interview)
    {
        var state = (await grains.GetGrain<IInterview>(interview).View()).State;
        if (state.Person is not { Length: > 0 } theirs) return false;
        if (!keys.Contains(theirs))
        {
            await ForgetBeforeAsync(grains, keys, interview);
            return false;
        }
        (await grains.GetGrain<IInterview>(interview).Do($"erase/{theirs}", new InterviewCommand.Erase("house"))).OrThrow();
        await stores.People.DestroyAsync(CaseSubject.Of(interview));
        await stores.Transcripts.DestroyAsync(CaseSubject.Of(interview));
        (await grains.GetGrain<IWall>(interview[..interview.LastIndexOf('/')]).Forget($"erase/{theirs}/{interview}", interview)).OrThrow();
        return true;
    }

    private static async Task ForgetBeforeAsync(IGrainFactory grains, ImmutableArray<string> keys, string interview)
    {
        if ((await grains.GetGrain<IInterview>(interview).View()).State.Person is not { Length: > 0 } theirs || keys.Contains(theirs)) return;
        (await grains.GetGrain<IWall>(interview[..interview.LastIndexOf('/')]).ForgetBefore(interview, keys)).OrThrow();
    }

    /// <summary>Deals of this person that were never called, and the lists that named them. An engagement that never heard of them keeps its lists.</summary>
    private async Task<int> UnlistAsync(string engagement, ImmutableArray<string> keys, ImmutableArray<string> cases, ImmutableArray<ReadOnlyMemory<byte>> needles)
    {
        var theirs = (await book.AllWithBuyersAsync(engagement)).Where(d => keys.Contains(d.Person)).Select(d => $"{engagement}/{d.Deal}").ToArray();
        foreach (var deal in theirs) await stores.People.DestroyAsync(CaseSubject.Of(deal));
        var known = theirs.Length > 0 || cases.Any(c => c.StartsWith(engagement + "/", StringComparison.Ordinal));
        return known || !needles.IsEmpty ? await uploads.ForgetAsync(engagement, needles) : 0;
    }

    private async Task TellAsync(string person, ErasureTold told)
    {
        var stored = await stores.Facts.ReadAsync(Told + person);
        // Done again after a crash, the counts of the first time are the fuller ones.
        if (stored is not null && HouseJson.Read<ErasureTold>(stored.Bytes.Span) is var before && before.FilesSearched > 0 && before.Found.IsEmpty && told.Found.IsEmpty) return;
        await stores.Facts.WriteAsync(Told + person, HouseJson.Bytes(told), stored?.ETag);
    }
}
