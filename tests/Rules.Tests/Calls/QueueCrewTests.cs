using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using static WinLossAgency.Rules.Tests.Calls.QueueCards;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Who is offered a case: whoever speaks its language, its owner first and for a time, and nobody twice.</summary>
public sealed class QueueCrewTests
{
    [Fact]
    public void A_case_is_offered_only_in_a_language_its_interviewer_speaks_and_why_not_says_so()
    {
        var index = Index([Works("maya", "en de"), Works("joao", "en pt")], Card(1) with { Language = "pt" });
        Assert.Null(index.NextFor("maya", Now));
        Assert.Equal(["you do not speak Portuguese"], index.WhyNotYet("c/e/i1", "maya", Now, Now));
        Assert.Empty(index.WhyNotYet("c/e/i1", null, Now, Now));
        Assert.NotNull(index.NextFor("joao", Now));
    }

    [Fact]
    public void Where_nobody_on_shift_speaks_a_language_the_team_is_told()
    {
        var index = Index([Works("maya", "en"), Works("joao", "en pt", Away(new(2026, 11, 23, 0, 0), new(2026, 11, 28, 0, 0)))], Card(1) with { Language = "pt" });
        Assert.Equal(["nobody on shift speaks Portuguese"], index.WhyNotYet("c/e/i1", null, Now, Now));
        Assert.Contains("you do not speak Portuguese", index.WhyNotYet("c/e/i1", "maya", Now, Now));
    }

    [Fact]
    public void Whoever_spoke_keeps_the_case_for_two_working_days_and_then_anybody_may_ring()
    {
        var spoke = Now - Duration.FromHours(1);
        var index = Index([Works("maya", "en"), Works("joao", "en")], Card(1) with { Owner = "joao", Tried = [spoke], Reached = [spoke], Counted = 1, NotBefore = spoke });
        Assert.Null(index.NextFor("maya", Now));
        Assert.NotNull(index.NextFor("joao", Now));
        Assert.True(index.IsKeptFrom("c/e/i1", "maya", Now));
        // Thursday ends at six; on Friday it is anybody's, and the reason says why.
        Assert.Null(index.NextFor("maya", Instant.FromUtc(2026, 11, 26, 17, 0)));
        var friday = Instant.FromUtc(2026, 11, 27, 10, 0);
        var choice = index.Next("maya", friday, null, 10, friday);
        Assert.NotNull(choice.Card);
        Assert.Equal("the colleague whose case it is has not rung for 2 working days", choice.Reasons[0]);
        Assert.False(index.IsKeptFrom("c/e/i1", "maya", friday));
    }

    [Fact]
    public void A_promise_that_somebody_set_aside_goes_to_a_colleague_and_not_back_to_them_at_once()
    {
        var index = Index([Works("maya", "en"), Works("joao", "en")], Card(1) with { Status = CaseStatus.Promised, Due = Now, PassedOnBy = "joao", NotBefore = Now + Duration.FromHours(3) });
        Assert.Null(index.NextFor("joao", Now));
        Assert.Contains("you set it aside; a colleague keeps the promise", index.WhyNotYet("c/e/i1", "joao", Now, Now));
        Assert.NotNull(index.NextFor("maya", Now));
        // Three hours later nobody has kept it, so that whoever can does.
        Assert.NotNull(index.NextFor("joao", Now + Duration.FromHours(3)));
    }

    [Fact]
    public void What_we_missed_after_hours_may_still_be_rung_for_an_hour_since_they_asked_for_it()
    {
        // Lisbon closes at six; they asked for half past.
        var asked = Instant.FromUtc(2026, 11, 24, 18, 30);
        var index = Index([Works("maya", "en")], Card(1) with { MissedBy = Fault.Ours, MissedDue = asked, NotBefore = asked + Duration.FromMinutes(15) });
        Assert.NotNull(index.NextFor("maya", asked + Duration.FromMinutes(20)));
        Assert.Null(index.NextFor("maya", asked + Duration.FromMinutes(61)));
    }

