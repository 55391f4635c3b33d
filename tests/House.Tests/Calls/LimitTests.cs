using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>What bounds a dial beside the person's own budget: their company, what they said of when, and the caller's own promises.</summary>
public sealed class LimitTests
{
    private const string Heads = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region\n";

    [Fact]
    public async Task The_fourth_person_of_a_company_waits_whoever_the_client_is_and_a_company_that_said_never_is_left_alone()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 4);
        SmallAgency.AsHouse();
        var company = agency.Grains.GetGrain<ICompany>(cards[0].CompanyKey);
        Assert.Single(cards.Select(c => c.CompanyKey).Distinct());
        // Two were rung for another client, one for this.
        foreach (var who in new[] { "other-1", "other-2" }) Assert.True((await company.Permit($"dial-{who}", TouchKind.Dial, who)).Ok);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var first = (await queue.Next()).Interview!;
        var interview = agency.Grains.GetGrain<IInterview>(first);
        Assert.True((await interview.Dial("dial", "n1")).Ok);
        Assert.True((await interview.Dial("dial", "n1")).Ok);
        Assert.True((await interview.Do("none", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer))).Ok);
        await queue.Close(first);
        Assert.Null((await queue.Next()).Interview);
        SmallAgency.As("sven", Role.Supervisor);
        var next = cards.First(c => c.Interview != first);
        Assert.Contains("3 people of this company were rung in the last week.", (await queue.WhyNot(next.Interview)).Reasons);

        // A week on they could be rung again, had the company not asked never to be.
        agency.Time.Pass(Duration.FromDays(8));
        SmallAgency.As("maya", Role.Interviewer);
        var again = (await queue.Next()).Interview!;
        Assert.True((await agency.Grains.GetGrain<IInterview>(again).Do("never", new InterviewCommand.RefuseHard("maya", RefusalOf.Company))).Ok);
        await queue.Close(again);
        await agency.UntilAsync(async () => (await queue.Next()).Interview is null);
        agency.Time.Pass(Duration.FromDays(60));
        Assert.Null((await queue.Next()).Interview);
        SmallAgency.AsHouse();
        Assert.False((await company.Permit("late", TouchKind.PromisedCall, next.Person)).Ok);
    }

    [Fact]
    public async Task What_others_of_a_company_that_said_never_were_promised_is_withdrawn()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 3);
        SmallAgency.AsHouse();
        var (refuses, promised, booked) = (agency.Grains.GetGrain<IInterview>(cards[0].Interview), agency.Grains.GetGrain<IInterview>(cards[1].Interview), agency.Grains.GetGrain<IInterview>(cards[2].Interview));
        Assert.True((await promised.Do("promise", new InterviewCommand.PromiseCallback("maya", "n1", agency.Time.Now + Duration.FromHours(1)))).Ok);
        Assert.True((await booked.Do("book", new InterviewCommand.Book("maya", "maya", agency.Time.Now + Duration.FromHours(3), 30, MeetingWay.Phone))).Ok);
        Assert.True((await refuses.Do("never", new InterviewCommand.RefuseHard("maya", RefusalOf.Company))).Ok);
        agency.Time.Pass(Interview.UndoFor + Duration.FromSeconds(1));
        foreach (var other in new[] { promised, booked })
        {
            await agency.UntilAsync(async () => (await other.View()).State.Status == CaseStatus.Suppressed);
            Assert.Null((await other.View()).State.Appointment());
        }
        Assert.Equal(CaseStatus.Refused, (await refuses.View()).State.Status);
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.IsEmpty);
    }

    [Fact]
    public async Task A_never_of_a_company_that_is_taken_back_in_time_withdraws_nobody()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 2);
        SmallAgency.AsHouse();
        var (refuses, other) = (agency.Grains.GetGrain<IInterview>(cards[0].Interview), agency.Grains.GetGrain<IInterview>(cards[1].Interview));
        Assert.True((await refuses.Do("never", new InterviewCommand.RefuseHard("maya", RefusalOf.Company))).Ok);
        Assert.True((await refuses.Do("undo", new InterviewCommand.Undo("maya"))).Ok);
        agency.Time.Pass(Interview.UndoFor + Duration.FromSeconds(1));
        await new BookedCase(agency, cards[0].Interview).WakeAsync();
        await new BookedCase(agency, cards[0].Interview).UntilOwedAsync(owed => owed.Count == 0);
        Assert.Equal(CaseStatus.Waiting, (await other.View()).State.Status);
    }

    [Fact]
    public async Task Whoever_says_never_in_one_programme_is_withdrawn_from_every_other()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 1);
        SmallAgency.AsHouse();
        var person = agency.Grains.GetGrain<IPerson>(cards[0].Person);
        // They took themselves off another client's letters.
        Assert.True((await person.Suppress("elsewhere")).Ok);
        agency.Time.Pass(Interview.UndoFor + Duration.FromSeconds(1));
        await agency.UntilAsync(async () => (await agency.Grains.GetGrain<IInterview>(cards[0].Interview).View()).State.Status == CaseStatus.Suppressed);
    }

    [Fact]
    public async Task A_busy_line_is_given_back_to_the_company()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 1);
        SmallAgency.As("maya", Role.Interviewer);
        var interview = agency.Grains.GetGrain<IInterview>((await agency.Grains.GetGrain<ICallQueue>("main").Next()).Interview!);
        Assert.True((await interview.Dial("dial", "n1")).Ok);
        Assert.True((await interview.Do("busy", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Busy))).Ok);
        SmallAgency.AsHouse();
        var company = agency.Grains.GetGrain<ICompany>(cards[0].CompanyKey);
        foreach (var who in new[] { "a", "b" }) Assert.True((await company.Permit(who, TouchKind.Dial, who)).Ok);
        // Given back once the minute for undoing is over.
        agency.Time.Pass(Duration.FromMinutes(2));
        await agency.UntilAsync(async () => (await company.Permit("c", TouchKind.Dial, "c")).Ok);
        Assert.False((await company.Permit("d", TouchKind.Dial, "d")).Ok);
    }

    [Fact]
    public async Task What_a_buyer_said_of_when_is_kept_for_the_case_and_the_person_and_nobody_is_rung_outside_it()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 1);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var key = (await queue.Next()).Interview!;
        var interview = agency.Grains.GetGrain<IInterview>(key);
        // It is Tuesday morning; they may be rung on Thursdays from two to four.
        Assert.True((await interview.Do("when", new InterviewCommand.StateAvailability("maya", [new AvailableSpan(IsoDayOfWeek.Thursday, new LocalTime(14, 0), new LocalTime(16, 0), false)]))).Ok);
        Assert.Contains("Thursday 14:00 to 16:00", (await interview.Dial("dial", "n1")).Refusal, StringComparison.Ordinal);
        Assert.All(await interview.Offers("maya"), o => Assert.Equal(IsoDayOfWeek.Thursday, o.InUtc().DayOfWeek));
        await queue.Close(key);
        var next = await queue.Next();
        Assert.Equal((null, Instant.FromUtc(2026, 11, 26, 14, 0)), (next.Interview, next.NextCallable));
        SmallAgency.AsHouse();
        Assert.NotNull(await agency.Grains.GetGrain<IPerson>(cards[0].Person).WhyNot(TouchKind.Dial, "other/e/i1"));
        agency.Time.Now = Instant.FromUtc(2026, 11, 26, 14, 0);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal(key, (await queue.Next()).Interview);
        Assert.True((await interview.Dial("dial-2", "n1")).Ok);
    }

    [Fact]
    public async Task No_dial_that_could_overrun_ones_own_next_promise_and_no_promise_at_night()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var cards = await ChosenAsync(agency, 2);
        SmallAgency.As("maya", Role.Interviewer);
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        var key = (await queue.Next()).Interview!;
        var interview = agency.Grains.GetGrain<IInterview>(key);
        SmallAgency.AsHouse();
        Assert.True((await agency.Grains.GetGrain<IInterviewer>("maya").Take("soon", cards.First(c => c.Interview != key).Interview, agency.Time.Now + Duration.FromMinutes(8), 15)).Ok);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal("Your next promise is in 8 minutes; no new call fits before it.", (await interview.Dial("dial", "n1")).Refusal);
        var night = await interview.Do("night", new InterviewCommand.PromiseCallback("maya", "n1", Instant.FromUtc(2026, 11, 24, 22, 30)));
        Assert.Equal("It is 22:30 there; the law allows 08:00 to 21:00. Nearest good time: Wed 25 Nov 09:00 Lisbon.", night.Refusal);
    }

    internal static async Task<InterviewCard[]> ChosenAsync(SmallAgency agency, int people, Func<int, string>? dealAndCompany = null)
    {
        var names = new[] { "Ana Ferreira", "Rui Marques", "Eva Lopes", "Tom Alves" };
        var key = await agency.InTheFieldAsync(Heads + string.Join('\n', names.Take(people).Select((name, n) =>
            $"{dealAndCompany?.Invoke(n) ?? $"Route {n},Vale do Lima"},{name},p{n}@vale.example,+351 912 555 01{n},Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North")));
        SmallAgency.AsHouse();
        var directory = agency.Grains.GetGrain<IAgency>(IAgency.Key);
        Assert.True((await directory.Join("sven", new Staff("sven", "Sven", "sven@harrowlane.example", Role.Supervisor, "main", "Europe/Lisbon", null))).Ok);
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)]);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == people);
        return [.. await engagement.Cards()];
    }
}
