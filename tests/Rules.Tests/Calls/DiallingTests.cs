using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Nobody is offered whom a rule then keeps from being rung: the queue and the dial read the same rules at the same instant.</summary>
public sealed class DiallingTests
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 11, 23, 0, 0);
    private static readonly Place[] Places = [new("Europe/Lisbon", "PT", null), new("America/Chicago", "US", "IL"), new("Asia/Kathmandu", "NP", null), new("Australia/Lord_Howe", "AU", "NSW")];

    private sealed record Deck(Instant Now, ImmutableArray<InterviewCard> Cards, ImmutableDictionary<string, PersonState> People);

    [Fact]
    public void Whoever_is_offered_may_be_dialled_at_that_instant() => Prop.ForAll(Decks, deck =>
    {
        foreach (var who in new[] { "maya", "joao" })
            if (Offered(deck, who) is { } card && Refusal(card, deck.People[card.Person], deck.Now) is { } why)
                throw new InvalidOperationException($"{who} was offered {card.Interview} at {deck.Now}, and the dial says: {why}");
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Whoever_is_passed_over_though_nobody_else_wants_them_has_a_reason() => Prop.ForAll(Decks, deck =>
    {
        var index = IndexOf(deck);
        if (Offered(deck, "maya", index) is not null) return true;
        return deck.Cards.Where(c => Refusal(c, deck.People[c.Person], deck.Now) is not null).All(c => !index.WhyNotYet(c.Interview, "maya", deck.Now, deck.Now).IsEmpty
            || Person.WhyNot(deck.People[c.Person], Dialling.KindOf(c, deck.Now), deck.Now, c.Interview) is not null);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_person_on_whom_the_week_is_spent_comes_up_again_on_the_day_it_frees_up()
    {
        var now = Instant.FromUtc(2026, 11, 19, 10, 0);
        var person = Tried(now - Duration.FromDays(2), now - Duration.FromDays(1));
        var card = Card("c/e/i1", Places[0]);
        var held = Dialling.WhyNot(card, person, now, PlaceClock.At)!;
        Assert.Contains("2 days of the last week", held.Why, StringComparison.Ordinal);
        Assert.Null(Person.WhyNot(person, TouchKind.Dial, held.From!.Value));
        Assert.NotNull(Person.WhyNot(person, TouchKind.Dial, held.From.Value - Duration.FromMinutes(1)));

        var index = Empty();
        index.Put(card);
        Assert.Equal(card, index.Next("maya", now, null, 10, now).Card);
        index.Hold(card.Interview, held, now);
        Assert.Null(index.Next("maya", now, null, 10, now).Card);
        Assert.Contains(held.Why, index.WhyNotYet(card.Interview, "maya", now, now));
        var then = held.From.Value + Duration.FromHours(12);
        Assert.Equal(card, index.Next("maya", then, null, 10, then).Card);
    }

    [Fact]
    public void A_case_that_rests_is_counted_once_and_one_that_ended_not_at_all()
    {
        var now = Instant.FromUtc(2026, 11, 24, 10, 0);
        var card = Card("c/e/i1", Places[0]) with { NotBefore = now + Duration.FromHours(2) };
        var index = Empty();
        index.Put(card);
        index.Put(card with { Version = card.Version + 1 });
        Assert.Equal(1, index.Waiting);
        index.Put(card with { Version = card.Version + 2, Status = CaseStatus.Refused });
        var choice = index.Next("maya", now, null, 10, now);
        Assert.Equal((0, (Instant?)null), (choice.Waiting, choice.NextCallable));
    }

    [Fact]
    public void A_promise_kept_a_day_late_waits_for_the_hours_of_the_place_again()
    {
        var due = Instant.FromUtc(2026, 11, 24, 22, 30);
        var card = Card("c/e/i1", Places[0]) with { Status = CaseStatus.Promised, Due = due, Owner = "maya" };
        Assert.Null(Dialling.ClosedThere(card, due + Duration.FromMinutes(10), PlaceClock.At));
        Assert.NotNull(Dialling.ClosedThere(card, due + Duration.FromHours(4), PlaceClock.At));
        var index = Empty();
        index.Put(card);
        var night = index.Next("maya", due + Duration.FromHours(4), null, 10, due);
        Assert.Null(night.Card);
        Assert.Equal(Instant.FromUtc(2026, 11, 25, 9, 0), night.NextCallable);
        Assert.Equal(card, index.Next("maya", night.NextCallable!.Value, null, 10, due).Card);
    }

    [Fact]
    public void A_newer_card_ends_the_holding()
    {
        var now = Instant.FromUtc(2026, 11, 26, 10, 0);
        var index = Empty();
        var card = Card("c/e/i1", Places[0]);
        index.Put(card);
        Assert.NotNull(index.Next("maya", now, null, 10, now).Card);
        index.Hold(card.Interview, new Held("All used.", null), now);
        Assert.Null(index.Next("maya", now, null, 10, now).Card);
        index.Put(card with { Version = card.Version + 1 });
        Assert.NotNull(index.Next("maya", now, null, 10, now).Card);
    }

    /// <summary>As the queue offers: the best by the index, its person asked, and held where the person may not be touched.</summary>
    private static InterviewCard? Offered(Deck deck, string who, QueueIndex? on = null)
    {
        var index = on ?? IndexOf(deck);
        for (var n = 0; n <= deck.Cards.Length; n++)
        {
            if (index.Next(who, deck.Now, null, 10, deck.Now).Card is not { } card) return null;
            if (Person.WhyNot(deck.People[card.Person], Dialling.KindOf(card, deck.Now), deck.Now, card.Interview) is not { } held) return card;
            index.Hold(card.Interview, held, deck.Now);
        }
        throw new InvalidOperationException("A held case was offered again at the same instant.");
    }

    /// <summary>What the dial does: the hours of the place, then the permit that counts.</summary>
    private static string? Refusal(InterviewCard card, PersonState person, Instant now) =>
        Dialling.ClosedThere(card, now, PlaceClock.At)?.Why
        ?? (Person.Decide(person, new PersonCommand.AskPermit(Dialling.KindOf(card, now), card.Interview), now) as Decision<PersonEvent>.Refused)?.Reason;

    private static QueueIndex IndexOf(Deck deck)
    {
        var index = Empty();
        foreach (var card in deck.Cards) index.Put(card);
        return index;
    }

    private static QueueIndex Empty()
    {
        var index = new QueueIndex(PlaceClock.At);
        foreach (var who in new[] { "maya", "joao" }) index.Know(new Colleague(who, ["en"], null, []));
        return index;
    }

    private static PersonState Tried(params Instant[] dials) =>
        dials.Aggregate(PersonState.Fold(PersonState.None, new PersonEvent.Met(dials[0], "Europe/Lisbon")), (s, at) => PersonState.Fold(s, new PersonEvent.Permitted(at, TouchKind.Dial, "c/other/i9", Counted: true)));

    private static InterviewCard Card(string interview, Place place) => new()
    {
        Interview = interview, Engagement = "c/e", Person = "p1", CompanyKey = "k", Team = "main", Status = CaseStatus.Waiting, Outcome = DealOutcome.Lost,
        DecidedOn = new LocalDate(2026, 11, 3), Place = place, Language = "en", Tier = "standard", Priority = 3, NotBefore = Monday - Duration.FromDays(30), Version = 2,
    };

    private static readonly Arbitrary<Deck> Decks = (
        from minute in Gen.Choose(0, 9 * 24 * 60)
        from size in Gen.Choose(1, 10)
        from cards in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 99), 8), size)
        from people in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 99), 8), 4)
        select Dealt(Monday + Duration.FromMinutes(minute), cards, people)).ToArbitrary();

    private static Deck Dealt(Instant now, int[][] cards, int[][] people) => new(now,
        [.. cards.Select((d, n) => Drawn(d, n, now))],
        people.Select((d, n) => ($"p{n}", Somebody(d, now))).ToImmutableDictionary(p => p.Item1, p => p.Item2));

    private static InterviewCard Drawn(int[] d, int n, Instant now)
    {
        var card = Card($"c/e/i{n}", Places[d[0] % Places.Length]) with { Person = $"p{d[1] % 4}", Priority = 1 + d[2] % 5, Counted = d[3] % 7 };
        return (d[4] % 6) switch
        {
            0 => card with { Status = CaseStatus.Promised, Due = now + Duration.FromMinutes(10 * (d[5] - 70)), Owner = "maya" },
            1 => card with { Status = CaseStatus.Booked, Interviewing = true, Due = now + Duration.FromMinutes(10 * (d[5] - 70)), Owner = "joao" },
            2 => card with { ReturnedAt = now - Duration.FromMinutes(10 * d[5]) },
            _ => card,
        };
    }

    private static PersonState Somebody(int[] d, Instant now)
    {
        var state = PersonState.Fold(PersonState.None, new PersonEvent.Met(Monday, Places[d[0] % Places.Length].Zone));
        foreach (var touch in d.Skip(2).Take(d[1] % 7).OrderDescending())
            state = PersonState.Fold(state, new PersonEvent.Permitted(now - Duration.FromHours(2 * touch), touch % 3 == 0 ? TouchKind.Mail : TouchKind.Dial, "c/other/i9", Counted: true));
        return d[0] < 8 ? PersonState.Fold(state, new PersonEvent.Suppressed(now)) : state;
    }
}
