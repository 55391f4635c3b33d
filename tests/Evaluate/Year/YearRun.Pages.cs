using NodaTime;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Evaluate.Year;

/// <summary>What buyers do behind the link that a letter holds: look, choose, move, meet in another way, call off, name a colleague, or say never.</summary>
internal sealed partial class YearRun
{
    private static readonly InvitationLook FirstLook = new(null, null, null, false);

    private void PlanVisit(string interview)
    {
        if (watch.Find(interview) is not { Round: > 0 } c || !buyers.TryGetValue(c.Person, out var buyer)) return;
        // A scanner reads every letter at once; it may open the page as often as it likes.
        if (buyer.Chance.Often(30)) At(clock.Now + Duration.FromSeconds(buyer.Chance.Between(1, 30)), () => LookedAtAsync(interview, c.Round));
        if (buyer.Chance.Often(35)) At(clock.Now + Duration.FromMinutes(buyer.Chance.Between(3, 3_000)), () => VisitAsync(buyer, interview, c.Round));
    }

    private Task<T> AtPageAsync<T>(string interview, int round, Func<IInvitationDoor, Task<T>> ask) => PatientlyAsync(() => house.CallAsync(grains =>
    {
        Caller.Buyer.Enter();
        return ask(grains.GetGrain<IInvitationDoor>(house.LinkOf(interview, round)));
    }));

    private async Task<InvitationPage?> LookedAtAsync(string interview, int round)
    {
        var before = watch.Find(interview);
        var page = await AtPageAsync(interview, round, door => door.Page(FirstLook));
        Tally.Count("buyers' pages opened");
        // Others may do something with the case meanwhile; whoever looks has changed no appointment by it.
        if (before is { Pledge: { Interview: true } booked } && page is { Stand: InvitationStand.Open })
            Tally.Check("a page shows what stands", page.Booked?.Start == booked.Due || watch.Find(interview)?.Pledge != booked ? null : $"{interview} is booked for {booked.Due} and its page shows {page.Booked?.Start}");
        return page;
    }

    private async Task VisitAsync(Buyer buyer, string interview, int round)
    {
        if (await LookedAtAsync(interview, round) is not { Stand: InvitationStand.Open } page) return;
        var luck = buyer.Chance.Below(100);
        if (luck < 4) await DeclineAsync(interview, round);
        else if (luck < 10) await AtPageAsync(interview, round, door => door.Suggest($"c{++commands}", new NamedColleague("A Colleague", "Head", $"named{buyer.Number}@company{buyer.Number}.example", "")));
        else if (page.Booked is not null && luck < 35) await CallOffAsync(interview, round);
        else if (page.Booked is not null && luck < 50) await ChangeAsync(interview, round, page);
        else if (await ChooseAsync(buyer, interview, round, page) && buyer.Chance.Often(45))
            At(clock.Now + Duration.FromMinutes(buyer.Chance.Between(1, 4_000)), () => VisitAsync(buyer, interview, round));
    }

    private async Task DeclineAsync(string interview, int round)
    {
        Tally.Count("said never at their page");
        await AtPageAsync(interview, round, door => door.Decline());
    }

    /// <summary>Pressed twice, as people do.</summary>
    private async Task CallOffAsync(string interview, int round)
    {
        Tally.Count("called off at their page");
        await Task.WhenAll(AtPageAsync(interview, round, door => door.CallOff()), AtPageAsync(interview, round, door => door.CallOff()));
    }

    /// <summary>The same time by telephone instead of video, or the other way about. Pressed twice, and both times it says the same.</summary>
    private async Task ChangeAsync(string interview, int round, InvitationPage page)
    {
        var way = page.Booked!.Way == MeetingWay.Video ? MeetingWay.Phone : MeetingWay.Video;
        Task<ChoiceAnswer> ChangedAsync() => AtPageAsync(interview, round, door => door.Change(new OwnWishes(way, null, "")));
        foreach (var answer in await Task.WhenAll(ChangedAsync(), ChangedAsync()))
        {
            Tally.Count($"wished another way at their page: {answer.Trouble?.ToString() ?? "had"}");
            if (answer.Trouble is null && watch.Find(interview)?.Pledge is { Interview: true } pledge)
                Tally.Check("whoever is told yes has the way", pledge.Video == (way == MeetingWay.Video) ? null : $"{interview} was told that it meets by {way}, and it does not");
        }
    }

    /// <summary>Chooses one of the times shown; often somebody else reaches for the same one at the same instant.</summary>
    private async Task<bool> ChooseAsync(Buyer buyer, string interview, int round, InvitationPage page)
    {
        Instant[] times = [.. page.Days.SelectMany(d => d.Times).Where(t => t != page.Booked?.Start)];
        if (times.Length == 0) return false;
        var start = buyer.Chance.One(times);
        var tries = new List<Task<bool>> { TryAsync(buyer, interview, round, page, start) };
        if (buyer.Chance.Often(15)) tries.Add(TryAsync(buyer, interview, round, page, start));
        if (buyer.Chance.Often(40) && Rival(interview) is { } rival)
        {
            Tally.Count("two buyers reach for one time");
            tries.Add(TryAsync(buyers[rival.Person], rival.Key, rival.Round, page, start));
        }
        return (await Task.WhenAll(tries))[0];
    }

    private CaseFacts? Rival(string interview)
    {
        var mine = watch.Find(interview)!;
        return watch.Cases.Where(c => c.Key != interview && c.Team == mine.Team && c is { Stands: Stands.Open, Round: > 0, Pledge: null } && c.Language == mine.Language && buyers.ContainsKey(c.Person)).OrderBy(c => c.Key, StringComparer.Ordinal).ToArray() is { Length: > 0 } all ? chance.One(all) : null;
    }

    private async Task<bool> TryAsync(Buyer buyer, string interview, int round, InvitationPage page, Instant start)
    {
        for (var tries = 0; tries < 2; tries++)
        {
            var answer = await AtPageAsync(interview, round, door => door.Choose(new ChosenTime(start, page.Zone, null, null, page.NumberEnding.Length > 0 ? "" : buyer.Phones[0].Replace(" ", "", StringComparison.Ordinal), tries > 0)));
            Tally.Count($"chosen at their page: {answer.Trouble?.ToString() ?? "had"}");
            if (answer.Trouble is null)
            {
                var stands = watch.Find(interview);
                Tally.Check("whoever is told yes has the time", stands?.Pledge is { Interview: true } pledge && pledge.Due == start ? null : $"{interview} was told that it has {start}, and {(stands?.Pledge is { } other ? $"{other.Due} stands" : "nothing stands")}");
                return true;
            }
            if (answer is not { Trouble: ChoiceTrouble.Gone, Next: { } next }) return false;
            start = next;
        }
        return false;
    }
}
