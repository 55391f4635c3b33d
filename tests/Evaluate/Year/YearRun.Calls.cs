using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Evaluate.Year;

/// <summary>What happens on the telephone, and what buyers do of their own accord.</summary>
internal sealed partial class YearRun
{
    private async Task RingAsync(Person me, string interview)
    {
        if (watch.Find(interview) is not { Stands: Stands.Open } c || !buyers.TryGetValue(c.Person, out var buyer) && !Referred(c.Person, out buyer)) return;
        var struck = (await AskAsync("house", Role.House, g => g.GetGrain<IInterview>(interview).View())).State.Struck;
        var left = Enumerable.Range(1, buyer.Phones.Length).Select(n => $"n{n}").Where(n => !struck.Contains(n)).ToArray();
        if (left.Length == 0) return;
        var number = me.Planned.Chance.One(left);
        var asked = Watch.IsWished(watch.Find(interview)!, clock.House);
        Answer dial;
        bool hadMessage;
        try
        {
            hadMessage = (await AskAsync(me.Id, Role.Interviewer, g => g.GetGrain<IInterview>(interview).Screen())).HadMessage;
            dial = await SendAsync(me.Id, Role.Interviewer, (g, id) => g.GetGrain<IInterview>(interview).Dial(id, number));
        }
        catch (AccessRefusedException)
        {
            Tally.Count("cases taken from a desk");
            return;
        }
        if (!dial.Ok)
        {
            Tally.Count("dials refused");
            return;
        }
        var (wished, at, appointment) = (watch.Rang(interview, asked), clock.House, watch.Find(interview)!.Pledge is { Interview: true } booked && booked.Due <= clock.House + Duration.FromMinutes(5));
        await Pass(Duration.FromSeconds(me.Planned.Chance.Between(15, 55)));
        var outcome = OutcomeOf(buyer, c, number, appointment);
        // The desk says where no message is to be left.
        if (outcome == AttemptOutcome.VoicemailLeft && hadMessage) outcome = AttemptOutcome.VoicemailNoMessage;
        watch.Heard(interview, at, wished, outcome == AttemptOutcome.Spoke ? "spoke" : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()));
        if (outcome == AttemptOutcome.Spoke) await TalkAsync(me, interview, buyer, number, appointment);
        else await NotThereAsync(me, interview, buyer, number, outcome, appointment);
    }

    private bool Referred(string person, out Buyer buyer)
    {
        // A colleague whom a buyer named is somebody new; how they are is drawn when they are first rung.
        var place = watch.Cases.First(c => c.Person == person);
        buyer = buyers[person] = new Buyer(1_000_000 + buyers.Count, "A colleague", "", YearPlan.Homes.First(h => h.Zone == place.Zone), ["+"], new Chance(chance.Word()));
        return true;
    }

    private static AttemptOutcome OutcomeOf(Buyer buyer, CaseFacts c, string number, bool appointment)
    {
        if (buyer.NumberIsWrong && number == "n1") return AttemptOutcome.WrongNumber;
        var there = appointment ? 80 : c.Pledge is not null ? 65 : c.Returned is not null ? 60 : buyer.Answers / 2;
        if (buyer.Chance.Often(there)) return AttemptOutcome.Spoke;
        return buyer.Chance.Below(100) switch
        {
            < 45 => AttemptOutcome.NoAnswer, < 53 => AttemptOutcome.Busy, < 73 => AttemptOutcome.VoicemailLeft, < 86 => AttemptOutcome.VoicemailNoMessage, < 89 => AttemptOutcome.Technical, _ => AttemptOutcome.Gatekeeper,
        };
    }

    private async Task NotThereAsync(Person me, string interview, Buyer buyer, string number, AttemptOutcome outcome, bool appointment)
    {
        if (outcome == AttemptOutcome.Gatekeeper && buyer.Chance.Often(20)) await StepAsync(me, interview, new InterviewCommand.TurnAway(me.Id, number));
        else
        {
            await StepAsync(me, interview, new InterviewCommand.RecordAttempt(me.Id, number, outcome));
            if (me.Planned.Chance.Often(3))
            {
                // The wrong key; taken back within the minute, and the right one pressed.
                await Pass(Duration.FromSeconds(10));
                if (await StepAsync(me, interview, new InterviewCommand.Undo(me.Id))) Tally.Count("undone by hand");
                await Pass(Duration.FromSeconds(5));
                await StepAsync(me, interview, new InterviewCommand.RecordAttempt(me.Id, number, outcome));
            }
            if (appointment)
            {
                await Pass(Duration.FromSeconds(20));
                await StepAsync(me, interview, new InterviewCommand.NoteMissed(me.Id, outcome == AttemptOutcome.Technical ? Domain.Interviews.Fault.Technical : Domain.Interviews.Fault.Theirs));
            }
        }
        if (outcome == AttemptOutcome.VoicemailLeft && buyer.Chance.Often(25)) At(clock.Now + Duration.FromMinutes(buyer.Chance.Between(5, 3_000)), () => RingBackAsync(interview));
        if (outcome == AttemptOutcome.VoicemailLeft && buyer.Chance.Often(8)) At(clock.Now + Duration.FromMinutes(buyer.Chance.Between(30, 2_000)), () => ReplyAsync(interview));
    }

    private async Task TalkAsync(Person me, string interview, Buyer buyer, string number, bool appointment)
    {
        await Pass(Duration.FromSeconds(buyer.Chance.Between(40, 300)));
        var (luck, declines) = (buyer.Chance.Below(100), buyer.Declines);
        InterviewCommand Spoke() => new InterviewCommand.RecordAttempt(me.Id, number, AttemptOutcome.Spoke);
        if (appointment && luck < 82) await HoldAsync(me, interview, buyer);
        else if (luck < declines) await StepAsync(me, interview, new InterviewCommand.RefuseSoft(me.Id));
        else if (luck < declines + 3) await StepAsync(me, interview, new InterviewCommand.RefuseHard(me.Id, buyer.Chance.Often(15) ? RefusalOf.Company : RefusalOf.Person));
        else if (luck < declines + 6) await StepAsync(me, interview, buyer.Chance.Often(40) ? new InterviewCommand.NoteWrongPerson(me.Id) : new InterviewCommand.EndFor(me.Id, buyer.Chance.One([EndReason.LeftCompany, EndReason.NotEligible, EndReason.Unable, EndReason.NoSharedLanguage, EndReason.Deceased])));
        else if (luck < declines + 9) await ReferAsync(me, interview, buyer);
        else if (luck < declines + 14) await HoldAsync(me, interview, buyer);
        else if (luck < declines + 45) await PromiseAsync(me, interview, buyer, number, booking: true);
        else if (luck < declines + 68) await PromiseAsync(me, interview, buyer, number, booking: false);
        else if (watch.Find(interview)?.Pledge is { Interview: true }) await StepAsync(me, interview, new InterviewCommand.CallOff(me.Id));
        else
        {
            if (buyer.Chance.Often(25)) await StepAsync(me, interview, new InterviewCommand.StateAvailability(me.Id, HoursOf(buyer)));
            await StepAsync(me, interview, Spoke());
            if (buyer.Chance.Often(40)) await InviteAsync(me, interview);
        }
    }

    /// <summary>"Mornings early in the week, or Thursday after lunch."</summary>
    private static ImmutableArray<AvailableSpan> HoursOf(Buyer buyer)
    {
        var first = buyer.Chance.Between(1, 3);
        return
        [
            .. Enumerable.Range(first, 2).Select(d => new AvailableSpan((IsoDayOfWeek)d, new LocalTime(9, 0), new LocalTime(buyer.Chance.Between(11, 13), 0), false)),
            new AvailableSpan(IsoDayOfWeek.Thursday, new LocalTime(13, 30), new LocalTime(buyer.Chance.Between(16, 18), 0), false),
        ];
    }

    /// <summary>They would rather choose a time in their own calendar.</summary>
    private async Task InviteAsync(Person me, string interview)
    {
        try
        {
            Tally.Count((await SendAsync(me.Id, Role.Interviewer, (g, id) => g.GetGrain<IInvitation>(interview).Send(id))).Ok ? "invitations sent" : "invitations refused");
        }
        catch (AccessRefusedException)
        {
            Tally.Count("cases taken from a desk");
        }
    }

    /// <summary>The buyer names a time; what this interviewer cannot promise is not promised, and another is named.</summary>
    private async Task PromiseAsync(Person me, string interview, Buyer buyer, string number, bool booking)
    {
        var zone = DateTimeZoneProviders.Tzdb[watch.Find(interview)!.Zone];
        for (var tries = 0; tries < 5; tries++)
        {
            var evening = buyer.Chance.Often(12);
            var day = clock.House.InZone(zone).Date.PlusDays(buyer.Chance.Between(tries == 0 ? 0 : 1, 9));
            var due = day.At(new LocalTime(evening ? buyer.Chance.Between(18, 19) : buyer.Chance.Between(9, 17), 15 * buyer.Chance.Below(4))).InZoneLeniently(zone).ToInstant();
            if (due <= clock.House) continue;
            InterviewCommand command = booking ? new InterviewCommand.Book(me.Id, me.Id, due, 30, buyer.Chance.Often(60) ? MeetingWay.Phone : MeetingWay.Video) : new InterviewCommand.PromiseCallback(me.Id, number, due);
            if (!await StepAsync(me, interview, command)) continue;
            if (booking && buyer.Chance.Often(10)) At(clock.Now + Duration.FromMinutes(buyer.Chance.Between(10, 4_000)), () => RingBackAsync(interview));
            return;
        }
        await StepAsync(me, interview, new InterviewCommand.RecordAttempt(me.Id, number, AttemptOutcome.Spoke));
    }

    private async Task HoldAsync(Person me, string interview, Buyer buyer)
    {
        if (!await StepAsync(me, interview, new InterviewCommand.TakeConsent(me.Id, Attribution.Unattributed, buyer.Chance.Often(70), "en/1", "2026-1"))) return;
        await Pass(Duration.FromMinutes(buyer.Chance.Between(12, 40)));
        await StepAsync(me, interview, buyer.Chance.Often(8) ? new InterviewCommand.BreakOff(me.Id, buyer.Chance.Between(1, 7)) : new InterviewCommand.Complete(me.Id, 8));
        me.ToWrapUp = interview;
    }

    private async Task ReferAsync(Person me, string interview, Buyer buyer)
    {
        var mail = $"colleague{buyer.Chance.Below(1_000_000)}.of{buyer.Number}@company{buyer.Number}.example";
        try
        {
            await SendAsync(me.Id, Role.Interviewer, (g, id) => g.GetGrain<IInterview>(interview).Refer(id, new DossierFile { Name = "A Colleague", Emails = [mail], Phones = [new PhoneNumber("n1", "Phone", $"+35191{buyer.Chance.Below(10_000_000):0000000}", "named")] }));
        }
        catch (AccessRefusedException)
        {
            Tally.Count("cases taken from a desk");
        }
    }

    /// <summary>A buyer is on the line: whoever of the team is free looks for the case and opens it.</summary>
    private async Task RingBackAsync(string interview)
    {
        if (watch.Find(interview) is not { Stands: Stands.Open } c || !buyers.TryGetValue(c.Person, out var buyer) || watch.Person(c.Person).Barred is not null) return;
        var free = staff.Where(s => s.Planned.Team == c.Team && !s.Busy && s.AwayUntil <= clock.Now && s.Planned.Hours.Hold(clock.Now)).ToArray();
        if (free.Length == 0) return;
        var me = free.FirstOrDefault(s => s.Id == c.Owner) ?? chance.One(free);
        me.Busy = true;
        try
        {
            Tally.Count("rang us back");
            if (!(await AskAsync(me.Id, Role.Interviewer, g => g.GetGrain<ICallQueue>(me.Planned.Team).Open(interview))).Ok) return;
            watch.Opened(me.Id, interview);
            if (await StepAsync(me, interview, new InterviewCommand.NoteReturn(me.Id, buyer.Chance.Often(70) ? me.Id : null)) && buyer.Chance.Often(75))
                await TalkAsync(me, interview, buyer, "n1", appointment: false);
            if (me.ToWrapUp != interview) await PutAsync(me, interview);
        }
        finally
        {
            me.Busy = false;
        }
    }

    private async Task ReplyAsync(string interview)
    {
        if (watch.Find(interview) is { Stands: Stands.Open }) await SendAsync("house", Role.House, (g, id) => g.GetGrain<IInterview>(interview).Do(id, new InterviewCommand.NoteReply()));
    }

    /// <summary>Somebody asks not to be contacted, or to be erased, by whatever way.</summary>
    private void PlanWish(Buyer buyer) => At(YearPlan.Begin + Duration.FromHours(buyer.Chance.Between(24, Math.Max(25, setting.Days * 24))), async () =>
    {
        const string officer = "karin";
        var kind = buyer.Chance.Often(30) ? WishKind.Erasure : WishKind.DoNotContact;
        var taken = await AskAsync(officer, Role.PrivacyOfficer, g => g.GetGrain<IPrivacy>(IPrivacy.Key).Take($"wish-{buyer.Number}", kind, WishCame.ByMail, buyer.Mail));
        if (taken.Wish is not { } wish) return;
        await Pass(Duration.FromMinutes(buyer.Chance.Between(0, 90)));
        await SendAsync(officer, Role.PrivacyOfficer, (g, id) => g.GetGrain<IPrivacy>(IPrivacy.Key).CarryOut(id, wish));
        Tally.Count("wishes carried out");
    });
}