    [Fact]
    public void A_weekend_is_no_working_day_in_which_an_owner_could_have_rung()
    {
        var friday = Instant.FromUtc(2026, 11, 27, 16, 0);
        var index = Index([Works("maya", "en"), Works("joao", "en")], Card(1) with { Owner = "joao", Tried = [friday], NotBefore = friday });
        Assert.Null(index.NextFor("maya", Instant.FromUtc(2026, 12, 1, 17, 30)));
        Assert.NotNull(index.NextFor("maya", Instant.FromUtc(2026, 12, 2, 10, 0)));
    }

    [Fact]
    public void What_an_absent_or_departed_owner_kept_is_anybodys_at_once()
    {
        var card = Card(1) with { Owner = "joao", Tried = [Now - Duration.FromHours(2)] };
        var index = Index([Works("maya", "en"), Works("joao", "en")], card);
        Assert.Null(index.NextFor("maya", Now));
        index.Know(Works("joao", "en", Away(new(2026, 11, 24, 0, 0), new(2026, 11, 30, 0, 0))));
        Assert.Equal("the colleague whose case it is is away", index.Next("maya", Now, null, 10, Now).Reasons[0]);
        index.Know(Works("joao", "en"));
        Assert.Null(index.NextFor("maya", Now));
        index.Forget("joao");
        Assert.NotNull(index.NextFor("maya", Now));
    }

    [Fact]
    public void A_promise_that_its_owner_does_not_keep_comes_to_a_colleague_in_a_quarter_of_an_hour()
    {
        var index = Index([Works("maya", "en"), Works("joao", "en")], Card(1) with { Status = CaseStatus.Promised, Due = Now, Owner = "joao" });
        Assert.Null(index.NextFor("maya", Now + Duration.FromMinutes(14)));
        Assert.NotNull(index.NextFor("joao", Now + Duration.FromMinutes(14)));
        var late = Now + Duration.FromMinutes(15);
        Assert.Contains("the colleague who promised it is more than 15 minutes late", index.Next("maya", late, null, 10, late).Reasons);
    }

    [Fact]
    public void A_promise_inside_an_owners_absence_comes_to_a_colleague_on_time_and_is_seen_before()
    {
        var card = Card(1) with { Status = CaseStatus.Promised, Due = Now + Duration.FromDays(1), Owner = "joao" };
        var index = Index([Works("maya", "en"), Works("joao", "en", Away(new(2026, 11, 25, 0, 0), new(2026, 11, 26, 0, 0)))], card);
        Assert.Equal("is away then", index.Uncovered(card));
        var due = card.Due!.Value - QueueIndex.PromiseLead;
        Assert.Null(index.NextFor("maya", due - Duration.FromMinutes(1)));
        Assert.Equal(card, index.NextFor("maya", due));
    }

    [Fact]
    public void A_promise_outside_its_owners_shift_is_seen_before_and_kept_by_whoever_is_there()
    {
        // Eight in the evening in Lisbon: somebody's hours changed after they promised.
        var card = Card(1) with { Status = CaseStatus.Promised, Due = Instant.FromUtc(2026, 11, 24, 20, 0), Owner = "joao" };
        var index = Index([Works("maya", "en"), Works("joao", "en")], card);
        Assert.Equal("is off shift then", index.Uncovered(card));
        Assert.Equal(card, index.NextFor("maya", card.Due!.Value));
    }

    [Fact]
    public void A_promise_that_everybody_missed_never_vanishes_and_stays_first_in_line()
    {
        var card = Card(1) with { Status = CaseStatus.Booked, Interviewing = true, Due = Now, Owner = "joao", Priority = 5 };
        var index = Index([Works("maya", "en"), Works("joao", "en")], card, Card(2) with { Priority = 1 });
        foreach (var later in new[] { Duration.FromMinutes(30), Duration.FromHours(4), Duration.FromDays(1), Duration.FromDays(15) })
        {
            Assert.Equal(card, index.NextFor("maya", Now + later));
            Assert.True(card.IsMissed(Now + later));
        }
    }

