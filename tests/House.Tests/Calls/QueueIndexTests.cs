using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.House.Tests.Calls;

public sealed class QueueIndexTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly Place Lisbon = new("Europe/Lisbon", "PT", null);
    private static readonly Place Chicago = new("America/Chicago", "US", "IL");

    [Fact]
    public void A_due_promise_comes_before_everything_else()
    {
        var index = Index(Card(1) with { Priority = 1 }, Card(2) with { Priority = 5, Status = CaseStatus.Promised, Due = Now, Owner = "maya" });
        Assert.Equal("c/e/i2", Next(index, "maya")?.Interview);
    }

    [Fact]
    public void A_promise_of_a_colleague_is_not_offered_to_another() =>
        Assert.Null(Next(Index(Card(1) with { Status = CaseStatus.Promised, Due = Now, Owner = "joao" }), "maya"));

    [Fact]
    public void A_returned_call_comes_before_cases_by_score() =>
        Assert.Equal("c/e/i2", Next(Index(Card(1) with { Priority = 1 }, Card(2) with { Priority = 5, ReturnedAt = Now - Duration.FromMinutes(3) }), "maya")?.Interview);

    [Fact]
    public void Nobody_is_rung_outside_their_own_hours()
    {
        var index = Index(Card(1) with { Place = Chicago });
        Assert.Null(Next(index, "maya"));
        var choice = index.Next("maya", Now, null, 10, Now);
        Assert.Equal(Instant.FromUtc(2026, 11, 24, 15, 0), choice.NextCallable);
        Assert.Contains(index.WhyNotYet("c/e/i1", "maya", Now, Now), why => why.Contains("04:00", StringComparison.Ordinal));
    }

    [Fact]
    public void A_case_that_one_knows_or_that_declined_to_one_goes_to_a_colleague()
    {
        var index = Index(Card(1) with { Barred = ["maya"] }, Card(2) with { RefusedTo = "maya" });
        Assert.Null(Next(index, "maya"));
        Assert.NotNull(Next(index, "joao"));
    }

    [Fact]
    public void A_case_open_on_one_desk_is_not_offered_on_another_until_its_lease_ends()
    {
        var index = Index(Card(1));
        index.Lease("c/e/i1", "joao", Now + Duration.FromMinutes(20));
        Assert.Null(index.Next("maya", Now, null, 10, Now).Card);
        Assert.Contains("a colleague has it open", index.WhyNotYet("c/e/i1", "maya", Now, Now));
        Assert.NotNull(index.Next("maya", Now, null, 10, Now + Duration.FromMinutes(21)).Card);
        Assert.Empty(index.WhyNotYet("c/e/i1", "maya", Now, Now + Duration.FromMinutes(21)));
    }

    [Fact]
    public void No_new_case_is_offered_that_could_overrun_the_next_promise()
    {
        var choice = Index(Card(1)).Next("maya", Now, Now + Duration.FromMinutes(6), 10, Now);
        Assert.Null(choice.Card);
        Assert.Contains("promise", choice.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_cards_and_instant_give_the_same_answer_in_any_order_of_telling() => Prop.ForAll(Decks, deck =>
    {
        var told = Index([.. deck]);
        var other = Index([.. deck.Reverse()]);
        return Interviewers.All(who => Next(told, who)?.Interview == Next(other, who)?.Interview)
            && told.Ranking(Now, 0, 50).Select(c => c.Interview).SequenceEqual(other.Ranking(Now, 0, 50).Select(c => c.Interview));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_due_promise_is_never_lost() => Prop.ForAll(Decks, deck =>
    {
        var index = Index([.. deck]);
        return Interviewers.All(who =>
        {
            var due = deck.Any(c => c.Due is { } at && at <= Now && c.Status is CaseStatus.Promised or CaseStatus.Booked && c.Owner == who);
            return !due || Next(index, who) is { Due: not null };
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_refused_for_good_is_never_offered() => Prop.ForAll(Decks, deck =>
    {
        var index = Index([.. deck]);
        foreach (var card in deck) index.Put(card with { Status = CaseStatus.Refused, Due = null, ReturnedAt = null, Version = card.Version + 1 });
        return Interviewers.All(who => Next(index, who) is null) && index.Callable(Now) == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_older_card_told_late_changes_nothing() => Prop.ForAll(Decks, deck =>
    {
        var index = Index([.. deck]);
        var before = Interviewers.Select(who => Next(index, who)?.Interview).ToArray();
        foreach (var card in deck) index.Put(card with { Status = CaseStatus.Waiting, Due = null, Priority = 1, Version = card.Version - 1 });
        return before.SequenceEqual(Interviewers.Select(who => Next(index, who)?.Interview));
    }).QuickCheckThrowOnFailure();

    private static readonly string[] Interviewers = ["maya", "joao"];

    private static InterviewCard? Next(QueueIndex index, string who) => index.Next(who, Now, null, 10, Now).Card;

    private static QueueIndex Index(params InterviewCard[] cards)
    {
        var index = new QueueIndex(PlaceClock.At);
        foreach (var who in Interviewers) index.Know(new Colleague(who, ["en"], null, []));
        foreach (var card in cards) index.Put(card);
        return index;
    }

    private static InterviewCard Card(int n) => new()
    {
        Interview = $"c/e/i{n}", Engagement = "c/e", Person = $"p{n}", CompanyKey = "k", Team = "main", Status = CaseStatus.Waiting, Outcome = DealOutcome.Lost,
        DecidedOn = new LocalDate(2026, 11, 3), Place = Lisbon, Language = "en", Tier = "standard", Priority = 3, NotBefore = Now - Duration.FromDays(1), Version = 2,
    };

    private static readonly Arbitrary<InterviewCard[]> Decks = (
        from size in Gen.Choose(1, 12)
        from draws in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 99), 8), size)
        select draws.Select(Drawn).ToArray()).ToArbitrary();

    private static InterviewCard Drawn(int[] d, int n)
    {
        var card = Card(n) with { Priority = 1 + d[0] % 5, Counted = d[1] % 7, NotBefore = Now + Duration.FromMinutes(d[2] - 60), Place = d[3] < 80 ? Lisbon : Chicago };
        var owner = d[4] < 50 ? "maya" : "joao";
        return (d[5] % 6) switch
        {
            0 => card with { Status = CaseStatus.Promised, Due = Now + Duration.FromMinutes(d[6] - 50), Owner = owner },
            1 => card with { Status = CaseStatus.Booked, Interviewing = true, Due = Now + Duration.FromMinutes(d[6] - 50), Owner = owner },
            2 => card with { ReturnedAt = Now - Duration.FromMinutes(d[6]), Owner = d[7] < 50 ? owner : null },
            3 => card with { RefusedTo = owner },
            _ => card,
        };
    }
}
