using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Works the example's cases in the order in which they happened: the agency's clock is set to each moment, and each
/// outcome is the same command that the call desk gives.
/// </summary>
internal sealed class DemoCases(IGrainFactory grains, Action<Instant> setClock, Canary? canary = null)
{
    private sealed record Moment(Instant At, int Order, Func<Task> Happens);

    /// <summary>What the budget or a calendar refused while the past was told; each is a sentence for the log.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Tells everything that happened from one instant to another, of all engagements together.</summary>
    public async Task WorkAsync(IEnumerable<(string Interview, ExampleCase Case)> cases, Instant from, Instant until)
    {
        var moments = new List<Moment>();
        foreach (var ((key, c), n) in cases.Select((c, n) => (c, n)))
        {
            var order = n * 100;
            foreach (var step in c.History)
                moments.Add(new Moment(ExampleFiles.At(step.Day, step.Time, c.Zone), order++, () => StepAsync(key, c, step, order)));
            if (c.Start is { } start)
                moments.Add(new Moment(ExampleFiles.At(start.Day, start.Time, c.Zone), order, () => InterviewAsync(key, c)));
        }
        foreach (var moment in moments.Where(m => m.At >= from && m.At < until).OrderBy(m => m.At).ThenBy(m => m.Order))
        {
            setClock(moment.At);
            await moment.Happens();
        }
        setClock(until);
    }

    public static string KeyOf(string engagement, ExampleCase c, ImmutableDictionary<string, DealLine> deals) => deals.TryGetValue(c.Deal.Account, out var deal)
        ? $"{engagement}/{deal.Deal}"
        : throw new InvalidOperationException($"The example works a deal that its list does not hold: {c.Deal.Opportunity}.");

    private async Task StepAsync(string key, ExampleCase c, ExampleStep step, int n)
    {
        var (interview, by, id) = (grains.GetGrain<IInterview>(key), DemoFounding.IdOf(c.Interviewer), $"demo/{step.Day}/{step.Time}/{step.Outcome}");
        if (step.Outcome is "noAnswer" or "voicemail" or "busy" or "callback" or "booked" or "refusedSoft")
            Note(key, await interview.Dial($"{id}/dial", "n1"));
        Instant Promised() => ExampleFiles.At(step.Promised!.Day, step.Promised.Time, c.Zone);
        var minutes = c.PromisedMinutes == 0 ? 25 : c.PromisedMinutes;
        InterviewCommand? command = step.Outcome switch
        {
            "noAnswer" => new InterviewCommand.RecordAttempt(by, "n1", AttemptOutcome.NoAnswer),
            "voicemail" => new InterviewCommand.RecordAttempt(by, "n1", AttemptOutcome.VoicemailLeft),
            "busy" => new InterviewCommand.RecordAttempt(by, "n1", AttemptOutcome.Busy),
            "callback" => new InterviewCommand.PromiseCallback(by, "n1", Promised()),
            "booked" or "moved" => new InterviewCommand.Book(by, by, Promised(), minutes, MeetingWay.Phone),
            "inbound" => new InterviewCommand.NoteReturn(by, by),
            "calledOff" => new InterviewCommand.CallOff(by),
            "missedByThem" => new InterviewCommand.NoteMissed(by, Fault.Theirs),
            "missedByUs" => new InterviewCommand.NoteMissed(by, Fault.Ours),
            "refusedSoft" => new InterviewCommand.RefuseSoft(by),
            "refusedHard" => new InterviewCommand.RefuseHard(by, RefusalOf.Person),
            "wrongPerson" => new InterviewCommand.NoteWrongPerson(by),
            _ => null,
        };
        if (command is not null) Note(key, await interview.Do(id, command));
        if (canary is not null && step.Outcome == "callback") await canary.OnCallDeskAsync(key, by);
        if (step is { Outcome: "inbound", Promised: not null }) Note(key, await interview.Do($"{id}/promise", new InterviewCommand.PromiseCallback(by, "n1", Promised())));
    }

    private async Task InterviewAsync(string key, ExampleCase c)
    {
        var (interview, by) = (grains.GetGrain<IInterview>(key), DemoFounding.IdOf(c.Interviewer));
        DemoFounding.Must(await interview.Do("demo/consent", new InterviewCommand.TakeConsent(by, LevelOf(c.Consent!.Level), c.Consent.Recording, "en/1", "2026-1")));
        if (canary is not null) await canary.InConversationAsync(key, by);
        DemoFounding.Must(await interview.Do("demo/complete", new InterviewCommand.Complete(by, c.SectionsReached.Length)));
        // Each ended interview is on the engagement's cards before the next, so that notes on the shelf move one step at a time.
        var engagement = key[..key.LastIndexOf('/')];
        await Patience.UntilAsync("the card of an ended interview", async () =>
            (await grains.GetGrain<IEngagement>(engagement).Cards()).Any(card => card.Interview == key && card.EndedAt is not null));
        await DemoFounding.SettledAsync(grains, engagement);
        if (c.Stop == "wrapUp") return;
        if (canary is not null) await canary.WrapUpAsync(key, c, by);
        else DemoFounding.Must(await interview.Do("demo/wrap-up", new InterviewCommand.WrapUp(by, !c.Consent.Recording, c.ContactRequest is not null,
            Enum.Parse<CallFelt>(c.Felt ?? "fine", ignoreCase: true))));
    }

    public static Attribution LevelOf(string level) => level switch
    {
        "named" => Attribution.Named,
        "role" => Attribution.RoleOnly,
        "unattributed" => Attribution.Unattributed,
        "paraphrase" => Attribution.ParaphraseOnly,
        "aggregate" => Attribution.AggregateOnly,
        _ => Attribution.OffTheRecord,
    };

    private void Note(string key, Answer answer)
    {
        if (!answer.Ok) Refused.Add($"{key}: {answer.Refusal}");
    }
}