    [Fact]
    public void A_returned_call_goes_to_its_owner_and_soon_to_the_best_free_colleague()
    {
        var card = Card(1) with { Owner = "joao", ReturnedAt = Now };
        var index = Index([Works("maya", "en"), Works("joao", "en")], card);
        Assert.Null(index.NextFor("maya", Now + Duration.FromMinutes(1)));
        Assert.NotNull(index.NextFor("joao", Now + Duration.FromMinutes(1)));
        Assert.NotNull(index.NextFor("maya", Now + Duration.FromMinutes(10)));
        index.Know(Works("joao", "en", Away(new(2026, 11, 24, 0, 0), new(2026, 11, 25, 0, 0))));
        Assert.NotNull(index.NextFor("maya", Now + Duration.FromMinutes(1)));
    }

    [Fact]
    public void Two_interviewers_never_have_the_same_person_through_two_cases()
    {
        var index = Index([Works("maya", "en"), Works("joao", "en")], Card(1) with { Person = "ana" }, Card(2) with { Person = "ana", Interview = "other/e/i2" });
        var first = index.NextFor("maya", Now)!;
        index.Lease(first.Interview, "maya", Now + Duration.FromMinutes(20));
        Assert.Null(index.NextFor("joao", Now));
        var other = first.Interview == "c/e/i1" ? "other/e/i2" : "c/e/i1";
        Assert.Equal(["a colleague has another case of the same person open"], index.WhyNotYet(other, "joao", Now, Now));
        Assert.Equal([other], index.AlsoWorked(first).Select(c => c.Interview));
        index.EndLease(first.Interview);
        Assert.NotNull(index.NextFor("joao", Now));
    }

    [Fact]
    public void Stated_hours_are_hard_and_open_a_time_that_the_place_keeps_shut()
    {
        var saturday = new AvailableSpan(IsoDayOfWeek.Saturday, new LocalTime(10, 0), new LocalTime(12, 0), ConsentRecorded: true);
        var index = Index([Works("maya", "en")], Card(1) with { Available = [saturday] });
        var choice = index.Next("maya", Now, null, 10, Now);
        Assert.Null(choice.Card);
        var opens = Instant.FromUtc(2026, 11, 28, 10, 0);
        Assert.Equal(opens, choice.NextCallable);
        Assert.Contains(index.WhyNotYet("c/e/i1", "maya", Now, Now), w => w.Contains("Saturday 10:00 to 12:00", StringComparison.Ordinal));
        Assert.NotNull(index.NextFor("maya", opens));
        Assert.Null(index.NextFor("maya", opens + Duration.FromHours(2)));
    }

    [Fact]
    public void The_hour_of_a_promise_stands_when_the_clocks_change()
    {
        // Spring in Lisbon: from 29 March 2026 the same wall time is an hour earlier in UTC.
        var due = Zones.ToInstant(new LocalDateTime(2026, 3, 30, 9, 0), DateTimeZoneProviders.Tzdb["Europe/Lisbon"]).At;
        Assert.Equal(Instant.FromUtc(2026, 3, 30, 8, 0), due);
        var index = Index([Works("maya", "en")], Card(1) with { Status = CaseStatus.Promised, Due = due, Owner = "maya", NotBefore = due }, Card(2) with { NotBefore = due - Duration.FromDays(3), DecidedOn = new LocalDate(2026, 3, 10) });
        Assert.Null(index.NextFor("maya", due - Duration.FromMinutes(30)));
        Assert.Equal("c/e/i1", index.NextFor("maya", due)!.Interview);
        // The place opens at nine by its own clock, which is eight in UTC now and was nine in the week before.
        Assert.Equal("c/e/i2", Index([Works("maya", "en")], Card(2) with { NotBefore = due - Duration.FromDays(3) }).NextFor("maya", due)!.Interview);
        Assert.Null(Index([Works("maya", "en")], Card(2) with { NotBefore = due - Duration.FromDays(9) }).NextFor("maya", due - Duration.FromDays(7)));
    }
}
