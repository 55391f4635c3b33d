using Microsoft.Extensions.Logging;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Mail;

/// <summary>
/// What the delivery service says became of letters. A message is verified, then each piece of news goes to the case of its
/// letter under a command id made of the event's own, so that a hundred repetitions are one fact. Where one cannot be told
/// the message is not acknowledged, and the service sends it again.
/// </summary>
internal sealed class MailEvents(MailSettings settings, LetterTokens tokens, AgencyStores stores, IGrainFactory grains, JournalTools tools, ILogger<MailEvents> logger)
{
    /// <summary>Whether the service has been told to send us its events at all.</summary>
    public bool IsOpen => settings.SendGridEventKey.Length > 0;

    public async Task<EventVerdict> TakeAsync(string signature, string stamp, ReadOnlyMemory<byte> body)
    {
        var verdict = EventSignature.Verify(settings.SendGridEventKey, signature, stamp, body.Span, tools.RealClock.GetCurrentInstant());
        if (verdict != EventVerdict.Valid)
        {
            MailLog.EventsRefused(logger, verdict);
            return verdict;
        }
        if (MailNews.Read(body.Span, SendGridCourier.TokenField) is not var (news, others)) return EventVerdict.Unreadable;
        var unknown = 0;
        // The service is nobody that a grain knows; what it signed is told in the house's name, and only until this method ends.
        Caller.House.Enter();
        foreach (var one in news)
            if (!await TellAsync(one)) unknown++;
        MailLog.EventsTaken(logger, news.Count - unknown, unknown, others);
        return EventVerdict.Valid;
    }

    /// <summary>False for a letter that was never ours.</summary>
    private async Task<bool> TellAsync(MailNews news)
    {
        if (await tokens.FindAsync(news.Letter) is not { } scope) return false;
        var interview = grains.GetGrain<IInterview>(scope.Interview);
        // An id of theirs may hold anything, so a keyed hash of it stands in the journal.
        var command = $"news/{stores.KeyedHash($"news|{news.Kind}|{news.Letter}|{news.EventId}")[..24]}";
        switch (news.Kind)
        {
            case NewsKind.Opened: await interview.Do(command, new InterviewCommand.NoteOpened(scope.Letter)); break;
            case NewsKind.CameBack: await interview.Do(command, new InterviewCommand.NoteBounced(scope.Letter, false)); break;
            case NewsKind.CameBackForGood: await interview.Do(command, new InterviewCommand.NoteBounced(scope.Letter, true)); break;
            default: await StopAsync(interview, command, scope, news.Address); break;
        }
        return true;
    }

    /// <summary>
    /// They took themselves off our letters, which is the strongest word there is: nothing of ours reaches them any more. The
    /// letter may have been to somebody the case has left since; then the address alone says whom to leave in peace.
    /// </summary>
    private async Task StopAsync(IInterview interview, string command, LetterTokens.Scope scope, string address)
    {
        var state = (await interview.View()).State;
        if (state.Person is { Length: > 0 } person && !state.IsErased && await stores.People.ReadAsync<MailFile>(People.PeopleSubjects.Of(person), $"mail/{scope.Letter.Replace('/', '.')}") is not null)
            (await interview.Do(command, new InterviewCommand.RefuseHard(Approvals.Buyer, RefusalOf.Person))).OrThrow();
        else if (Mailbox.Takes(address))
        {
            var people = grains.GetGrain<IPeople>(IPeople.Key);
            if (await people.Whose(address) is { } known) (await grains.GetGrain<IPerson>(known).Suppress(command)).OrThrow();
            else await people.Bar(command, address);
        }
    }
}

internal static partial class MailLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of the mail service was refused: {Verdict}")]
    public static partial void EventsRefused(ILogger logger, EventVerdict verdict);

    [LoggerMessage(Level = LogLevel.Information, Message = "The mail service told news of {Known} letters, of {Unknown} that are none of ours, and {Others} events that say nothing to us")]
    public static partial void EventsTaken(ILogger logger, int known, int unknown, int others);
}
