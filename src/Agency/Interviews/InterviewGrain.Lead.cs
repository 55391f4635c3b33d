using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Agency.Interviews;

/// <summary>What whoever leads the team sees of a case and may decide about it. Why they did is a note and rests with the person.</summary>
internal sealed partial class InterviewGrain
{
    private const int WhyMax = 500;

    /// <summary>A mail waits a minute to be taken back, and is read a while after it came.</summary>
    private static readonly Duration CallOffNotice = Duration.FromMinutes(60);

    public async Task<LedCase> Led()
    {
        await LeadsAsync();
        return await Caller.AsHouse(async () =>
        {
            var all = await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList();
            var staff = all.ToDictionary(s => s.Id, s => s.Name.Split(' ')[0]);
            var dossier = await DossierAsync();
            var lines = InterviewHistory.Lines(Events, id => staff.GetValueOrDefault(id, "a colleague"), ZoneThere);
            var disposition = Dispositions.Of(State);
            return new LedCase(Key, dossier.Name, dossier.Company, dossier.City, InterviewCard.Of(Key, State), disposition.Code.Code, disposition.Code.Label, disposition.Because,
                [.. lines.Select(l => new HistoryLine(l.At, l.Sentence))], [.. dossier.Notes.OrderByDescending(n => n.At)], State.Before is null ? null : State.UndoUntil) { Team = await TeamAsync(all) };
        });
    }

    public async Task<Answer> Lead(string commandId, InterviewCommand command, string why)
    {
        var by = await LeadsAsync();
        if (command.By != by) throw new AccessRefusedException(by, $"a step in the name of {command.By}");
        if (command is not (InterviewCommand.Reassign or InterviewCommand.PutOnHold or InterviewCommand.LetGo or InterviewCommand.EndFor or InterviewCommand.CloseUnreached or InterviewCommand.CallOff or InterviewCommand.Undo))
            return Answer.No("Only who works the case can do that.");
        why = why.Trim();
        if (command is not InterviewCommand.Undo && why.Length is 0 or > WhyMax) return Answer.No(why.Length == 0 ? "Say why in a line; it stands in the notes of the case." : $"A reason has up to {WhyMax} characters; this one has {why.Length}.");
        return await Caller.AsHouse(async () =>
        {
            if (WasAnswered(commandId)) return Answer.Done;
            if (await CannotLeadAsync(command) is { } cannot) return Answer.No(cannot);
            // Words lie down before the fact, so that no decision stands without its reason, and go again with what is refused.
            var person = why.Length > 0 && State.Person is { Length: > 0 } ? PersonOf(State) : null;
            if (person is not null) await person.Note(new DossierNote(Now, by, why, EngagementKey) { Of = commandId });
            var answer = command switch
            {
                InterviewCommand.Reassign { To: { } to } when State.Appointment() is { } stands => await WithSlotAsync(commandId, (to, stands.Start, stands.Minutes), command),
                InterviewCommand.Undo => await UndoAsync(commandId, command),
                _ => await Decide(commandId, command),
            };
            if (!answer.Ok && person is not null) await person.DropNote(commandId);
            return answer;
        });
    }

    /// <summary>A case is given within its team, and an appointment is called off only while a mail can still tell the buyer.</summary>
    private async Task<string?> CannotLeadAsync(InterviewCommand command)
    {
        if (command is InterviewCommand.Reassign { To: { } to })
            return (await GrainFactory.GetGrain<IAgency>(IAgency.Key).StaffList()).FirstOrDefault(s => s.Id == to && s.Roles.HasFlag(Role.Interviewer) && s.Team == State.Sample!.Team) is not { } one
                ? "Nobody of this team who rings is called that; choose from the list." : CaseTakers.WhyNot(State, one) is { } why ? $"{one.Name.Split(' ')[0]} cannot take it: {char.ToLowerInvariant(why[0])}{why[1..]}." : null;
        if (command is not InterviewCommand.CallOff || State.Booking is not { } booking) return null;
        if (booking.Start < Now + CallOffNotice)
            return booking.Start <= Now ? "Its time has come: let it be held, or let whoever holds it say who missed it." : $"It begins in less than {CallOffNotice.TotalMinutes:0} minutes, too soon for a mail: somebody rings them, or a colleague takes it.";
        return await MailRoom.AddressAsync(stores, State, await DossierAsync()) is null ? "No mail reaches this buyer, so nobody would tell them: somebody rings them first." : null;
    }

    private async Task<ImmutableArray<Taking>> TeamAsync(IEnumerable<Staff> all)
    {
        var team = new List<Taking>();
        foreach (var one in all.Where(s => s.Roles.HasFlag(Role.Interviewer) && s.Team == State.Sample!.Team).OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var why = CaseTakers.WhyNot(State, one);
            if (why is null && State.Open && State.Appointment() is { } stands && stands.With != one.Id)
                why = CalendarRoom.WhyNot((await CalendarOf(one.Id).Day()).Without(Key), stands.Start, stands.Minutes, Now, new Told(ZoneThere, false))?.TrimEnd('.');
            team.Add(new Taking(one.Id, one.Name.Split(' ')[0], why));
        }
        return [.. team];
    }

    /// <summary>Who leads the team of this case; anybody else is turned away.</summary>
    private async Task<string> LeadsAsync()
    {
        var caller = Caller.Required;
        return await LeadsTeamAsync() ? caller.Id : throw new AccessRefusedException(caller.Id, "a case of another team");
    }

    /// <summary>Whoever leads and interviews is asked for each alone: another role lets nobody into a colleague's case.</summary>
    private async Task<bool> LeadsTeamAsync()
    {
        var caller = Caller.Required;
        return caller.Is(Role.House) || caller.Is(Role.Supervisor) && State.Sample?.Team == await Caller.AsHouse(() => TeamOfAsync(caller.Id));
    }
}
