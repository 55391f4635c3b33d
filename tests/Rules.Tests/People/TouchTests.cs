using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Rules.Tests.People;

/// <summary>What is spent of a person's budget, and what is given back (DOMAIN §5).</summary>
public sealed class TouchTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 23, 10, 0);

    [Fact]
    public void A_voicemail_and_its_mail_count_once()
    {
        var person = After(Ask(TouchKind.Dial), Ask(TouchKind.Voicemail), Ask(TouchKind.Mail));
        Assert.Equal([true, false, false], person.Touches.Select(t => t.Counted));
    }

    [Fact]
    public void A_second_mail_beside_one_voicemail_is_a_second_message()
    {
        var person = After(Ask(TouchKind.Dial), Ask(TouchKind.Voicemail), Ask(TouchKind.Mail));
        Assert.Contains("one message today", Person.WhyNot(person, TouchKind.Mail, Morning)!.Why, StringComparison.Ordinal);
        Assert.Contains("one message today", Person.WhyNot(person, TouchKind.Voicemail, Morning)!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_busy_line_gives_its_own_call_back_and_no_earlier_one()
    {
        Assert.Empty(After(Ask(TouchKind.Dial), new PersonCommand.ReturnTouch("c/e/i")).Touches);
        var promised = After(Ask(TouchKind.Dial), Ask(TouchKind.PromisedCall), new PersonCommand.ReturnTouch("c/e/i"));
        Assert.Equal(1, promised.Touches.Count(t => t.Counted));
    }

    [Fact]
    public void Whoever_had_their_message_of_the_day_is_left_none_at_the_hour_that_they_named()
    {
        var person = After(Ask(TouchKind.Mail), Ask(TouchKind.PromisedCall));
        Assert.True(Person.HadMessage(person, Morning));
        Assert.False(Person.HadMessage(person, Morning + Duration.FromDays(1)));
        Assert.True(Person.HadMessage(After(Ask(TouchKind.Dial), Ask(TouchKind.Voicemail)), Morning));
        // What they asked for is no message of ours.
        Assert.False(Person.HadMessage(After(Ask(TouchKind.Dial), Ask(TouchKind.BookingMail)), Morning));
    }

    [Fact]
    public void A_line_that_failed_gives_back_no_call_that_was_made_since()
    {
        // Rung as promised, and the line failed; a colleague rings in vain before that can no longer be undone.
        var wished = PersonState.Fold(After(Ask(TouchKind.PromisedCall)), new PersonEvent.Permitted(Morning + Duration.FromMinutes(1), TouchKind.Dial, "c/e/i", true));
        var person = PersonState.Fold(wished, new PersonEvent.TouchReturned(Morning + Duration.FromMinutes(2), "c/e/i") { Rang = Morning + Duration.FromSeconds(30) });
        Assert.Equal(1, person.Touches.Count(t => t.Counted));
        // That second line was busy after all, and is given back for itself.
        person = PersonState.Fold(person, new PersonEvent.TouchReturned(Morning + Duration.FromMinutes(3), "c/e/i") { Rang = Morning + Duration.FromSeconds(90) });
        Assert.Equal(0, person.Touches.Count(t => t.Counted));
    }

    [Fact]
    public void A_company_is_given_back_the_call_whose_line_failed_and_none_made_since()
    {
        var company = Company.Touch(Company.Touch(CompanyState.None, "p", "promised", Morning, TouchKind.PromisedCall), "p", "dial", Morning + Duration.FromMinutes(1));
        company = Company.Return(company, "p", "busy/1", Morning + Duration.FromSeconds(30), Morning + Duration.FromMinutes(2));
        Assert.Equal("dial", Assert.Single(company.Touches).Command);
        company = Company.Return(company, "p", "busy/2", Morning + Duration.FromSeconds(90), Morning + Duration.FromMinutes(3));
        Assert.Empty(company.Touches);
    }

    [Fact]
    public void An_outcome_told_twice_gives_back_one_call()
    {
        var person = After(Ask(TouchKind.Dial), Ask(TouchKind.Dial), new PersonCommand.ReturnTouch("c/e/i"), new PersonCommand.ReturnTouch("c/e/i"));
        Assert.Single(person.Touches);
    }

    [Fact]
    public void Another_client_waits_for_another_part_of_the_day_and_then_rings()
    {
        var person = After(Ask(TouchKind.Dial));
        var noon = Instant.FromUtc(2026, 11, 23, 12, 0);
        var held = Person.WhyNot(person, TouchKind.Dial, Morning + Duration.FromMinutes(90), "other/e/i")!;
        Assert.Equal(noon, held.From);
        Assert.Contains("this morning", held.Why, StringComparison.Ordinal);
        Assert.NotNull(Person.WhyNot(person, TouchKind.Dial, noon - Duration.FromSeconds(1), "other/e/i"));
        Assert.Null(Person.WhyNot(person, TouchKind.Dial, noon, "other/e/i"));
        // The parts of the day are those of the person's own place.
        var there = PersonState.Fold(person, new PersonEvent.Met(Morning, "Asia/Tokyo"));
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 15, 0), Person.WhyNot(there, TouchKind.Dial, Morning + Duration.FromMinutes(90), "other/e/i")!.From);
        // What they asked for is not ours to put off; nor is the next morning.
        Assert.Null(Person.WhyNot(person, TouchKind.PromisedCall, Morning + Duration.FromMinutes(90), "other/e/i"));
        Assert.Null(Person.WhyNot(person, TouchKind.Dial, Morning + Duration.FromDays(1), "other/e/i"));
    }

    [Fact]
    public void A_wrong_number_does_not_keep_the_same_case_from_the_right_one()
    {
        Assert.Null(Person.WhyNot(After(Ask(TouchKind.Dial)), TouchKind.Dial, Morning + Duration.FromMinutes(2), "c/e/i"));
        Assert.Null(Dialling.TriedThisPart(Card(AttemptOutcome.WrongNumber), Morning + Duration.FromMinutes(2)));
        Assert.Null(Dialling.TriedThisPart(Card(AttemptOutcome.Busy), Morning + Duration.FromMinutes(40)));
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 12, 0), Dialling.TriedThisPart(Card(AttemptOutcome.NoAnswer), Morning + Duration.FromMinutes(90))!.From);
        Assert.Null(Dialling.TriedThisPart(Card(AttemptOutcome.NoAnswer), Instant.FromUtc(2026, 11, 23, 12, 0)));
        Assert.Null(Dialling.TriedThisPart(Card(AttemptOutcome.NoAnswer) with { ReturnedAt = Morning }, Morning + Duration.FromMinutes(90)));
    }

    private static InterviewCard Card(AttemptOutcome outcome) => InterviewCard.Of("c/e/i", new InterviewEvent[]
    {
        new InterviewEvent.Sampled(Morning, "p-1", "co-1", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "en", 2, "standard"),
        new InterviewEvent.Attempted(Morning, "maya", "n1", outcome),
    }.Aggregate(InterviewState.None, InterviewFold.Fold));

    private static PersonCommand.AskPermit Ask(TouchKind kind) => new(kind, "c/e/i");

    private static PersonState After(params PersonCommand[] commands) => commands.Prepend(new PersonCommand.Meet("Europe/Lisbon"))
        .Aggregate(PersonState.None, (s, c) => ((Decision<PersonEvent>.Accepted)Person.Decide(s, c, Morning)).Events.Aggregate(s, PersonState.Fold));
}
