using NodaTime;
using Orleans;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Evaluate.Year;

/// <summary>What everybody does with their days.</summary>
internal sealed partial class YearRun
{
    private sealed class Person(PlannedInterviewer planned)
    {
        public PlannedInterviewer Planned => planned;
        public string Id => planned.Id;
        public string[] Languages { get; } = planned.Languages.Split(' ');
        /// <summary>On the telephone, or otherwise in the middle of something.</summary>
        public bool Busy { get; set; }
        public Instant AwayUntil { get; set; }
        public string? ToWrapUp { get; set; }
    }

    private readonly List<Person> staff = [];

    private void Plan()
    {
        foreach (var planned in plan.Interviewers)
        {
            var one = new Person(planned);
            staff.Add(one);
            Turn(one, YearPlan.Begin + Duration.FromMinutes(1));
            PlanAbsences(one);
        }
        foreach (var engagement in plan.Engagements) At(YearPlan.Begin + Duration.FromDays(engagement.OpensOnDay) + Duration.FromHours(7), () => OpenEngagementAsync(engagement));
        foreach (var team in Teams) At(YearPlan.Begin + Duration.FromHours(9), () => LeadAsync(team));
        foreach (var buyer in plan.Buyers.Where(b => b.Chance.Often(3))) PlanWish(buyer);
        if (setting.FaultsPerMillion > 0) At(YearPlan.Begin + Duration.FromHours(chance.Between(20, 80)), SetClockAsync);
    }

    /// <summary>The clock on the wall is set wrong for some hours, and right again.</summary>
    private async Task SetClockAsync()
    {
        clock.Off = Duration.FromSeconds(chance.Between(-90, 90));
        Tally.Count("clock set wrong");
        await Pass(Duration.FromMinutes(chance.Between(5, 400)));
        clock.Off = Duration.Zero;
        At(clock.Now + Duration.FromHours(chance.Between(24, 300)), SetClockAsync);
    }

    private void Turn(Person me, Instant at) => At(at, async () =>
    {
        var next = clock.Now + Duration.FromMinutes(5);
        me.Busy = true;
        try
        {
            next = await TurnAsync(me);
        }
        finally
        {
            me.Busy = false;
            Turn(me, Instant.Max(next, clock.Now + Duration.FromMinutes(1)));
        }
    });

    /// <summary>One thing done at the desk; returns when the next one is begun.</summary>
    private async Task<Instant> TurnAsync(Person me)
    {
        if (me.AwayUntil > clock.Now) return me.AwayUntil;
        if (!me.Planned.Hours.Hold(clock.Now)) return NextShift(me);
        if (me.ToWrapUp is { } open)
        {
            me.ToWrapUp = null;
            await StepAsync(me, open, new InterviewCommand.WrapUp(me.Id, true, me.Planned.Chance.Often(10), me.Planned.Chance.Often(3) ? CallFelt.Talk : CallFelt.Fine));
            await PutAsync(me, open);
        }
        var next = await AskAsync(me.Id, Role.Interviewer, g => g.GetGrain<ICallQueue>(me.Planned.Team).Next());
        if (next.Interview is not { } interview)
            return next.NextCallable is { } at ? Instant.Min(at, clock.Now + Duration.FromMinutes(30)) : clock.Now + Duration.FromMinutes(me.Planned.Chance.Between(10, 30));
        if (watch.Find(interview) is not { Stands: Stands.Open } c)
        {
            await GoOnAsync(me, interview);
            return clock.Now;
        }
        watch.Offered(me.Id, me.Languages, interview, next.Reasons);
        watch.Opened(me.Id, interview);
        await WorkAsync(me, c);
        return clock.Now + Duration.FromMinutes(me.Planned.Chance.Between(1, 6));
    }

    /// <summary>The page came up again in the middle of a talk, or after a case was over.</summary>
    private async Task GoOnAsync(Person me, string interview)
    {
        if (watch.Find(interview)?.Stands == Stands.Talking)
        {
            await StepAsync(me, interview, new InterviewCommand.Complete(me.Id, 8));
            me.ToWrapUp = interview;
        }
        else await PutAsync(me, interview);
    }

    private async Task WorkAsync(Person me, CaseFacts c)
    {
        var luck = me.Planned.Chance.Below(100);
        if (luck < 2) await StepAsync(me, c.Key, new InterviewCommand.Skip(me.Id, clock.House + Duration.FromHours(3), me.Planned.Chance.One(Enum.GetValues<SkipReason>())));
        else if (luck < 3) await StepAsync(me, c.Key, new InterviewCommand.Recuse(me.Id));
        else
        {
            if (c.Pledge is { } pledge && clock.House > pledge.Due + Duration.FromMinutes(10) && me.Planned.Chance.Often(50)) await StepAsync(me, c.Key, new InterviewCommand.NoteMissed(me.Id, Domain.Interviews.Fault.Ours));
            await RingAsync(me, c.Key);
        }
        if (me.ToWrapUp != c.Key) await PutAsync(me, c.Key);
    }

