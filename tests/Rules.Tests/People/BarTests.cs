using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Rules.Tests.People;

/// <summary>What bars a person or a company is lifted by the case it was said in, and by nothing else.</summary>
public sealed class BarTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30), Later = Now + Duration.FromSeconds(30);

    [Fact]
    public void A_never_is_lifted_by_its_own_case_and_neither_a_wish_nor_another_case()
    {
        Assert.False(After(Says("i-1"), Lifts("i-1")).Suppressed);
        Assert.True(After(Says("i-1"), Lifts("i-2")).Suppressed);
        Assert.True(After(Says(null), Says("i-1"), Lifts("i-1")).Suppressed);
        Assert.True(After(Says("i-1"), Says(null), Lifts("i-1")).Suppressed);
        Assert.True(After(Says("i-1"), Says("i-2"), Lifts("i-1")).Suppressed);
        Assert.False(After(Says("i-1"), Says("i-2"), Lifts("i-1"), Lifts("i-2")).Suppressed);
        Assert.True(After(Says("i-1"), new PersonCommand.Erase(), Says("i-1")).Suppressed);
    }

    [Fact]
    public void What_was_said_anew_since_stands()
    {
        var again = After((Says("i-1"), Now), (Lifts("i-1"), Now), (Says("i-1"), Later));
        Assert.Equal((false, true), (again.IsBarredSince(Now), again.IsBarredSince(Later)));
        Assert.True(PersonOf(again, Lifts("i-1"), Later).Suppressed);
    }

    [Fact]
    public void A_suppression_from_before_its_case_was_kept_is_a_wish_and_one_that_was_lifted_is_gone()
    {
        var old = PersonState.Fold(PersonState.None, new PersonEvent.Suppressed(Now));
        Assert.True(PersonOf(old, Lifts("i-1"), Later).Suppressed);
        Assert.False(PersonState.Fold(old, new PersonEvent.SuppressionLifted(Later)).Suppressed);
        // A part that was closed then knows no more than that they are barred.
        var closed = PersonState.None with { Suppressed = true };
        Assert.True(closed.IsBarredSince(Now));
        Assert.True(PersonOf(PersonOf(closed, Says("i-1"), Now), Lifts("i-1"), Later).Suppressed);
    }

    [Fact]
    public void A_companys_bar_is_lifted_by_its_own_case_alone()
    {
        var two = Company.Bar(Company.Bar(CompanyState.None, "i-1", Now), "i-2", Now);
        Assert.Same(two, Company.Bar(two, "i-2", Later));
        Assert.Same(two, Company.Lift(two, "i-3", Later));
        Assert.NotNull(Company.WhyNot(Company.Lift(two, "i-1", Later), TouchKind.Dial, "ana", Later));
        Assert.Null(Company.WhyNot(Company.Lift(Company.Lift(two, "i-1", Later), "i-2", Later), TouchKind.Dial, "ana", Later));
        Assert.NotNull(Company.WhyNot(Company.Lift(Company.Bar(CompanyState.None, "i-1", Later), "i-1", Now), TouchKind.Dial, "ana", Later));
        Assert.NotNull(Company.WhyNot(Company.Lift(Company.Bar(CompanyState.None, null, Now), "i-1", Later), TouchKind.Dial, "ana", Later));
    }

    [Fact]
    public void In_which_case_it_was_said_is_forgotten_with_the_programme_and_the_bar_stands()
    {
        var parted = PersonState.Fold(After(Says("c/e/i-1"), Says("c/f/i-2")), new PersonEvent.Parted(Later, "c/e"));
        Assert.Equal([null, "c/f/i-2"], parted.Bars.Select(b => b.For));
        Assert.True(PersonOf(PersonOf(parted, Lifts("c/e/i-1"), Later), Lifts("c/f/i-2"), Later).Suppressed);
        var kept = Company.Keep(Company.Bar(CompanyState.None, "c/e/i-1", Now), "c/e/i-1");
        Assert.Null(Assert.Single(kept.Bars).For);
        Assert.Same(kept, Company.Lift(kept, "c/e/i-1", Later));
        Assert.Same(kept, Company.Keep(kept, "c/e/i-1"));
    }

    private static PersonCommand Says(string? interview) => new PersonCommand.Suppress(interview);

    private static PersonCommand Lifts(string interview) => new PersonCommand.LiftSuppression(interview, Now);

    private static PersonState After(params PersonCommand[] commands) => After([.. commands.Select(c => (c, Now))]);

    private static PersonState After(params (PersonCommand Command, Instant At)[] commands) => commands.Aggregate(PersonState.None, (s, c) => PersonOf(s, c.Command, c.At));

    private static PersonState PersonOf(PersonState s, PersonCommand command, Instant at) => ((Decision<PersonEvent>.Accepted)Person.Decide(s, command, at)).Events.Aggregate(s, PersonState.Fold);
}
