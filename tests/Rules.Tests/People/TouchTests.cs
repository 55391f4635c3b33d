using NodaTime;
using WinLossAgency.Domain;
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
    public void An_outcome_told_twice_gives_back_one_call()
    {
        var person = After(Ask(TouchKind.Dial), Ask(TouchKind.Dial), new PersonCommand.ReturnTouch("c/e/i"), new PersonCommand.ReturnTouch("c/e/i"));
        Assert.Single(person.Touches);
    }

    private static PersonCommand.AskPermit Ask(TouchKind kind) => new(kind, "c/e/i");

    private static PersonState After(params PersonCommand[] commands) => commands.Prepend(new PersonCommand.Meet("Europe/Lisbon"))
        .Aggregate(PersonState.None, (s, c) => ((Decision<PersonEvent>.Accepted)Person.Decide(s, c, Morning)).Events.Aggregate(s, PersonState.Fold));
}
