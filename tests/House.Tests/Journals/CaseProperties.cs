using FsCheck;
using FsCheck.Fluent;
using System.Text.Json;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

public sealed class CaseProperties
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 30);

    private static readonly Func<int, InterviewCommand>[] Language =
    [
        n => new InterviewCommand.RecordAttempt("maya", $"n{n}", (AttemptOutcome)(n % 8)),
        n => new InterviewCommand.PromiseCallback("maya", "n1", Start + Duration.FromHours(1 + n % 40)),
        n => new InterviewCommand.Book("joao", n % 2 == 0 ? "joao" : "maya", Start + Duration.FromHours(1 + n % 60), 30, MeetingWay.Video),
        _ => new InterviewCommand.CallOff("maya"), _ => new InterviewCommand.NoteMissed("maya", Fault.Theirs),
        _ => new InterviewCommand.RefuseSoft("joao"), _ => new InterviewCommand.Undo("maya"), _ => new InterviewCommand.NoteReturn("maya", "joao"),
        n => new InterviewCommand.Skip("maya", Start + Duration.FromHours(n % 9)), _ => new InterviewCommand.Refer("maya", "p-2"),
        _ => new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1"),
        n => new InterviewCommand.ChangeLevel("maya", (Attribution)(n % 6)), n => new InterviewCommand.Complete("maya", n % 9),
        _ => new InterviewCommand.WrapUp("maya", false, true, CallFelt.Fine), _ => new InterviewCommand.CloseIntake("house", "on-record/1"),
        _ => new InterviewCommand.RefuseHard("maya", RefusalOf.Person), _ => new InterviewCommand.NoteWrongPerson("maya"), _ => new InterviewCommand.CloseUnreached("house"),
        _ => new InterviewCommand.TurnAway("joao", "n2"), n => new InterviewCommand.EndFor("maya", (EndReason)(n % 7)), n => new InterviewCommand.Skip("maya", Start + Duration.FromHours(n % 9), (SkipReason)(n % 4)),
        n => new InterviewCommand.NoteMailed($"m{n % 3}", (MailKind)(n % 5)), n => new InterviewCommand.NoteOpened($"m{n % 3}"), n => new InterviewCommand.NoteBounced($"m{n % 3}", n % 2 == 0),
        _ => new InterviewCommand.NoteReply(), _ => new InterviewCommand.NoteMissed("maya", Fault.Ours), n => new InterviewCommand.StrikeNumber("maya", $"n{n % 3}", n % 2),
        n => new InterviewCommand.BreakOff("maya", n % 8), _ => new InterviewCommand.Invite("maya"), _ => new InterviewCommand.RevokeInvitation("joao"), _ => new InterviewCommand.SuggestColleague(),
        n => new InterviewCommand.StateWishes((Attribution)(n % 5), (MeetingWay)(n % 2), "Europe/Lisbon", null), n => new InterviewCommand.Book(Approvals.Buyer, "maya", Start + Duration.FromHours(1 + n % 60), 30, MeetingWay.Phone),
        n => new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft) { Invites = n % 2 == 0 },
    ];

    private static readonly InterviewCommand Sample = new InterviewCommand.Sample("house",
        new InterviewEvent.Sampled(Start, "p-1", "co-1", "main", DealOutcome.Lost, new LocalDate(2026, 11, 7), new Place("Europe/Lisbon", "PT", null), "en", 2, "standard"));

    private static readonly Arbitrary<int[]> Picks = Gen.Choose(0, 100_000).ArrayOf(30).ToArbitrary();

    [Fact]
    public void A_closed_part_and_the_rest_fold_to_what_all_fold_to() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Picks, Gen.Choose(0, 60).ToArbitrary(), (picks, cut) =>
        {
            var (all, happened) = Play(picks);
            var at = Math.Min(cut, happened.Count);
            var journal = new Journal<InterviewState, InterviewEvent> { Parts = 1, Closed = happened.Take(at).Aggregate(InterviewState.None, InterviewFold.Fold) };
            var reopened = JsonSerializer.Deserialize<Journal<InterviewState, InterviewEvent>>(JsonSerializer.SerializeToUtf8Bytes(journal, StoredJson.Options), StoredJson.Options)!;
            Assert.Equal(Text(all), Text(happened.Skip(at).Aggregate(reopened.Closed!, InterviewFold.Fold)));
        }));

    [Fact]
    public void A_journal_is_read_as_it_was_written() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Picks, picks =>
        {
            var (all, happened) = Play(picks);
            var text = JsonSerializer.Serialize<IReadOnlyList<InterviewEvent>>(happened, StoredJson.Options);
            Assert.Equal(Text(all), Text(JsonSerializer.Deserialize<List<InterviewEvent>>(text, StoredJson.Options)!.Aggregate(InterviewState.None, InterviewFold.Fold)));
        }));

    [Fact]
    public void Place_code_and_next_step_follow_from_the_history_alone() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Picks, picks =>
        {
            var (all, happened) = Play(picks);
            var text = JsonSerializer.Serialize<IReadOnlyList<InterviewEvent>>(happened, StoredJson.Options);
            var again = JsonSerializer.Deserialize<List<InterviewEvent>>(text, StoredJson.Options)!.Aggregate(InterviewState.None, InterviewFold.Fold);
            Assert.Equal(JsonSerializer.Serialize(InterviewCard.Of("a/b/c", all), StoredJson.Options), JsonSerializer.Serialize(InterviewCard.Of("a/b/c", again), StoredJson.Options));
            Assert.Equal(Dispositions.Of(all), Dispositions.Of(again));
            Assert.Equal(NextSteps.Of(all), NextSteps.Of(again));
        }));

    [Fact]
    public void Whatever_happens_the_code_agrees_with_where_the_case_stands() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Picks, picks =>
        {
            var (s, _) = Play(picks);
            var (code, step) = (Dispositions.Of(s).Code, NextSteps.Of(s));
            Assert.Equal(s.EndedAt is not null && !s.Partial, code.Bucket == Bucket.I);
            if (code.Bucket == Bucket.P) Assert.True(s.Partial && s.SectionsReached >= Dispositions.PartialFrom);
            // A pending appointment is not a refusal, unless the buyer had refused before and has not been won over.
            if (s.Open && s.SoftRefusals == 0) Assert.NotEqual(Bucket.R, code.Bucket);
            if (s.Status is CaseStatus.Refused) Assert.Equal(Bucket.R, code.Bucket);
            if (s.Open && s.Attempts.IsEmpty && s.Mails.IsEmpty && s.Sequence == 0 && s.ReturnedAt is null && s.PromiseDue is null && s.OurMisses == 0 && s.SetAside is null && s.MissedBy is null && s.Person == "p-1")
                Assert.Equal("3.11", code.Code);
            Assert.Equal(step.IsOver, !s.Open && s.Status is not (CaseStatus.InInterview or CaseStatus.WrapUpOpen or CaseStatus.Intake or CaseStatus.Coding));
        }));

    [Fact]
    public void What_a_mail_did_meanwhile_survives_an_undo()
    {
        var s = new[] { Sample, new InterviewCommand.NoteMailed("m1", MailKind.MissedYou), new InterviewCommand.RefuseSoft("joao"), new InterviewCommand.NoteOpened("m1"), new InterviewCommand.Undo("joao") }
            .Aggregate(InterviewState.None, (state, command) => ((Decision<InterviewEvent>.Accepted)Interview.Decide(state, command, Start)).Events.Aggregate(state, InterviewFold.Fold));
        Assert.Equal(0, s.SoftRefusals);
        Assert.NotNull(Assert.Single(s.Mails).OpenedAt);
    }

    [Fact]
    public async Task A_command_that_is_repeated_records_nothing_more()
    {
        await using var house = await JournalHouse.OpenAsync();
        var number = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Picks, picks => RepeatsAsync(house, $"case-{number++}", picks).GetAwaiter().GetResult()));
    }

    private static async Task RepeatsAsync(JournalHouse house, string key, int[] picks)
    {
        var grain = house.Case(key);
        await grain.Do("sample", Sample);
        var accepted = new List<(string Id, InterviewCommand Command)>();
        foreach (var (pick, index) in picks.Select((p, i) => (p, i)))
        {
            var command = Language[pick % Language.Length](pick);
            if ((await grain.Do($"c{index}", command)).Ok) accepted.Add(($"c{index}", command));
            var before = Text(await grain.State());
            var (id, again) = accepted.Count > 0 ? accepted[pick % accepted.Count] : ("sample", Sample);
            // A command that was accepted and changed nothing is not remembered; told again it may come to something. The others are.
            if ((await house.ReadAsync($"journal|test-case|{key}")).Text.Contains($"\"{id}\"", StringComparison.Ordinal))
            {
                Assert.True((await grain.Do(id, again)).Ok);
                Assert.Equal(before, Text(await grain.State()));
            }
        }
    }

    /// <summary>A case as this version writes it, with a closed part and something owed.</summary>
    internal static byte[] GoldenJournal()
    {
        var (state, happened, at) = (InterviewState.None, new List<InterviewEvent>(), Start);
        foreach (var command in new InterviewCommand[]
        {
            Sample, new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer), new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Spoke),
            new InterviewCommand.Book("maya", "maya", Start + Duration.FromHours(4), 30, MeetingWay.Video),
            new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1"), new InterviewCommand.Complete("maya", 8),
            new InterviewCommand.WrapUp("maya", false, true, CallFelt.Fine),
        })
        {
            at += Duration.FromMinutes(30);
            var events = ((Decision<InterviewEvent>.Accepted)Interview.Decide(state, command, at)).Events;
            happened.AddRange(events);
            state = events.Aggregate(state, InterviewFold.Fold);
        }
        var text = $$"""
            {"parts":1,"closed":{{Text(happened.Take(4).Aggregate(InterviewState.None, InterviewFold.Fold))}},"events":{{JsonSerializer.Serialize<IReadOnlyList<InterviewEvent>>(happened[4..], StoredJson.Options)}},
            "commands":["c-7","c-8"],"owed":[{"number":9,"to":"card","event":1,"notBefore":"2026-11-24T10:00:00Z","tries":2,"part":1}],"nextOwed":10}
            """;
        return JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<Journal<InterviewState, InterviewEvent>>(text, StoredJson.Options), StoredJson.Options);
    }

    private static (InterviewState State, List<InterviewEvent> Happened) Play(int[] picks)
    {
        var (state, happened, at) = (InterviewState.None, new List<InterviewEvent>(), Start);
        foreach (var command in picks.Select(p => Language[p % Language.Length](p)).Prepend(Sample))
        {
            at += Duration.FromSeconds(40);
            if (Interview.Decide(state, command, at) is not Decision<InterviewEvent>.Accepted accepted) continue;
            happened.AddRange(accepted.Events);
            state = accepted.Events.Aggregate(state, InterviewFold.Fold);
        }
        return (state, happened);
    }

    private static string Text(InterviewState state) => JsonSerializer.Serialize(state, StoredJson.Options);
}
