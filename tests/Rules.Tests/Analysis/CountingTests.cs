using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Rules.Tests.Analysis;

public sealed class CountingTests
{
    private static readonly CodeBook Book = new([.. "abcde".Select(c => new Reason($"{c}", $"{c} for", $"{c} against", "product"))]);

    private static readonly Gen<Code> Codes =
        from reason in Gen.Choose(0, 4)
        from sign in Gen.Elements(Sign.For, Sign.Against)
        from weight in Gen.Choose(1, 3)
        from prompted in Gen.Elements(true, false)
        select new Code("c", new TurnRange(1, 0, 1), "", $"{"abcde"[reason]}", sign, weight, prompted);

    private static readonly Gen<ImmutableArray<CodedCase>> Cases =
        (from respondent in Gen.Choose(1, 9)
         from codes in Codes.ArrayOf()
         select new CodedCase($"p{respondent}", respondent % 2 == 0 ? Side.ChoseYou : Side.WentElsewhere, [.. codes])).ArrayOf().Select(cases => cases.ToImmutableArray());

    [Fact]
    public void No_count_exceeds_its_base_and_no_weight_exceeds_three_a_voice() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Cases), cases =>
        Enum.GetValues<Side>().All(side => Counting.Of(cases, side).All(r =>
            r.Voices >= 1 && r.Voices <= Counting.Base(cases, side) && r.Unprompted <= r.Voices && r.Weight >= r.Voices && r.Weight <= 3 * r.Voices))));

    [Fact]
    public void The_order_of_entry_changes_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Cases), cases =>
    {
        ImmutableArray<CodedCase> turned = [.. cases.Reverse().Select(c => c with { Codes = [.. c.Codes.Reverse()] })];
        return Enum.GetValues<Side>().All(side => Counting.Ranked(cases, side, Book).SequenceEqual(Counting.Ranked(turned, side, Book)));
    }));

    [Fact]
    public void Saying_it_again_makes_nobody_two_voices() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Cases), cases =>
        Counting.Of([.. cases, .. cases], null).SequenceEqual(Counting.Of(cases, null)) && Counting.Base([.. cases, .. cases], null) == Counting.Base(cases, null)));

    [Fact]
    public void A_finding_has_as_many_voices_as_its_reasons_taken_together() => Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Cases), cases =>
    {
        ReasonRef[] two = [new("a", Sign.For, null), new("b", Sign.Against, null)];
        var each = two.Select(r => Counting.Voices(cases, [r])).ToArray();
        var both = Counting.Voices(cases, two);
        return both >= each.Max() && both <= each.Sum() && Counting.Unasked(cases, two) <= both;
    }));

    [Fact]
    public void A_statement_never_leaves_above_its_consent_or_the_mode()
    {
        foreach (var mode in Enum.GetValues<ProgrammeMode>())
        {
            foreach (var level in Enum.GetValues<Attribution>())
                Assert.True(Levels.Allowed(level, mode) >= level);
            Assert.False(Levels.MayBeQuoted(Levels.Allowed(null, mode)));
        }
        Assert.Equal(Attribution.RoleOnly, Levels.Allowed(Attribution.Named, ProgrammeMode.Anonymous));
        Assert.Equal(Attribution.AggregateOnly, Levels.Allowed(Attribution.Named, ProgrammeMode.AggregateOnly));
    }

    [Fact]
    public void A_quote_is_cut_from_its_turn_and_has_no_json()
    {
        var transcript = OnRecordTranscript.Read(Encoding.UTF8.GetBytes("""{"turns":[{"n":1,"who":"interviewer","at":0,"words":"A date?"},{"n":2,"who":"buyer","at":3,"words":"They put a date in the contract. A date!"}]}"""));
        var at = Assert.Single(transcript.Find(" put a date "));
        var quote = Quote.From(transcript.Turns[1], at.Start..at.End);
        Assert.Equal("put a date", quote.Said());
        Assert.NotNull(Quote.Again(transcript, at, quote.Hash));
        Assert.Null(Quote.Again(transcript, at with { End = at.End + 1 }, quote.Hash));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(quote));
        Assert.Empty(transcript.Find("A date?"));
        Assert.Equal(2, transcript.Find("date").Length);
    }

    [Fact]
    public void Turns_that_do_not_count_from_one_are_refused() =>
        Assert.Throws<JsonException>(() => OnRecordTranscript.Read(Encoding.UTF8.GetBytes("""{"turns":[{"n":2,"who":"buyer","at":0,"words":"x"}]}""")));
}
