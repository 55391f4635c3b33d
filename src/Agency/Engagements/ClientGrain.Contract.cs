using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements;

/// <summary>How long the client's releases are kept: for the contract. Its end is said by the owner or billing and carried out by the daily round.</summary>
internal sealed partial class ClientGrain
{
    public async Task<Answer> EndContract(string commandId, LocalDate on)
    {
        var by = Caller.Required.Id;
        var (today, open) = await Caller.AsHouse(async () => (await AgencyDay.TodayAsync(GrainFactory, Now), OpenOf(await ProgrammesAsync())));
        return await DecideAsync(commandId, (s, at) => ContractEnd.Set(s, on, today, TitlesOf(open), by, at));
    }

    public Task<Answer> KeepContract(string commandId)
    {
        var by = Caller.Required.Id;
        return DecideAsync(commandId, (s, at) => ContractEnd.TakeBack(s, by, at));
    }

    public async Task<ContractView> Contract()
    {
        var (today, open) = await Caller.AsHouse(async () => (await AgencyDay.TodayAsync(GrainFactory, Now), OpenOf(await ProgrammesAsync())));
        var (files, invoices) = await contract.CountAsync(Key);
        return new ContractView(State.Ends, State.Past?.On, State.Past?.Files ?? 0, State.Past?.ClearedAt, files, invoices, open) { IsPast = today > State.Ends };
    }

    public Task<LocalDate?> ContractEnds() => Task.FromResult(State.Ends);

    public Task Worked()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    public async Task<Answer> Age(string commandId, LocalDate today)
    {
        if (State.Ends is { } on && today > on) return await PassAsync(commandId, today);
        return State.Past is { ClearedAt: not null } past ? await SweepAsync(commandId, past) : Answer.Done;
    }

    private async Task<Answer> PassAsync(string commandId, LocalDate today)
    {
        var open = TitlesOf(OpenOf(await ProgrammesAsync()));
        var (files, invoices) = await contract.CountAsync(Key);
        // Nobody is let in to an empty shelf; where invoices stay, those who manage can still read them.
        var (_, document) = await KeepAsync(invoices == 0 ? [] : [.. (await AllAsync()).Where(p => p.Admin)]);
        return await DecideAsync(commandId, (s, at) => ContractEnd.Pass(s, today, open, files, document, at));
    }

    /// <summary>Whoever may no longer enter is out before the first file goes.</summary>
    private async Task ClearAsync(string effectId)
    {
        await LayAccessAsync();
        var (client, me) = (Key, GrainFactory.GetGrain<IClient>(Key));
        await worker.PayAsync(effectId, async stop =>
        {
            await contract.EmptyAsync(client, stop);
            return JobEnd.Done;
        }, me.Worked);
        await ForgetPeopleAsync();
        await DecideAsync($"{effectId}/cleared", ContractEnd.Clear);
    }

    private async Task ForgetPeopleAsync()
    {
        var lists = new List<string>();
        await foreach (var list in stores.People.ListAsync(Subject, AccessPrefix)) lists.Add(list);
        foreach (var list in lists.Where(list => list != State.Access)) await stores.People.DeleteAsync(Subject, list);
    }

    /// <summary>
    /// What a late hand laid after the shelf was emptied goes with the next round, unless the client has work with us again; and when
    /// the last invoice has had its years, so do those who were let in to read it.
    /// </summary>
    private async Task<Answer> SweepAsync(string commandId, PastContract past)
    {
        if ((await ProgrammesAsync()).Any(p => p.ClosedAt is not { } closed || closed > past.At)) return Answer.Done;
        await contract.EmptyAsync(Key);
        await ForgetPeopleAsync();
        return (await contract.CountAsync(Key)).Invoices == 0 && !(await AllAsync()).IsEmpty ? await SetPeople(commandId, []) : Answer.Done;
    }

    /// <summary>After the end only somebody for the invoices may be let in, until the next programme is drafted.</summary>
    private async Task<string?> WhyNobodyAsync(ImmutableArray<ClientPerson> people)
    {
        if (State.Past is not { } past || people.IsEmpty || (await Caller.AsHouse(ProgrammesAsync)).Any(p => p.ClosedAt is null)) return null;
        if ((await contract.CountAsync(Key)).Invoices == 0) return $"The contract ended on {ContractEnd.Day(past.On)}, and nothing is left on the shelf to sign in to. Draft the next programme first.";
        return people.All(p => p.Admin) ? null : $"The contract ended on {ContractEnd.Day(past.On)}, and only invoices are left to read. Let in somebody who may manage, or draft the next programme first.";
    }

    private async Task<EngagementView[]> ProgrammesAsync()
    {
        var line = (await GrainFactory.GetGrain<IAgency>(IAgency.Key).Clients()).FirstOrDefault(line => line.Client == Key);
        return [.. (await Task.WhenAll((line?.Engagements ?? []).Select(e => GrainFactory.GetGrain<IEngagement>(e).View()))).OfType<EngagementView>()];
    }

    /// <summary>Those that are not closed. A draft without a list has laid nothing and knows nobody.</summary>
    private static ImmutableArray<OpenProgramme> OpenOf(EngagementView[] programmes) =>
        [.. programmes.Where(p => p.Stage != Stage.Closed && (p.Stage != Stage.Draft || p.Deals > 0)).Select(p => new OpenProgramme(p.Engagement, p.SetUp.Title))];

    private static ImmutableArray<string> TitlesOf(ImmutableArray<OpenProgramme> open) => [.. open.Select(one => one.Title)];
}
