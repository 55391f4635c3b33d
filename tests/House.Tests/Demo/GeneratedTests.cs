using System.Collections.Immutable;
using System.Text.Json;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.House.Tests.Vault;

namespace WinLossAgency.House.Tests.Demo;

/// <summary>What the demonstration's generated engagements must hold so that every step after them can be played.</summary>
public sealed class GeneratedTests
{
    private static readonly string[] Levels = ["named", "role", "unattributed", "paraphrase", "aggregate"];

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        foreach (var (one, two) in new[] { (GeneratedEngagement.Make(), GeneratedEngagement.Make()), (StageSamples.Make(), StageSamples.Make()) })
        {
            Assert.Equal(JsonSerializer.Serialize(one.Cases), JsonSerializer.Serialize(two.Cases));
            Assert.Equal(one.Files.Keys.Order(), two.Files.Keys.Order());
            Assert.All(one.Files, file => Assert.Equal(file.Value, two.Files[file.Key]));
            Assert.Equal(JsonSerializer.Serialize(one.Reports), JsonSerializer.Serialize(two.Reports));
        }
        Assert.NotEqual(JsonSerializer.Serialize(GeneratedEngagement.Make(1).Cases), JsonSerializer.Serialize(GeneratedEngagement.Make(2).Cases));
    }

    [Fact]
    public void Both_lists_are_read_without_a_refusal()
    {
        foreach (var (set, good, won) in new[] { (DemoSets.Calder, 120, 36), (DemoSets.Meridian, 18, 5) })
        {
            var read = DealListReader.Read(set.Files[set.DealFile], DealMapping.None, EngagementKind.WinLoss);
            Assert.Empty(read.Bad);
            Assert.Equal((good, won), (read.Good.Length, read.Good.Count(d => d.Outcome == DealOutcome.Won)));
            Assert.Equal(good, read.Good.Select(d => d.Deal.Account).Distinct().Count());
            Assert.Equal(good, read.Good.SelectMany(d => d.Dossier.Phones).Select(p => p.E164).Distinct().Count());
            Assert.Equal(good, read.Good.SelectMany(d => d.Dossier.Emails).Distinct().Count());
            Assert.All(set.Cases, c => Assert.Contains(read.Good, d => d.Deal.Account == c.Deal.Account && d.Dossier.Name == c.Deal.Contact
                && (c.Side is null || (c.Side == "chose us") == (d.Outcome == DealOutcome.Won))));
        }
    }

    [Fact]
    public void Forty_buyers_of_Calder_are_interviewed_and_Meridian_stands_at_every_stage()
    {
        Assert.Equal(GeneratedEngagement.Interviews, DemoSets.Calder.Cases.Count(c => c is { Outcome: "completed", Stop: "none", Coding.Length: > 1 }));
        Assert.Equal(40, DemoSets.Calder.Cases.Select(c => c.Deal.Opportunity).Distinct().Count());
        Assert.True(DemoSets.Calder.Cases.Count(c => c.Side == "went elsewhere") >= 30, "Too few on one side for percentages.");
        Assert.True(DemoSets.Calder.Cases.Zip(DemoSets.Calder.Cases.Skip(1)).All(p => DemoSets.At(p.First, p.First.Start!).InUtc().Date <= DemoSets.At(p.Second, p.Second.Start!).InUtc().Date));
        Assert.Equal(["asides", "coding", "speakers", "transcript", "wrapUp"], DemoSets.Meridian.Cases.Select(c => c.Stop).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "waiting", "callback", "inbound", "booked", "refusedHard", "refusedSoft", "notReached", "wrongPerson" },
            DemoSets.Meridian.Cases.Select(c => c.Outcome).ToHashSet());
        Assert.Equal("", DemoSets.Meridian.RateCard.GetProperty("purchaseOrder").GetString());
    }

    [Fact]
    public async Task What_is_coded_and_quoted_stands_once_in_one_turn_of_the_buyer_and_outside_the_aside()
    {
        foreach (var (set, c) in DemoSets.Talks)
        {
            var talk = await DemoSets.TurnsAsync(set, c);
            Assert.InRange(talk.Turns.Length, 12, 25);
            Assert.Equal(c.Speakers.Keys.Order(), talk.Voices.Select(v => v.Name.Say()).Order());
            var aside = Assert.Single(c.Asides).Text;
            var stays = Assert.Single(DemoSets.Places(talk, aside));
            foreach (var words in c.Coding.Select(x => x.Words).Concat(c.Quotes.Select(x => x.Words)).Append(aside))
            {
                var place = Assert.Single(DemoSets.Places(talk, words));
                Assert.Equal("buyer", c.Speakers[talk.Voices[talk.Turns[place.Turn].Voice].Name.Say()]);
                if (words != aside) Assert.False(place.Turn == stays.Turn && place.From < stays.From + aside.Length && stays.From < place.From + words.Length, words);
            }
            Assert.All(c.Quotes, q => Assert.Contains(c.Coding, x => x.Words == q.Words));
            Assert.All(c.Quotes, q => Assert.True(Array.IndexOf(Levels, q.Level) >= Math.Max(1, Array.IndexOf(Levels, c.Consent!.Level)), q.Words));
        }
    }

    [Fact]
    public async Task A_live_mark_takes_the_cue_of_its_aside_and_no_other()
    {
        var marks = 0;
        foreach (var (set, c) in DemoSets.Talks)
        {
            var aside = c.Asides[0];
            Assert.Equal(aside.Live, aside.From is not null);
            if (!aside.Live) continue;
            marks++;
            // A mark is laid five seconds earlier and two later than it was made.
            var (from, to) = (Seconds(aside.From!) + c.ShiftSeconds - 5, Seconds(aside.To!) + c.ShiftSeconds + 2);
            var cues = (await Transcribing.Read(set.Files[c.Transcript!], c.Transcript!)).Cues;
            var taken = Assert.Single(cues, cue => cue.Start!.Value.TotalSeconds < to && cue.End!.Value.TotalSeconds > from);
            Assert.Equal(aside.Text, taken.Words.Say());
        }
        Assert.True(marks >= 20, $"Only {marks} marks.");
    }

    [Fact]
    public void No_draft_holds_six_words_of_an_aside_in_a_row()
    {
        var stays = DemoSets.Talks.SelectMany(t => t.Case.Asides).SelectMany(a => DemoSets.SixGrams(a.Text)).ToHashSet();
        foreach (var (set, _) in DemoSets.Talks.DistinctBy(t => t.Set))
            foreach (var words in set.Reports.SelectMany(r => Strings(r.Draft)).Concat(set.Cases.SelectMany(c => c.WriteUp?.Values.AsEnumerable() ?? [])))
                Assert.DoesNotContain(DemoSets.SixGrams(words), stays.Contains);
    }

    [Fact]
    public void Drafts_tell_no_number_and_rest_on_enough_buyers()
    {
        var book = DemoSets.Calder.Told.GetProperty("codeBook").EnumerateArray().Select(r => r.GetProperty("key").GetString()!).ToHashSet();
        foreach (var report in DemoSets.Calder.Reports)
        {
            var cases = DemoSets.Calder.Cases.Take(report.CasesBefore).ToArray();
            Assert.DoesNotContain(Strings(report.Draft), s => !s.StartsWith("transcripts/", StringComparison.Ordinal) && s != "Retention 2026" && s.Any(char.IsDigit));
            foreach (var finding in report.Draft.GetProperty("findings").EnumerateArray())
            {
                var reason = finding.GetProperty("reasons")[0];
                var (key, sign) = (reason.GetProperty("key").GetString()!, reason.GetProperty("sign").GetString()!);
                Assert.Contains(key, book);
                Assert.True(cases.Count(c => c.Side == reason.GetProperty("side").GetString() && c.Coding.Any(x => x.Reason == key && x.Sign == sign)) >= 5, key);
                foreach (var quote in finding.GetProperty("quotes").EnumerateArray())
                    Assert.Contains(cases, c => c.Transcript == quote.GetProperty("transcript").GetString() && c.Quotes.Any(q => q.Words == quote.GetProperty("words").GetString()));
            }
            Assert.Contains(report.Draft.GetProperty("findings").EnumerateArray(), f => f.GetProperty("quotes").GetArrayLength() > 0);
        }
        Assert.Equal(2, DemoSets.Calder.Reports.Length);
        Assert.All(DemoSets.Calder.Cases.SelectMany(c => c.Coding), x => Assert.Contains(x.Reason, book));
    }

    [Fact]
    public void Some_groups_are_large_enough_to_tell_and_some_are_not()
    {
        var regions = DemoSets.Calder.Cases.CountBy(c => c.Respondent!.Region).Select(g => g.Value).ToArray();
        Assert.Contains(regions, n => n < 5);
        Assert.Contains(regions, n => n >= 5);
        var list = DealListReader.Read(DemoSets.Calder.Files[DemoSets.Calder.DealFile], DealMapping.None, EngagementKind.WinLoss).Good;
        foreach (var c in DemoSets.Calder.Cases.Where(c => c.Quotes.Any(q => q.Level == "role")))
        {
            var role = list.Single(d => d.Deal.Account == c.Deal.Account).Dossier.Role;
            Assert.True(list.Count(d => d.Dossier.Role == role && (d.Outcome == DealOutcome.Won) == (c.Side == "chose us")) >= 5, role);
        }
    }

    private static int Seconds(string clock) => (int.Parse(clock[..2]) * 60) + int.Parse(clock[3..]);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };
}
