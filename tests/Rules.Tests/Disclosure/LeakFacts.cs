using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Disclosure.Leaks;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class LeakFacts
{
    private static readonly Aside[] Asides =
    [
        new("golf", "please don't, uh, quote me but I play squash with the guy who runs their sales and he showed me the other bids"),
        new("cash", "between us, you know, their treasurer told me they would run out of money before the autumn so we could not risk the plant"),
        new("rank", "I put them last on purpose since the rep had been rude to my assistant and nobody here knows"),
    ];

    private static readonly LeakIndex Index = new(Asides);

    [Fact]
    public void The_same_words_block_and_name_the_aside() =>
        Assert.All(Asides, a => Assert.Equal(new LeakVerdict(1, a.Id), Index.Check(a.Text)));

    [Fact]
    public void Cleaned_words_block() =>
        Assert.True(Index.Check("One buyer said: their treasurer told me they would run out of money before the autumn.").Blocks);

    [Fact]
    public void Light_paraphrase_blocks() =>
        Assert.Equal("rank", Blocked("The evaluator put them last on purpose because the rep was rude to her assistant, and nobody there knows."));

    [Fact]
    public void Hidden_letters_block()
    {
        Assert.Equal("golf", Blocked("I pl\u200Bay squ\u200Bash with the guy who runs their s\u0430l\u0435s and he showed me the other bids"));
        Assert.Equal("golf", Blocked("I paly sqaush with the guy who runs thier sales and he shwoed me the ohter bids"));
    }

    [Fact]
    public void Words_slipped_in_between_do_not_hide_it() =>
        Assert.Equal("cash", Blocked("Their treasurer, it seems, told me in part they would, broadly, run out of, as it were, money before, in their view, the autumn so we could not, reportedly, risk the plant."));

    [Fact]
    public void A_finding_on_the_same_topic_passes()
    {
        Assert.False(Index.Check("Buyers weighed the finances of suppliers and asked for audited accounts.").Blocks);
        Assert.False(Index.Check("Several evaluators commented on the tone of the sales team.").Blocks);
        Assert.False(Index.Check("").Blocks);
    }

    [Fact]
    public void No_aside_means_no_leak() => Assert.Equal(default, new LeakIndex([]).Check("Anything at all may be said here, it seems."));

    [Fact]
    public void A_full_stop_does_not_cut_a_run_in_two() =>
        Assert.Equal(2, Index.CheckText("Someone he knows there runs their sales and. He showed me the numbers, which were then discussed at length.").Length);

    [Fact]
    public void What_was_cleared_passes_and_a_run_that_goes_on_in_the_next_sentence_does_not()
    {
        string[] sentences = ["I play squash with the guy who.", "Runs their sales, said one of those who were asked.", "A start date with a penalty was what all of them looked for in the offers that they had on the table."];
        Assert.True(Index.Check(sentences[0]) is { Blocks: true, Copied: false });
        var asked = new List<string>();
        var verdicts = Index.CheckAll(sentences, (words, _) =>
        {
            asked.Add(words);
            return words == sentences[0];
        });
        Assert.Equal([true, true, false], verdicts.Select(v => v.Held));
        Assert.Contains(string.Join(' ', sentences[..2]), asked);
        Assert.All(Index.CheckAll(sentences, (_, _) => true), v => Assert.False(v.Held));
        Assert.Equal(Index.CheckAll(sentences).Select(v => v.Held), Index.CheckAll(sentences, (_, _) => false).Select(v => v.Held));
    }

    [Fact]
    public void Other_words_for_the_same_in_the_same_order_block() =>
        Assert.Equal("golf", Blocked("Do not cite them, but they play squash with the chap who runs the sales there, and he demonstrated to them the other offers."));

    [Fact]
    public void Halves_turned_round_block() =>
        Assert.Equal("rank", Blocked("Since the rep had been impolite to their helper and nobody there knows, they put them last on purpose."));

    [Fact]
    public void Hesitations_do_not_cut_a_run() =>
        Assert.Equal(1, Index.Check("Respondents pointed to don't, er, quote me but I, um, play squash, hm, with in many cases.").Score);

    [Fact]
    public void A_phrase_that_everybody_uses_betrays_nobody()
    {
        var alike = Enumerable.Range(0, 40).Select(n => new Aside($"{n}", $"{Openings[n % Openings.Length]} the price of the yearly licence for each depot {Endings[n % Endings.Length]}"));
        Assert.False(new LeakIndex(alike).Check("Many weighed the price of the yearly licence against what it saves.").Held);
    }

    [Fact]
    public void What_many_said_in_confidence_is_held_in_their_own_words_and_in_the_same()
    {
        foreach (var secret in SharedSecrets.All)
        {
            var own = new LeakIndex(Heard(secret.Said));
            foreach (var told in secret.Told)
            {
                var same = new LeakIndex(Heard([.. Openings.Concat(Openings.Select(o => $"well {o}")).Select(o => $"{o}, {secret.Said[told.Of]}")]));
                Assert.True(own.Check(told.Text).Held, $"{own.Check(told.Text).Score:F2} each in their own words: {told.Text}");
                Assert.True(same.Check(told.Text).Blocks, $"{same.Check(told.Text).Score:F2} all in the same words: {told.Text}");
            }
            Assert.All(secret.Clean, clean => Assert.False(own.Check(clean).Held, clean));
        }
    }

    [Fact]
    public void What_most_asides_say_is_held_though_nobody_says_anything_else()
    {
        var passed = new List<string>();
        foreach (var secret in SharedSecrets.All)
        {
            var (few, many) = (new LeakIndex(Numbered(secret.Said)), new LeakIndex(Heard([.. Enumerable.Range(0, 6).SelectMany(_ => secret.Said)])));
            passed.AddRange(secret.Told.Select(told => told.Text).Where(told => !few.Check(told).Held || !many.Check(told).Held));
            Assert.All(secret.Clean, clean => Assert.False(few.Check(clean).Held || many.Check(clean).Held, clean));
        }
        // Of forty-eight, and twice over: one slips through where seventy-two of a hundred have said it.
        Assert.True(passed.Count <= 1, string.Join(Environment.NewLine, passed));
    }

    private static IEnumerable<Aside> Heard(string[] said) => Numbered([.. SharedSecrets.Ambient, .. said]);

    private static IEnumerable<Aside> Numbered(string[] said) => said.Select((text, n) => new Aside($"{n}", text));

    [Fact]
    public void What_blocks_is_held_and_what_is_near_is_held_too()
    {
        Assert.True(new LeakVerdict(LeakIndex.BlockThreshold, "a") is { Blocks: true, Held: true });
        Assert.True(new LeakVerdict(LeakIndex.ReviewThreshold, "a") is { Blocks: false, Held: true });
        Assert.False(default(LeakVerdict).Held);
    }

    private static readonly string[] Openings = ["my boss never liked", "we argued for weeks over", "I told nobody but", "between us", "frankly I cursed"];
    private static readonly string[] Endings = ["and let it show", "though we could pay", "in front of their rep", "which our board hid", "so I walked out", "and it cost a friend his post", "but do not say so"];

    [Fact]
    public void Any_eight_words_in_a_row_block()
    {
        var places = Gen.Choose(0, Asides.Length - 1).SelectMany(a => Gen.Choose(0, Asides[a].Text.Split(' ').Length - LeakIndex.RunAlways).Select(from => (Aside: a, From: from)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(places.ToArbitrary(), place =>
        {
            var words = Asides[place.Aside].Text.Split(' ').Skip(place.From).Take(LeakIndex.RunAlways);
            Assert.True(Index.Check($"Respondents pointed to {string.Join(' ', words)} in many cases.").Blocks);
        }));
    }

    private static string? Blocked(string sentence)
    {
        var verdict = Index.Check(sentence);
        Assert.True(verdict.Blocks, $"scored {verdict.Score:F3}");
        return verdict.AsideId;
    }
}
