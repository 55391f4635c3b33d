using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class SplitTests
{
    private static readonly ImmutableArray<VoiceRole?> Roles = [VoiceRole.Interviewer, VoiceRole.Buyer, VoiceRole.Other];

    /// <summary>A word somebody says, in one cue with the words of the same cue number before it.</summary>
    private sealed record Said(int Voice, string Word, bool IsAside);

    [Fact]
    public void Both_sides_together_are_the_raw_transcript() => Prop.ForAll(Talks(), pair =>
    {
        var (transcript, marking, _) = Laid(pair.First, pair.Seed);
        var split = Split.Of(transcript, marking);
        var stays = split.Sealed.ToLookup(span => span.Span.From.Turn);
        var goes = new List<string>();
        foreach (var turn in transcript.Turns)
        {
            var words = turn.Words.Say();
            var covered = new bool[words.Length];
            foreach (var span in stays[turn.Index])
            {
                Assert.Equal(words[span.Span.From.Char..span.Span.To.Char], span.Words.Say());
                Array.Fill(covered, true, span.Span.From.Char, span.Words.Length);
            }
            var left = new string([.. words.Select((c, i) => covered[i] ? ' ' : c)]);
            goes.AddRange(left.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        Assert.Equal(goes, split.OnRecord.Turns.SelectMany(turn => turn.Words.Split(' ')));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_sealed_word_leaves() => Prop.ForAll(Talks(), pair =>
    {
        // The generator spells asides with a letter that no word on record has.
        var (transcript, marking, sealedWords) = Laid(pair.First, pair.Seed);
        var split = Split.Of(transcript, marking);
        Assert.DoesNotContain('q', Encoding.UTF8.GetString(OnRecordJson.Write(split.OnRecord)));
        Assert.Equal(sealedWords, split.Sealed.Sum(span => span.Words.Say().Split(' ').Count(word => word.Contains('q'))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Asides_of_other_content_length_number_and_place_change_no_byte()
    {
        int asides = 0, bytes = 0;
        Prop.ForAll(Talks(), pair =>
        {
            var one = Laid(pair.First, pair.Seed);
            var other = Laid(pair.Second, pair.Seed + 1);
            var (left, right) = (OnRecordJson.Write(Split.Of(one.Transcript, one.Marking).OnRecord), OnRecordJson.Write(Split.Of(other.Transcript, other.Marking).OnRecord));
            asides += one.Sealed + other.Sealed;
            bytes += left.Length;
            Assert.Equal(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right));
        }).QuickCheckThrowOnFailure();
        Assert.True(asides > 100 && bytes > 10_000, $"Compared {asides} sealed words and {bytes} bytes: too few to prove anything.");
    }

    [Fact]
    public async Task Times_and_numbers_close_over_an_aside_and_the_vault_keeps_the_true_ones()
    {
        var transcript = await Transcribing.Turns("WEBVTT\n\n00:00.000 --> 00:10.000\n<v I>Why did you leave?\n\n00:10.000 --> 00:50.000\n<v R>Between us, my boss.\n\n00:50.000 --> 00:55.000\n<v I>Back on the record.\n\n00:55.000 --> 01:00.000\n<v R>The price was high.\n");
        var marking = MarkedAs(transcript, [new Span(new(1, 0), new(2, 19))]);
        var split = Split.Of(transcript, marking);
        Assert.Equal(
            """{"turns":[{"n":1,"who":"interviewer","at":0,"words":"Why did you leave?"},{"n":2,"who":"buyer","at":1,"words":"The price was high."}]}""",
            Encoding.UTF8.GetString(OnRecordJson.Write(split.OnRecord)));
        Assert.Equal([10, 50], split.Sealed.Select(span => span.Start!.Value.TotalSeconds));
        Assert.Equal([50, 55], split.Sealed.Select(span => span.End!.Value.TotalSeconds));
    }

    [Fact]
    public async Task A_word_half_sealed_is_sealed()
    {
        var transcript = await Transcribing.Turns("I: Why?\nR: It was the cousin’s price.\n");
        var split = Split.Of(transcript, MarkedAs(transcript, [new Span(new(1, 9), new(1, 12))]));
        Assert.Equal("It was price.", split.OnRecord.Turns[1].Words);
        Assert.Equal("the cousin’s", Assert.Single(split.Sealed).Words.Say());
    }

    [Fact]
    public async Task Turns_of_one_voice_join_where_all_between_is_sealed()
    {
        var transcript = await Transcribing.Turns("I: Why?\nR: It was slow.\nI: Off the record?\nR: … yes, my boss.\nI: Back on the record.\nR: And dear.\n");
        var split = Split.Of(transcript, MarkedAs(transcript, [new Span(new(2, 0), new(4, 19))]));
        Assert.Equal(["Why?", "It was slow. And dear."], split.OnRecord.Turns.Select(turn => turn.Words));
    }

    [Fact]
    public async Task A_turn_of_which_only_dots_are_left_is_not_told()
    {
        var transcript = await Transcribing.Turns("I: Why?\nR: It was slow.\nI: And?\nR: … yes, my boss.\nI: I see.\nR: Yes.\n");
        var split = Split.Of(transcript, MarkedAs(transcript, [new Span(new(3, 2), new(3, 15))]));
        Assert.Equal(["Why?", "It was slow.", "And? I see.", "Yes."], split.OnRecord.Turns.Select(turn => turn.Words));
        Assert.Equal("… yes, my boss.", Assert.Single(split.Sealed).Words.Say());
    }

    private static Marking MarkedAs(TurnedTranscript transcript, IEnumerable<Span> spans) => Marking.Fold(
        Marking.Fresh,
        spans.Select((span, i) => (MarkingEvent)new MarkingEvent.Sealed(i + 1, span, DeclaredBy.Buyer, null, "maya"))
            .Prepend(new MarkingEvent.SpeakersConfirmed([.. transcript.Voices.Select(voice => VoiceOf(voice) is { } v ? Roles[v] : null)], "maya")));

    private static int? VoiceOf(Voice voice) => voice.Name.Say() switch { "I" => 0, "R" => 1, "X" => 2, _ => null };

    /// <summary>One talk on record, and two ways in which asides were strewn into it.</summary>
    private static Arbitrary<(Said[] First, Said[] Second, int Seed)> Talks()
    {
        var word = Gen.Elements("price", "was", "high.", "—", "Über", "3", "don’t", "…", "and,", "🙂", "we");
        var said = from voice in Gen.Choose(0, 2) from w in word select new Said(voice, w, false);
        // Runs of one voice are the rule in talk.
        var talk = from runs in said.ListOf() from repeats in Gen.Choose(1, 4) from more in word.ListOf()
                   select runs.SelectMany(first => Enumerable.Repeat(first, 1).Concat(more.Take(repeats).Select(w => first with { Word = w }))).Take(60).ToArray();
        var aside = from voice in Gen.Choose(0, 2) from w in Gen.Elements("quiet", "q", "—q", "(quite)") select new Said(voice, w, true);
        var drawn = from onRecord in talk
                    from first in Strewn(onRecord, aside)
                    from second in Strewn(onRecord, aside)
                    from seed in Gen.Choose(0, 1_000_000)
                    select (first, second, seed);
        return drawn.ToArbitrary();
    }

    private static Gen<Said[]> Strewn(Said[] talk, Gen<Said> aside) =>
        from asides in aside.ListOf()
        from places in Gen.Choose(0, talk.Length).ListOf(asides.Count)
        select asides.Zip(places).Aggregate(
            talk.Select((said, i) => (said, at: i * 1000.0)).ToList(),
            (list, next) => { list.Add((next.First, next.Second * 1000 - 500 + list.Count * 0.001)); return list; })
            .OrderBy(pair => pair.at).Select(pair => pair.said).ToArray();

    /// <summary>Spoken in cues of any cut and any time, then marked exactly where the asides are.</summary>
    private static (TurnedTranscript Transcript, Marking Marking, int Sealed) Laid(Said[] talk, int seed)
    {
        var chance = new Random(seed);
        var cues = new List<Cue>();
        var clock = TimeSpan.Zero;
        for (var i = 0; i < talk.Length;)
        {
            var voice = talk[i].Voice;
            var words = new List<string>();
            do words.Add(talk[i++].Word); while (i < talk.Length && talk[i].Voice == voice && chance.Next(3) > 0);
            var start = clock + TimeSpan.FromSeconds(chance.Next(20));
            clock = start + TimeSpan.FromSeconds(chance.Next(1, 30));
            cues.Add(new(i, null, start, clock, CandidText.Of("IRX"[voice].ToString()), CandidText.Of(string.Join(' ', words))));
        }
        var transcript = TurnedTranscript.From(new(TranscriptFormat.WebVtt, [.. cues], [], 0));
        var spans = new List<Span>();
        foreach (var turn in transcript.Turns)
        {
            var words = turn.Words.Say();
            for (var from = 0; from < words.Length;)
            {
                var to = words.IndexOf(' ', from) is var space and >= 0 ? space : words.Length;
                if (words.AsSpan(from, to - from).Contains('q')) spans.Add(new(new(turn.Index, from), new(turn.Index, to)));
                from = to + 1;
            }
        }
        return (transcript, MarkedAs(transcript, spans), spans.Count);
    }
}
