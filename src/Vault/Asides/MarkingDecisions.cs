using WinLossAgency.Domain;
using WinLossAgency.Vault.Transcripts;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Vault.Asides;

using Answer = Decision<MarkingEvent>;

/// <summary>
/// What a person may do to a marking. Sealing is always possible, also after closing; unsealing needs the buyer
/// where the buyer declared it and after closing, and a second person otherwise.
/// </summary>
internal static class MarkingDecisions
{
    private const int ThemeLengthMax = 40;

    public static Answer Decide(Marking marking, MarkingCommand command, MarkingFacts facts) => command switch
    {
        MarkingCommand.Seal seal => Seal(marking, seal, facts),
        MarkingCommand.ReleaseByBuyer release => Release(marking, release),
        MarkingCommand.Close close => Close(marking, close, facts),
        MarkingCommand.ProposeUnseal or MarkingCommand.ApproveUnseal or MarkingCommand.DeclineUnseal => Unseal(marking, command),
        MarkingCommand.File file => File(marking, file),
        _ when marking.IsClosed => Refuse("Intake is closed; asides can still be sealed, nothing else changed."),
        MarkingCommand.Take take => Take(marking, take),
        MarkingCommand.ConfirmSpeakers confirm => ConfirmSpeakers(marking, confirm, facts),
        MarkingCommand.ConfirmShift confirm => ConfirmShift(marking, confirm, facts),
        MarkingCommand.PlaceMark place => PlaceMark(marking, place, facts),
        MarkingCommand.SetMarkAside set => SetMarkAside(marking, set, facts),
        MarkingCommand.AnswerSuggestion answer => AnswerSuggestion(marking, answer, facts),
        _ => throw new InvalidOperationException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>A better file may take the place of the first until somebody has worked on it.</summary>
    public static Answer Take(Marking marking, MarkingCommand.Take take)
    {
        if (marking.Upload == take.Upload) return Nothing<MarkingEvent>();
        var begun = marking.Roles.Length > 0 || marking.Shift is not null || marking.Asides.Count > 0 || marking.Answers.Count > 0;
        return begun ? Refuse("This transcript is being marked already; another file would lose that work.") : new MarkingEvent.Taken(take.Upload, take.By);
    }

    /// <summary>
    /// Notes in the place of a transcript: taken, sealed where they were noted as sealed, and on one clock, all in one step,
    /// so that no failure in between leaves a sealed line to be read as on record.
    /// </summary>
    public static Answer TakeNotes(Marking marking, int upload, IEnumerable<Span> noted, MarkingFacts facts, string by)
    {
        MarkingCommand[] steps =
        [
            new MarkingCommand.Take(upload, by), .. noted.Select(span => new MarkingCommand.Seal(span, DeclaredBy.Interviewer, by)),
            // The notes are the transcript, so their clocks agree.
            new MarkingCommand.ConfirmShift(TimeSpan.Zero, by, OneClock: true),
        ];
        var events = new List<MarkingEvent>();
        foreach (var step in steps)
        {
            if (Decide(marking, step, facts) is not Answer.Accepted accepted) return Decide(marking, step, facts);
            events.AddRange(accepted.Events);
            marking = Marking.Fold(marking, accepted.Events);
        }
        return All<MarkingEvent>([.. events]);
    }

    private static Answer File(Marking marking, MarkingCommand.File file)
    {
        if (!marking.Asides.TryGetValue(file.Aside, out var aside) || !aside.IsSealed) return Refuse($"There is no sealed span {file.Aside}; there are {marking.Sealed.Count()}.");
        if (file.Theme.Length is 0 or > ThemeLengthMax || file.Theme.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
            return Refuse($"A theme is a key of the code book: 1 to {ThemeLengthMax} of a to z, 0 to 9 and dashes.");
        return marking.Themes.GetValueOrDefault(file.Aside) == file.Theme ? Nothing<MarkingEvent>() : new MarkingEvent.Filed(file.Aside, file.Theme, file.By);
    }

    private static Answer ConfirmSpeakers(Marking marking, MarkingCommand.ConfirmSpeakers confirm, MarkingFacts facts)
    {
        var voices = facts.Transcript.Voices.Length;
        if (confirm.Roles.Length != voices) return Refuse($"{confirm.Roles.Length} roles were given for {voices} voices.");
        if (marking.Roles.SequenceEqual(confirm.Roles)) return Nothing<MarkingEvent>();
        return new MarkingEvent.SpeakersConfirmed(confirm.Roles, confirm.By);
    }

    private static Answer ConfirmShift(Marking marking, MarkingCommand.ConfirmShift confirm, MarkingFacts facts)
    {
        if (marking.Shift == confirm.Shift) return Nothing<MarkingEvent>();
        // Moving marks that are already laid would unseal what they covered.
        if (marking.Shift is { } before) return Refuse($"The shift is confirmed as {before:g}; what it sealed can only be unsealed span by span.");
        if (!confirm.OneClock && ShiftBounds.WhyNot(facts, confirm.Shift) is { } beyond) return Refuse(beyond);
        // Far from what was said itself bears out, marks would cover other words and leave the asides open.
        if (!confirm.OneClock && ShiftBounds.IsFar(facts, confirm.Shift) is { } proposed)
        {
            if (marking.ShiftAsked?.Shift != confirm.Shift) return new MarkingEvent.ShiftAsked(confirm.Shift, confirm.By);
            if (marking.ShiftAsked.By == confirm.By) return Refuse($"What was said bears out {ShiftBounds.Words(proposed)}; a second person must confirm {ShiftBounds.Words(confirm.Shift)}.");
        }
        var events = new List<MarkingEvent> { new MarkingEvent.ShiftConfirmed(confirm.Shift, confirm.By) };
        foreach (var mark in marking.OpenMarks(facts))
        {
            if (MarkPlacement.Place(facts.Transcript, mark, confirm.Shift) is not { } span) continue;
            events.Add(new MarkingEvent.Sealed(marking.Asides.Count + events.Count, span, mark.By, mark.Number, confirm.By));
        }
        return All<MarkingEvent>([.. events]);
    }

    private static Answer PlaceMark(Marking marking, MarkingCommand.PlaceMark place, MarkingFacts facts)
    {
        if (facts.Marks.FirstOrDefault(mark => mark.Number == place.Mark) is not { } mark) return Refuse($"There is no live mark {place.Mark}; there are {facts.Marks.Length}.");
        if (Outside(place.Span, facts.Transcript) is { } reason) return Refuse(reason);
        if (marking.Asides.Values.Any(aside => aside.Mark == mark.Number && aside.Span == place.Span)) return Nothing<MarkingEvent>();
        return new MarkingEvent.Sealed(marking.Asides.Count + 1, place.Span, mark.By, mark.Number, place.By);
    }

    private static Answer SetMarkAside(Marking marking, MarkingCommand.SetMarkAside set, MarkingFacts facts)
    {
        if (marking.MarksSetAside.Contains(set.Mark)) return Nothing<MarkingEvent>();
        if (marking.OpenMarks(facts).All(mark => mark.Number != set.Mark)) return Refuse($"Live mark {set.Mark} is not waiting for its place.");
        if (marking.Shift is null && facts.Transcript.Turns.Any(turn => turn.Parts.Any(part => part.Start is not null)))
        {
            return Refuse($"Confirm the shift first: live mark {set.Mark} may yet fall on the transcript.");
        }
        return !marking.SettingAside.TryGetValue(set.Mark, out var by) ? new MarkingEvent.SettingAsideAsked(set.Mark, set.By)
            : by == set.By ? Refuse($"You said that live mark {set.Mark} was not recorded; a second person must say so too, or it is placed.")
            : new MarkingEvent.MarkSetAside(set.Mark, set.By);
    }

    private static Answer Seal(Marking marking, MarkingCommand.Seal seal, MarkingFacts facts)
    {
        if (Outside(seal.Span, facts.Transcript) is { } reason) return Refuse(reason);
        if (marking.Sealed.Any(aside => aside.Span == seal.Span && aside.Declared == seal.Declared)) return Nothing<MarkingEvent>();
        return new MarkingEvent.Sealed(marking.Asides.Count + 1, seal.Span, seal.Declared, null, seal.By);
    }

    private static Answer AnswerSuggestion(Marking marking, MarkingCommand.AnswerSuggestion answer, MarkingFacts facts)
    {
        if (facts.Suggestions.FirstOrDefault(suggestion => suggestion.Number == answer.Suggestion) is not { } suggestion)
        {
            return Refuse($"There is no suggestion {answer.Suggestion}; there are {facts.Suggestions.Length}.");
        }
        if (marking.Answers.TryGetValue(suggestion.Number, out var before))
        {
            if (before == answer.Yes) return Nothing<MarkingEvent>();
            if (before) return Refuse($"Suggestion {suggestion.Number} was sealed; ask to unseal it instead.");
        }
        var answered = new MarkingEvent.SuggestionAnswered(suggestion.Number, answer.Yes, answer.By);
        return answer.Yes
            ? All<MarkingEvent>(answered, new MarkingEvent.Sealed(marking.Asides.Count + 1, suggestion.Span, suggestion.Declared, null, answer.By))
            : answered;
    }

    private static Answer Unseal(Marking marking, MarkingCommand command)
    {
        var number = command switch
        {
            MarkingCommand.ProposeUnseal c => c.Aside,
            MarkingCommand.ApproveUnseal c => c.Aside,
            MarkingCommand.DeclineUnseal c => c.Aside,
            _ => 0,
        };
        if (!marking.Asides.TryGetValue(number, out var aside)) return Refuse($"There is no sealed span {number}; there are {marking.Asides.Count}.");
        if (!aside.IsSealed) return Nothing<MarkingEvent>();
        if (aside.Declared == DeclaredBy.Buyer) return Refuse($"The buyer declared span {number} off the record; only the buyer can unseal it.");
        if (marking.IsClosed) return Refuse($"Intake is closed; span {number} now needs the buyer's release.");
        return (command, aside.UnsealProposedBy) switch
        {
            (MarkingCommand.ProposeUnseal, null) => new MarkingEvent.UnsealProposed(number, command.By),
            (MarkingCommand.ProposeUnseal, { } by) when by == command.By => Nothing<MarkingEvent>(),
            (MarkingCommand.ProposeUnseal, _) => Refuse($"Somebody has already asked to unseal span {number}; approve or decline it."),
            (_, null) => Refuse($"Nobody has asked to unseal span {number}."),
            (MarkingCommand.DeclineUnseal, _) => new MarkingEvent.UnsealDeclined(number, command.By),
            (_, { } by) when by == command.By => Refuse($"You asked to unseal span {number}; a second person must approve it."),
            _ => new MarkingEvent.Unsealed(number, command.By),
        };
    }

    private static Answer Release(Marking marking, MarkingCommand.ReleaseByBuyer release)
    {
        if (!marking.Asides.TryGetValue(release.Aside, out var aside)) return Refuse($"There is no sealed span {release.Aside}; there are {marking.Asides.Count}.");
        return aside.IsSealed ? new MarkingEvent.ReleasedByBuyer(release.Aside) : Nothing<MarkingEvent>();
    }

    private static Answer Close(Marking marking, MarkingCommand.Close close, MarkingFacts facts)
    {
        if (marking.IsClosed) return Nothing<MarkingEvent>();
        string[] open =
        [
            .. Waiting(marking.OpenVoices(facts).Select(voice => voice + 1), "voice has no role", "voices have no role"),
            .. Waiting(marking.OpenMarks(facts).Select(mark => mark.Number), "live mark has no place", "live marks have no place"),
            .. Waiting(marking.OpenSuggestions(facts).Select(suggestion => suggestion.Number), "suggestion is unanswered", "suggestions are unanswered"),
        ];
        return open.Length == 0 ? new MarkingEvent.Closed(close.By) : Refuse($"Intake cannot close: {string.Join("; ", open)}.");
    }

    private static IEnumerable<string> Waiting(IEnumerable<int> numbers, string one, string many)
    {
        var waiting = numbers.ToList();
        if (waiting.Count > 0) yield return $"{waiting.Count} {(waiting.Count == 1 ? one : many)} (no. {string.Join(", ", waiting)})";
    }

    private static string? Outside(Span span, TurnedTranscript transcript)
    {
        bool Holds(Place place) => place.Turn >= 0 && place.Turn < transcript.Turns.Length && place.Char >= 0 && place.Char <= transcript.Turns[place.Turn].Words.Length;
        if (!Holds(span.From) || !Holds(span.To)) return $"The span from turn {span.From.Turn + 1} to turn {span.To.Turn + 1} is not within the {transcript.Turns.Length} turns.";
        return span.From < span.To ? null : "The span is empty; select some words.";
    }
}
