using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>Who talks about what: the facts from which one talk is written.</summary>
/// <param name="Reasons">Reason keys with their sign, "support-", in the order in which they come up.</param>
internal sealed record TalkFacts(string Interviewer, string Buyer, string Firm, string Rival, ImmutableArray<string> Reasons, bool LiveAside);

/// <summary>A talk as the recording service writes it down, the clause said for each reason, and its one aside.</summary>
internal sealed record GeneratedTalk(byte[] Vtt, int Seconds, ImmutableArray<string> Words, ExampleAside Aside)
{
    /// <summary>How long after the recording the interviewer's own clock was started, in seconds.</summary>
    public const int ShiftSeconds = 40;
    private const int ReasonsAlone = 5;
    private const double WordsPerSecond = 2.4;

    private sealed record Spoken(string Who, string Words, bool Aside = false);

    public static GeneratedTalk Write(TalkBook book, GeneratedChance chance, TalkFacts facts)
    {
        var spoken = new List<Spoken>();
        string Say(string phrase) => chance.Say(phrase).Replace("[firm]", facts.Firm, StringComparison.Ordinal)
            .Replace("[rival]", facts.Rival, StringComparison.Ordinal).Replace("[client]", book.Client, StringComparison.Ordinal).Trim();
        void Ask(string phrase) => spoken.Add(new Spoken(facts.Interviewer, Say(phrase)));
        void Answer(string phrase) => spoken.Add(new Spoken(facts.Buyer, Say(phrase)));

        Ask(chance.Of(book.Openings));
        Answer("{Yes|Good morning, yes|Hello, yes}, {that works|now is good|I hear you well}.");
        Ask(chance.Of(TalkBook.AskConsent));
        Answer(chance.Of(TalkBook.GiveConsent));
        Ask(chance.Of(TalkBook.AskContext));
        Answer(chance.Of(book.Contexts));
        var words = ImmutableArray.CreateBuilder<string>();
        var tails = chance.Shuffled(book.Tails);
        var leads = chance.Shuffled(TalkBook.Leads);
        for (var n = 0; n < facts.Reasons.Length; n++)
        {
            if (n == facts.Reasons.Length / 2) AnswerAside(spoken, chance, book, facts, Say);
            var reason = facts.Reasons[n];
            words.Add(Say(chance.Of(book.Said[reason])));
            // The last of many reasons come in one breath with the one before.
            if (n < ReasonsAlone) Ask(chance.Of(TalkBook.Nudges) + book.Questions[reason[..^1]]);
            var lead = n < ReasonsAlone ? leads[n % leads.Count] : "And then, ";
            spoken.Add(new Spoken(facts.Buyer, $"{lead}{words[^1]}. {Say(tails[n % tails.Count])}".Trim()));
        }
        Ask(chance.Of(TalkBook.AskAdvice));
        Answer(chance.Of(book.Advice));
        Ask(chance.Of(TalkBook.Thanks));
        Answer(chance.Of(TalkBook.Farewells));
        return WriteDown(chance, spoken, words.ToImmutable(), facts.LiveAside);
    }

    private static void AnswerAside(List<Spoken> spoken, GeneratedChance chance, TalkBook book, TalkFacts facts, Func<string, string> say)
    {
        spoken.Add(new Spoken(facts.Interviewer, say(chance.Of(TalkBook.AskAside))));
        spoken.Add(new Spoken(facts.Buyer, say(chance.Of(book.BeforeAside))));
        var aside = say(chance.Of(book.Asides));
        spoken.Add(new Spoken(facts.Buyer, facts.LiveAside ? char.ToUpperInvariant(aside[0]) + aside[1..] : say(chance.Of(TalkBook.AsideOpeners)) + " " + aside, Aside: true));
    }

    private static GeneratedTalk WriteDown(GeneratedChance chance, List<Spoken> spoken, ImmutableArray<string> words, bool live)
    {
        var vtt = new StringBuilder("WEBVTT\n");
        var (at, afterAside) = (12.0 + chance.Next(20), false);
        ExampleAside? aside = null;
        foreach (var (cue, number) in spoken.Select((cue, n) => (cue, n + 1)))
        {
            // A hand is slower than a mouth: around an aside there is silence enough for a mark to take it and nothing else.
            at += cue.Aside || afterAside ? 8 : 0.4 + (chance.Next(90) / 10.0);
            var until = at + (cue.Words.Split(' ').Length / WordsPerSecond) + 0.5;
            vtt.Append(CultureInfo.InvariantCulture, $"\n{number}\n{Clock(at)} --> {Clock(until)}\n{cue.Who}: {cue.Words}\n");
            if (cue.Aside)
            {
                var (from, to) = live ? (Noted(Math.Ceiling(at)), Noted(Math.Floor(until))) : (null, null);
                aside = new ExampleAside(JsonSerializer.SerializeToElement(cue.Words), "buyer", live, from, to);
            }
            (at, afterAside) = (until, cue.Aside);
        }
        return new GeneratedTalk(Encoding.UTF8.GetBytes(vtt.ToString()), (int)Math.Ceiling(at) + 3, words, aside!);
    }

    private static string Clock(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000)).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    private static string Noted(double seconds) => TimeSpan.FromSeconds(seconds - ShiftSeconds).ToString(@"mm\:ss", CultureInfo.InvariantCulture);
}
