using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using static WinLossAgency.Rules.Tests.Calls.QueueCards;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>In which order waiting cases come, by what, and in what words.</summary>
public sealed class QueueOrderTests
{
    private static readonly LocalDateTime TuesdayMorning = new(2026, 11, 24, 10, 0);

    [Fact]
    public void Priority_weighs_more_than_rank_and_rank_more_than_freshness_and_so_on_down_to_the_id()
    {
        InterviewCard[] wanted =
        [
            Card(9) with { Priority = 1, DecidedOn = new LocalDate(2026, 6, 1), Counted = 5 },
            Card(8) with { Tier = "senior", DecidedOn = new LocalDate(2026, 6, 1) },
            Card(7) with { Counted = 5 },
            Card(6) with { Counted = 0, DecidedOn = new LocalDate(2026, 10, 20) },
            Card(1) with { DecidedOn = new LocalDate(2026, 11, 20) },
            Card(2) with { DecidedOn = new LocalDate(2026, 11, 20) },
            Card(3) with { DecidedOn = new LocalDate(2026, 6, 1) },
        ];
        var index = Index([Works("maya", "en")], [.. wanted.Reverse()]);
        Assert.Equal(wanted.Select(c => c.Interview), index.Ranking(Now, 0, 50).Select(c => c.Interview));
    }

    [Fact]
    public void Lost_deals_are_fresh_from_the_second_to_the_fourth_week_and_departures_to_the_sixth()
    {
        var decided = new LocalDate(2026, 11, 1);
        var lost = Card(1) with { DecidedOn = decided };
        var left = lost with { Outcome = DealOutcome.Churned };
        Freshness[] Of(InterviewCard card, params int[] days) => [.. days.Select(d => QueueOrder.FreshnessOf(card, decided.PlusDays(d)))];
        Assert.Equal([Freshness.Early, Freshness.Fresh, Freshness.Fresh, Freshness.Fading, Freshness.Stale], Of(lost, 13, 14, 28, 29, 57));
        Assert.Equal([Freshness.Early, Freshness.Fresh, Freshness.Fresh, Freshness.Fading, Freshness.Stale], Of(left, 13, 14, 42, 43, 71));
    }

    [Fact]
    public void Freshness_is_that_of_the_day_and_not_of_the_day_the_card_was_told()
    {
        var early = Card(1) with { DecidedOn = new LocalDate(2026, 11, 20) };
        var fading = Card(2) with { DecidedOn = new LocalDate(2026, 10, 25) };
        var index = Index([Works("maya", "en")], early, fading);
        Assert.Equal("c/e/i2", index.NextFor("maya", Now)!.Interview);
        Assert.Equal("c/e/i1", index.NextFor("maya", Instant.FromUtc(2026, 12, 4, 10, 0))!.Interview);
    }

    [Fact]
    public void Two_failed_afternoons_make_mornings_the_next_try()
    {
        LocalDateTime[] failed = [new(2026, 11, 19, 15, 0), new(2026, 11, 23, 16, 0)];
        Assert.Equal("two afternoons failed, mornings next", ContactChance.Words(TuesdayMorning, [], [.. failed]));
        Assert.Equal(DayPart.Morning, ContactChance.Best(TuesdayMorning, [], [.. failed]));
        Assert.True(ContactChance.At(TuesdayMorning, [], [.. failed]) > ContactChance.At(TuesdayMorning.PlusHours(5), [], [.. failed]));
    }

    [Fact]
    public void One_failed_try_is_enough_to_send_the_next_to_another_part_of_the_day()
    {
        foreach (var hour in new[] { 10, 13, 15 })
        {
            var failed = new LocalDateTime(2026, 11, 23, hour, 0);
            Assert.NotEqual(ContactChance.PartOf(failed.TimeOfDay), ContactChance.Best(TuesdayMorning, [], [failed]));
        }
    }

    [Fact]
    public void Somebody_who_answered_twice_on_a_tuesday_morning_usually_answers_then()
    {
        LocalDateTime[] reached = [new(2026, 11, 10, 9, 30), new(2026, 11, 17, 11, 0)];
        Assert.Equal("usually answers Tue mornings", ContactChance.Words(TuesdayMorning, [.. reached], []));
        Assert.Equal(0, ContactChance.Level(TuesdayMorning, [.. reached], []));
        Assert.True(ContactChance.At(TuesdayMorning, [.. reached], []) > ContactChance.At(TuesdayMorning.PlusDays(1), [.. reached], []));
    }

    [Fact]
    public void The_chance_stays_near_what_is_usual_until_the_persons_own_calls_outweigh_it()
    {
        Assert.Equal(0.30, ContactChance.At(TuesdayMorning, [], []), 10);
        Assert.Equal(0.20, ContactChance.At(TuesdayMorning, [], [new(2026, 11, 23, 10, 0)]), 10);
        Assert.InRange(ContactChance.At(TuesdayMorning, [], [.. Enumerable.Range(0, 6).Select(_ => TuesdayMorning.PlusDays(-1))]), 0.05, 0.10);
    }

    [Fact]
    public void A_case_whose_mornings_failed_stands_behind_in_the_morning_and_not_in_the_afternoon()
    {
        var failed = Card(1) with { Failed = [Now - Duration.FromDays(1), Now - Duration.FromDays(4)], Tried = [Now - Duration.FromDays(1), Now - Duration.FromDays(4)], Counted = 0 };
        var other = Card(2);
        var index = Index([Works("maya", "en")], failed, other);
        Assert.Equal("c/e/i2", index.NextFor("maya", Now)!.Interview);
        var afternoon = Now + Duration.FromHours(5);
        Assert.Equal("c/e/i1", index.NextFor("maya", afternoon)!.Interview);
        Assert.Contains("two mornings failed, afternoons next", index.ReasonsFor(failed, afternoon));
    }
}
