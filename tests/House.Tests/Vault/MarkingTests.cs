using WinLossAgency.Domain;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class MarkingTests
{
    private const string Call = """
        WEBVTT

        00:00.000 --> 00:10.000
        <v Maya Lindt>What made you choose the rival?

        00:10.000 --> 00:20.000
        <v Ana Reis>Price, mostly. Between us, their director is my cousin.

        00:20.000 --> 00:30.000
        <v Maya Lindt>Back on the record. What about support?

        00:30.000 --> 00:40.000
        <v Ana Reis>Support was fine.
        """;

    [Fact]
    public async Task Voices_are_guessed_with_reasons()
    {
        var transcript = await Transcribing.Turns(Call);
        var byName = VoiceGuess.Guess(transcript, "Maya");
        Assert.Equal([VoiceRole.Interviewer, VoiceRole.Buyer], byName.Select(voice => voice.Role));
        Assert.Contains("first name", byName[0].Reason);
        var byQuestions = VoiceGuess.Guess(transcript, "Zoe");
        Assert.Equal(VoiceRole.Interviewer, byQuestions[0].Role);
        Assert.Equal("Asks 2 of the 2 questions.", byQuestions[0].Reason);
    }

    [Fact]
    public async Task A_suggestion_reaches_from_its_phrase_to_the_return_to_the_record()
    {
        var facts = await Facts();
        var suggestion = Assert.Single(facts.Suggestions);
        Assert.Equal(("between us", DeclaredBy.Buyer), (suggestion.Phrase, suggestion.Declared));
        Assert.Equal(new Span(new(1, "Price, mostly. ".Length), new(2, "Back on the record.".Length)), suggestion.Span);
    }

    [Theory]
    [InlineData("R: It was slow. Please don’t quote me on that.", "don't quote me")]
    [InlineData("R: This is off the record, all right?", "off the record")]
    [InlineData("R: I probably shouldn't say this but they begged.", "I shouldn't say")]
    [InlineData("R: And that stays here, please.", "this stays here")]
    [InlineData("R: You didn't hear this from me.", "you didn't hear this from me")]
    [InlineData("R: I tell you in confidence.", "in confidence")]
    [InlineData("R: Please don’t write this down but I play golf with him.", "don't tell them")]
    [InlineData("R: My boss doesn't know I scored them last.", "nobody knows this")]
    [InlineData("R: If anyone asks, we never spoke.", "nobody knows this")]
    [InlineData("R: You can't use my name there.", "don't use this")]
    [InlineData("R: Honestly, between you and me, I am leaving.", "between us")]
    [InlineData("R: Das bleibt unter uns.", "unter uns")]
    public async Task Phrases_that_announce_an_aside_are_found(string line, string phrase)
    {
        var transcript = await Transcribing.Turns($"I: Why?\n{line}\nI: Thanks.\nR: Fine.\n");
        var found = Suggestion.Find(transcript, VoiceGuess.Guess(transcript, ""));
        Assert.Equal(phrase, Assert.Single(found).Phrase);
        Assert.Equal(transcript.Turns[1].Words.Length, found[0].Span.To.Char);
    }

    [Fact]
    public async Task Plain_talk_of_prices_and_records_suggests_nothing()
    {
        var transcript = await Transcribing.Turns("I: Did records matter?\nR: We keep a record of every offer, and quote prices daily. I should say it was good, and we told them so.\n");
        Assert.Empty(Suggestion.Find(transcript, VoiceGuess.Guess(transcript, "")));
    }

    [Fact]
    public async Task The_shift_that_lays_marks_on_asides_is_proposed_and_widens_to_whole_cues()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromSeconds(113), TimeSpan.FromSeconds(119), DeclaredBy.Interviewer));
        var proposal = ShiftProposal.Propose(facts.Transcript, facts.Marks, facts.Suggestions, null);
        Assert.Equal((-103, 1), (proposal.Shift.TotalSeconds, proposal.MarksMet));
        var span = MarkPlacement.Place(facts.Transcript, facts.Marks[0], proposal.Shift);
        Assert.Equal(new Span(new(0, 0), new(1, facts.Transcript.Turns[1].Words.Length)), span);
    }

    [Fact]
    public async Task Notes_that_cite_the_talk_propose_the_shift_too()
    {
        var facts = await Facts();
        var notes = await Transcribing.Read("04:42 director cousin price\n05:02 support fine\n");
        var proposal = ShiftProposal.Propose(facts.Transcript, [], facts.Suggestions, notes);
        Assert.Equal((-272, 2), (proposal.Shift.TotalSeconds, proposal.NotesMet));
    }

    [Fact]
    public async Task Intake_cannot_close_while_anything_waits_and_says_what_and_how_many()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromHours(2), TimeSpan.FromHours(3), DeclaredBy.Buyer));
        var marking = Marking.Fresh;
        Assert.Equal(
            "Intake cannot close: 2 voices have no role (no. 1, 2); 1 live mark has no place (no. 1); 1 suggestion is unanswered (no. 1).",
            Refused(marking, new MarkingCommand.Close("maya"), facts));
        marking = Done(marking, new MarkingCommand.ConfirmSpeakers([VoiceRole.Interviewer, VoiceRole.Buyer], "maya"), facts);
        marking = Done(marking, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "maya"), facts);
        marking = Done(marking, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "ben"), facts);
        marking = Done(marking, new MarkingCommand.AnswerSuggestion(1, true, "maya"), facts);
        Assert.Equal("Intake cannot close: 1 live mark has no place (no. 1).", Refused(marking, new MarkingCommand.Close("maya"), facts));
        marking = Done(marking, new MarkingCommand.PlaceMark(1, new(new(3, 0), new(3, 7)), "maya"), facts);
        marking = Done(marking, new MarkingCommand.Close("maya"), facts);
        Assert.True(marking.IsClosed);
        Assert.Equal(2, marking.Sealed.Count());
    }

    [Fact]
    public async Task A_shift_that_what_was_said_does_not_bear_out_takes_two_people()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9), DeclaredBy.Buyer));
        // The mark falls on the aside at +10 s; nothing of it does at +30 s, but that is near enough to be a hand's choice.
        Assert.NotNull(Done(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.FromSeconds(12), "maya"), facts).Shift);
        var longer = await Facts(new LiveMark(1, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5), DeclaredBy.Buyer));
        var asked = Done(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "maya"), longer);
        Assert.Null(asked.Shift);
        Assert.Contains("second person", Refused(asked, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "maya"), longer));
        Assert.Equal(TimeSpan.Zero, Done(asked, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "ben"), longer).Shift);
        // Another shift than the one that was asked for is a new question.
        Assert.Null(Done(asked, new MarkingCommand.ConfirmShift(TimeSpan.FromSeconds(1), "ben"), longer).Shift);
    }

    [Fact]
    public async Task No_shift_goes_beyond_the_recording_and_the_marks()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(15), DeclaredBy.Buyer));
        Assert.Contains("lasts 00:40", Refused(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.FromSeconds(41), "maya"), facts));
        Assert.Contains("before", Refused(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.FromSeconds(-16), "maya"), facts));
        Assert.Contains("lasts 00:40", Refused(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.MaxValue, "maya"), facts));
    }

    [Fact]
    public async Task That_an_aside_was_not_recorded_two_people_say()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromHours(2), TimeSpan.FromHours(3), DeclaredBy.Buyer));
        var marking = Done(Done(Marking.Fresh, new MarkingCommand.ConfirmShift(TimeSpan.Zero, "maya"), facts), new MarkingCommand.ConfirmShift(TimeSpan.Zero, "ben"), facts);
        marking = Done(marking, new MarkingCommand.SetMarkAside(1, "maya"), facts);
        Assert.Single(marking.OpenMarks(facts));
        Assert.Contains("second person", Refused(marking, new MarkingCommand.SetMarkAside(1, "maya"), facts));
        Assert.Empty(Done(marking, new MarkingCommand.SetMarkAside(1, "ben"), facts).OpenMarks(facts));
    }

    [Fact]
    public async Task Every_command_done_twice_is_recorded_once()
    {
        var facts = await Facts(new LiveMark(1, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(15), DeclaredBy.Interviewer));
        var span = new Span(new(3, 0), new(3, 7));
        MarkingCommand[] commands =
        [
            new MarkingCommand.ConfirmSpeakers([VoiceRole.Interviewer, VoiceRole.Buyer], "maya"), new MarkingCommand.ConfirmShift(TimeSpan.Zero, "maya"),
            new MarkingCommand.AnswerSuggestion(1, false, "maya"), new MarkingCommand.Seal(span, DeclaredBy.Interviewer, "maya"),
            new MarkingCommand.ProposeUnseal(2, "maya"), new MarkingCommand.ApproveUnseal(2, "ben"), new MarkingCommand.Close("maya"),
        ];
        var marking = Marking.Fresh;
        foreach (var command in commands)
        {
            var once = Done(marking, command, facts);
            Assert.NotSame(marking, once);
            Assert.Same(once, Done(once, command, facts));
            marking = once;
        }
        Assert.Equal(1, Assert.Single(marking.Sealed).Mark);
    }

    [Fact]
    public async Task What_the_buyer_declared_only_the_buyer_unseals()
    {
        var facts = await Facts();
        var marking = Done(Marking.Fresh, new MarkingCommand.Seal(new(new(1, 0), new(1, 5)), DeclaredBy.Buyer, "maya"), facts);
        Assert.Contains("only the buyer", Refused(marking, new MarkingCommand.ProposeUnseal(1, "maya"), facts));
        Assert.Empty(Done(marking, new MarkingCommand.ReleaseByBuyer(1), facts).Sealed);
    }

    [Fact]
    public async Task What_the_interviewer_sealed_needs_a_second_person_and_after_closing_the_buyer()
    {
        var facts = (await Facts()) with { Suggestions = [] };
        var marking = Done(Marking.Fresh, new MarkingCommand.Seal(new(new(1, 0), new(1, 5)), DeclaredBy.Interviewer, "maya"), facts);
        Assert.Contains("Nobody has asked", Refused(marking, new MarkingCommand.ApproveUnseal(1, "ben"), facts));
        marking = Done(marking, new MarkingCommand.ProposeUnseal(1, "maya"), facts);
        Assert.Contains("second person", Refused(marking, new MarkingCommand.ApproveUnseal(1, "maya"), facts));
        Assert.Empty(Done(marking, new MarkingCommand.ApproveUnseal(1, "ben"), facts).Sealed);

        marking = Done(marking, new MarkingCommand.ConfirmSpeakers([VoiceRole.Interviewer, VoiceRole.Buyer], "maya"), facts);
        marking = Done(marking, new MarkingCommand.Close("maya"), facts);
        Assert.Contains("buyer's release", Refused(marking, new MarkingCommand.ApproveUnseal(1, "ben"), facts));
        Assert.Equal(2, Done(marking, new MarkingCommand.Seal(new(new(3, 0), new(3, 7)), DeclaredBy.Buyer, "ben"), facts).Sealed.Count());
    }

    [Fact]
    public async Task Spans_outside_the_transcript_are_refused()
    {
        var facts = await Facts();
        Assert.Contains("4 turns", Refused(Marking.Fresh, new MarkingCommand.Seal(new(new(3, 0), new(9, 1)), DeclaredBy.Buyer, "maya"), facts));
        Assert.Contains("empty", Refused(Marking.Fresh, new MarkingCommand.Seal(new(new(3, 2), new(3, 2)), DeclaredBy.Buyer, "maya"), facts));
    }

    private static async Task<MarkingFacts> Facts(params LiveMark[] marks)
    {
        var transcript = await Transcribing.Turns(Call);
        return new(transcript, [.. marks], Suggestion.Find(transcript, VoiceGuess.Guess(transcript, "Maya")));
    }

    private static Marking Done(Marking marking, MarkingCommand command, MarkingFacts facts) =>
        Marking.Fold(marking, Assert.IsType<Decision<MarkingEvent>.Accepted>(MarkingDecisions.Decide(marking, command, facts)).Events);

    private static string Refused(Marking marking, MarkingCommand command, MarkingFacts facts) =>
        Assert.IsType<Decision<MarkingEvent>.Refused>(MarkingDecisions.Decide(marking, command, facts)).Reason;
}