    private async Task PutAsync(Person me, string interview)
    {
        watch.Putting(me.Id, interview);
        await AskAsync(me.Id, Role.Interviewer, async g =>
        {
            await g.GetGrain<ICallQueue>(me.Planned.Team).Close(interview);
            return true;
        });
        watch.Put(me.Id, interview);
    }

    /// <summary>One command on a case. A case that has been taken from this desk meanwhile is let go.</summary>
    private async Task<bool> StepAsync(Person me, string interview, InterviewCommand command)
    {
        try
        {
            var answer = await SendAsync(me.Id, Role.Interviewer, (g, id) => g.GetGrain<IInterview>(interview).Do(id, command));
            if (!answer.Ok) Tally.Count("commands refused");
            return answer.Ok;
        }
        catch (AccessRefusedException)
        {
            Tally.Count("cases taken from a desk");
            return false;
        }
    }

    /// <summary>Holidays are said beforehand; whoever is ill is simply not there.</summary>
    private void PlanAbsences(Person me)
    {
        for (var day = me.Planned.Chance.Between(5, 60); day < setting.Days; day += me.Planned.Chance.Between(20, 90))
        {
            var (days, told, from) = (me.Planned.Chance.Between(1, 10), me.Planned.Chance.Often(70), YearPlan.Begin + Duration.FromDays(day));
            At(from - Duration.FromHours(told ? 30 : 0), async () =>
            {
                if (told)
                {
                    var first = from.InZone(me.Planned.Hours.In()).Date;
                    var off = new TimeOff(me.Planned.Hours.Zone, first.AtMidnight(), first.PlusDays(days).AtMidnight());
                    await SendAsync(me.Id, Role.Interviewer, (g, id) => g.GetGrain<IInterviewer>(me.Id).Away(id, off));
                    await Pass(Duration.FromHours(30));
                }
                me.AwayUntil = from + Duration.FromDays(days);
            });
        }
    }

    private Instant NextShift(Person me)
    {
        var (hours, zone) = (me.Planned.Hours, me.Planned.Hours.In());
        for (var day = clock.Now.InZone(zone).Date; ; day = day.PlusDays(1))
            if (hours.Days.Contains((int)day.DayOfWeek) && day.At(hours.From).InZoneLeniently(zone).ToInstant() is var at && at > clock.Now) return at;
    }

    /// <summary>Every half hour: who was missed, and what stands before whoever leads the team.</summary>
    private async Task LeadAsync(string team)
    {
        var lead = Supervisor + team;
        var there = OwnCalendar.Local("Europe/Lisbon", clock.Now);
        if (there.Hour is >= 8 and < 20 && there.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
        {
            foreach (var card in await AskAsync(lead, Role.Supervisor, g => g.GetGrain<ICallQueue>(team).Needing()))
            {
                if (card.TalkWished is not null) await SendAsync(lead, Role.Supervisor, (g, id) => g.GetGrain<IInterview>(card.Interview).Talked(id));
                else if (card.IsMissed(clock.House)) await LeadStepAsync(lead, card.Interview, new InterviewCommand.Reassign(lead, OnShift(team, card.Language)?.Id));
            }
            foreach (var concern in await AskAsync(lead, Role.Supervisor, g => g.GetGrain<ICallQueue>(team).Concerns()))
                if (concern is { CanPassOn: true, Card.Owner: { } away }) await SendAsync(lead, Role.Supervisor, (g, id) => g.GetGrain<IInterview>(concern.Card.Interview).HandOver(id, away));
            if (chance.Often(20)) await DecideAsync(lead, team);
        }
        At(clock.Now + Duration.FromMinutes(30), () => LeadAsync(team));
    }

    private async Task DecideAsync(string lead, string team)
    {
        CaseFacts[] open = [.. watch.Cases.Where(c => c.Team == team && c.Stands == Stands.Open).OrderBy(c => c.Key, StringComparer.Ordinal)];
        if (open.Length == 0) return;
        var c = chance.One(open);
        var luck = chance.Below(10);
        // What nobody can work any more is closed, and not passed round.
        await LeadStepAsync(lead, c.Key, c.Counted >= 6 || c.NoNumber ? new InterviewCommand.CloseUnreached(lead) : luck switch
        {
            < 4 => new InterviewCommand.Reassign(lead, OnShift(team, c.Language)?.Id),
            < 6 when !c.OnHold => new InterviewCommand.PutOnHold(lead),
            < 9 => new InterviewCommand.LetGo(lead),
            _ => new InterviewCommand.CloseUnreached(lead),
        });
        foreach (var held in open.Where(o => o.OnHold).Take(1)) await LeadStepAsync(lead, held.Key, new InterviewCommand.LetGo(lead));
    }

    private Task<Answer> LeadStepAsync(string lead, string interview, InterviewCommand command) =>
        SendAsync(lead, Role.Supervisor, (g, id) => g.GetGrain<IInterview>(interview).Lead(id, command, "Seen on the board."));

    private Person? OnShift(string team, string language) => staff.Where(s => s.Planned.Team == team && s.Languages.Contains(language) && s.AwayUntil <= clock.Now && s.Planned.Hours.Hold(clock.Now)).ToArray() is { Length: > 0 } there ? chance.One(there) : null;
}
