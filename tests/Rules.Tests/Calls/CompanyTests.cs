using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.People;
using static WinLossAgency.Rules.Tests.Calls.QueueCards;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>How often people of one company, and one person through several cases, may be touched.</summary>
public sealed class CompanyTests
{
    [Fact]
    public void Three_people_of_a_company_a_week_and_the_fourth_when_the_first_is_a_week_ago()
    {
        var state = CompanyState.None;
        foreach (var (person, day) in new[] { ("ana", 0), ("rui", 1), ("eva", 2) })
        {
            Assert.Null(Company.WhyNot(state, TouchKind.Dial, person, Now + Duration.FromDays(day)));
            state = Company.Touch(state, person, $"dial-{person}", Now + Duration.FromDays(day));
        }
        var then = Now + Duration.FromDays(3);
        var held = Company.WhyNot(state, TouchKind.Dial, "tom", then)!;
        Assert.Equal("3 people of this company were rung in the last week.", held.Why);
        Assert.Equal(Now + Duration.FromDays(7), held.From);
        Assert.Null(Company.WhyNot(state, TouchKind.Dial, "tom", held.From!.Value));
        // Whoever is among the three, and whoever asked to be rung, is no fourth.
        Assert.Null(Company.WhyNot(state, TouchKind.Dial, "ana", then));
        Assert.Null(Company.WhyNot(state, TouchKind.PromisedCall, "tom", then));
    }

    [Fact]
    public void A_touch_that_came_to_nothing_frees_the_company_again()
    {
        var state = new[] { "ana", "rui", "eva" }.Aggregate(CompanyState.None, (s, p) => Company.Touch(s, p, p, Now));
        Assert.NotNull(Company.WhyNot(state, TouchKind.Dial, "tom", Now));
        var returned = Company.Return(state, "eva", "effect", Now, Now);
        Assert.Null(Company.WhyNot(returned, TouchKind.Dial, "tom", Now));
    }

    [Fact]
    public void A_company_that_asked_never_to_be_called_is_not_whatever_was_promised() =>
        Assert.NotNull(Company.WhyNot(CompanyState.None with { Barred = true }, TouchKind.PromisedCall, "ana", Now));

    [Fact]
    public void Nobody_is_rung_for_one_programme_while_a_colleague_rings_them_for_another()
    {
        var state = PersonState.Fold(PersonState.None, new PersonEvent.Permitted(Now, TouchKind.PromisedCall, "a/e/i1", Counted: false));
        var soon = Now + Duration.FromMinutes(5);
        Assert.NotNull(Person.WhyNot(state, TouchKind.Dial, soon, "b/e/i2"));
        Assert.NotNull(Person.WhyNot(state, TouchKind.PromisedCall, soon, "b/e/i2"));
        Assert.Null(Person.WhyNot(state, TouchKind.Dial, soon, "a/e/i1"));
        Assert.Null(Person.WhyNot(state, TouchKind.Dial, Now + Person.BetweenCases, "b/e/i2"));
    }

    [Fact]
    public void What_somebody_said_of_when_holds_for_every_programme()
    {
        var state = PersonState.Fold(PersonState.Fold(PersonState.None, new PersonEvent.Met(Now, "Europe/Lisbon")),
            new PersonEvent.AvailabilityStated(Now, [new AvailableSpan(IsoDayOfWeek.Thursday, new LocalTime(14, 0), new LocalTime(16, 0), false)]));
        var held = Person.WhyNot(state, TouchKind.Dial, Now, "b/e/i2")!;
        Assert.Equal(Instant.FromUtc(2026, 11, 26, 14, 0), held.From);
        Assert.Null(Person.WhyNot(state, TouchKind.Dial, held.From!.Value, "b/e/i2"));
        Assert.Null(Person.WhyNot(state, TouchKind.PromisedCall, Now, "b/e/i2"));
    }

    [Fact]
    public void What_is_given_back_twice_by_the_same_effect_is_given_back_once()
    {
        var state = Company.Touch(Company.Touch(CompanyState.None, "eva", "dial-1", Now), "eva", "dial-2", Now + Duration.FromHours(5));
        var once = Company.Return(state, "eva", "effect", Now + Duration.FromHours(6), Now + Duration.FromHours(6));
        Assert.Equal(["dial-1"], once.Touches.Select(t => t.Command));
        Assert.Equal(once, Company.Return(once, "eva", "effect", Now + Duration.FromHours(7), Now + Duration.FromHours(7)));
        // The same outcome told under another name gives nothing more.
        Assert.Equal(["dial-1"], Company.Return(once, "eva", "effect-2", Now + Duration.FromHours(7), Now + Duration.FromHours(7)).Touches.Select(t => t.Command));
        // A dial that was refused after all gives back its own permit, and no other.
        Assert.Equal(["dial-2"], Company.Return(state, "eva", "dial-1", Now + Duration.FromHours(6), Now + Duration.FromHours(6)).Touches.Select(t => t.Command));
    }

    [Fact]
    public void A_call_that_somebody_asked_for_lets_no_other_call_through()
    {
        var state = new[] { "ana", "rui", "eva" }.Aggregate(CompanyState.None, (s, p) => Company.Touch(s, p, p, Now));
        state = Company.Touch(state, "tom", "promised", Now + Duration.FromHours(1), TouchKind.PromisedCall);
        Assert.NotNull(Company.WhyNot(state, TouchKind.Dial, "tom", Now + Duration.FromHours(5)));
        Assert.Null(Company.WhyNot(state, TouchKind.PromisedCall, "tom", Now + Duration.FromHours(5)));
        // Nor does it stand in anybody's way, and a busy line gives back itself and no earlier call.
        var own = Company.Touch(Company.Touch(CompanyState.None, "tom", "dial", Now), "tom", "promised", Now + Duration.FromHours(1), TouchKind.PromisedCall);
        Assert.Equal(["dial"], Company.Return(own, "tom", "effect", Now + Duration.FromHours(2), Now + Duration.FromHours(2)).Touches.Select(t => t.Command));
    }
}
