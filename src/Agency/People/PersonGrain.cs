using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.People;

[GrainType("person")]
internal sealed class PersonGrain([PersistentState("journal", "agency")] IPersistentState<Journal<PersonState, PersonEvent>> journal, JournalTools tools, AgencyStores stores,
    ErasureList erasures, Erasure erasure, EffectWorker worker)
    : JournalGrain<PersonState, PersonEvent>(journal, tools), IPerson
{
    internal const string File = "dossier";
    private const string ToErasure = "erasure";
    private const string ToDossier = "dossier";
    private const string ToCases = "cases";

    /// <summary>Nothing that two grains decide takes longer; whoever dies meanwhile leaves nobody waiting.</summary>
    private static readonly Duration BookingFor = Duration.FromMinutes(1);
    private (string Interview, Instant Until)? booking;

    private Subject Subject => PeopleSubjects.Of(Key);

    protected override PersonState Empty => PersonState.None;

    protected override PersonState Fold(PersonState state, PersonEvent happened) => PersonState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(PersonEvent happened) => happened switch
    {
        PersonEvent.Erased => [(ToErasure, happened.At)],
        PersonEvent.Lapsed => [(ToDossier, happened.At)],
        // A "never" that was a wrong key is taken back within this time; permits are refused from the first instant.
        PersonEvent.Suppressed => [(ToCases, happened.At + Interview.UndoFor)],
        _ => [],
    };

    /// <summary>Whoever is not to be contacted stands in no line of any client, and nothing agreed with them waits to be missed.</summary>
    /// <param name="keys">Every key under which this person stands: a case that has gone on to somebody else is theirs no more.</param>
    private static async Task WithdrawAsync(IGrainFactory grains, ImmutableArray<string> keys, ImmutableArray<string> interviews, string command)
    {
        foreach (var interview in interviews)
            if (grains.GetGrain<IInterview>(interview) is var its && (await its.View()).State is { Open: true, Person: { } theirs } && keys.Contains(theirs))
                (await its.Do(command, new InterviewCommand.Suppress(Caller.House.Id))).OrThrow();
    }

    /// <summary>An erasure reaches into many grains and every file, so a worker does it and tells when it is done.</summary>
    protected override Task PayAsync(string to, PersonEvent happened, string effectId)
    {
        if (to == ToDossier) return State.Lapsed ? stores.People.DestroyAsync(Subject).AsTask() : Task.CompletedTask;
        var grains = GrainFactory;
        var person = Key;
        if (to == ToCases)
        {
            if (!State.IsBarredSince(happened.At) || State.Erased) return Task.CompletedTask;
            // The work is done beside the grain's turns, so it takes with it what it needs of the state.
            var (keys, interviews) = (State.Absorbed.Add(person), State.Interviews);
            return worker.PayAsync(effectId, async _ =>
            {
                if (happened is PersonEvent.Suppressed { For: { } heardIn } && (await grains.GetGrain<IInterview>(heardIn).View()).State is { Open: true, Never: null })
                    throw new PaymentPostponedException("The case in which they said never does not say so any more, and that is not lifted yet.", Interview.UndoFor);
                await WithdrawAsync(grains, keys, interviews, $"withdrawn/{happened.At.ToUnixTimeTicks()}");
                return JobEnd.Done;
            }, () => grains.GetGrain<IPerson>(person).ErasureTold());
        }
        return worker.PayAsync(effectId, async _ =>
        {
            await erasure.CarryOutAsync(grains, person);
            return JobEnd.Done;
        }, () => grains.GetGrain<IPerson>(person).ErasureTold());
    }

    public Task ErasureTold()
    {
        PayAgain();
        return Task.CompletedTask;
    }

    public Task<PersonState> Standing() => Task.FromResult(State);

    public async Task<Answer> Erase(string commandId)
    {
        if (Other is { } other) return await other.Erase(commandId);
        if (State.Erased) return Answer.Done;
        // The list comes first: a death from here on is finished by it at the next start.
        var dossier = await stores.People.ReadAsync<DossierFile>(Subject, File);
        await erasures.NoteAsync(new ErasedPerson(Key, State.Absorbed, dossier is null ? [] : PeopleMarks.Of(stores, dossier), State.Interviews, Now));
        return await Decide(commandId, new PersonCommand.Erase());
    }

    public async Task<Answer> Join(string commandId, string other)
    {
        var had = await GrainFactory.GetGrain<IPerson>(other).Standing();
        if (await stores.People.ReadAsync<DossierFile>(PeopleSubjects.Of(other), File) is { } theirs)
            await stores.People.ChangeAsync<DossierFile>(Subject, File, known => known is null ? theirs : Merge(known, theirs) with { Notes = [.. known.Notes.Union(theirs.Notes).OrderBy(n => n.At)] });
        return await Decide(commandId, new PersonCommand.Join(other, had));
    }

    public Task<Answer> Merge(string commandId, string into) => Decide(commandId, new PersonCommand.Merge(into));

    public Task<Answer> Lapse(string commandId) => Decide(commandId, new PersonCommand.Lapse());

    /// <summary>Notes and mails of the engagement go, its cases are forgotten, and with them how this state came about.</summary>
    public async Task<Answer> Part(string commandId, string engagement)
    {
        if (await stores.People.ReadAsync<DossierFile>(Subject, File) is not null)
            await stores.People.ChangeAsync<DossierFile>(Subject, File, known => Known(known) with { Notes = Known(known).Notes.RemoveAll(n => n.Engagement == engagement) });
        var mails = new List<string>();
        await foreach (var id in stores.People.ListAsync(Subject, $"mail/{engagement.Replace('/', '.')}.")) mails.Add(id);
        foreach (var id in mails) await stores.People.DeleteAsync(Subject, id);
        var answer = await Decide(commandId, new PersonCommand.Part(engagement));
        if (answer.Ok && !await ForgetHistoryAsync()) return Answer.No("This person still owes something to somebody.");
        return Other is { } other && answer.Ok ? await other.Part(commandId, engagement) : answer;
    }

    /// <summary>A key that was merged forwards to the one that stands for it.</summary>
    private IPerson? Other => State.MergedInto is { } other ? GrainFactory.GetGrain<IPerson>(other) : null;

    public async Task<Answer> Meet(string commandId, string zone, DossierFile dossier)
    {
        if (Other is { } other) return await other.Meet(commandId, zone, dossier);
        if (State.Erased) return Answer.No("This person was erased at their wish.");
        if (State.Lapsed) await stores.People.RenewAsync(Subject);
        // The words lie down before the event that counts on them.
        await stores.People.ChangeAsync<DossierFile>(Subject, File, known => known is null ? dossier : Merge(known, dossier));
        return await Decide(commandId, new PersonCommand.Meet(zone));
    }

    public Task<Answer> List(string commandId, string interview) => Other is { } other ? other.List(commandId, interview) : Decide(commandId, new PersonCommand.List(interview));

    public Task<Answer> Permit(string commandId, TouchKind kind, string interview) =>
        Other is { } other ? other.Permit(commandId, kind, interview) : Decide(commandId, new PersonCommand.AskPermit(kind, interview));

    public Task<Held?> WhyNot(TouchKind kind, string interview) => Other is { } other ? other.WhyNot(kind, interview) : Task.FromResult(Person.WhyNot(State, kind, Now, interview));

    public Task<Answer> StateAvailability(string commandId, ImmutableArray<AvailableSpan> spans) =>
        Other is { } other ? other.StateAvailability(commandId, spans) : Decide(commandId, new PersonCommand.StateAvailability(spans));

    public Task<Answer> ReturnTouch(string commandId, string interview, Instant rang) =>
        Other is { } other ? other.ReturnTouch(commandId, interview, rang) : Decide(commandId, new PersonCommand.ReturnTouch(interview, rang));

    public Task<bool> BeginBooking(string interview)
    {
        if (Other is { } other) return other.BeginBooking(interview);
        var now = Tools.RealClock.GetCurrentInstant();
        if (booking is var (by, until) && by != interview && until > now) return Task.FromResult(false);
        booking = (interview, now + BookingFor);
        return Task.FromResult(true);
    }

    public Task EndBooking(string interview)
    {
        if (Other is { } other) return other.EndBooking(interview);
        if (booking is var (by, _) && by == interview) booking = null;
        return Task.CompletedTask;
    }

    public Task<Answer> Suppress(string commandId, string? interview) => Other is { } other ? other.Suppress(commandId, interview) : Decide(commandId, new PersonCommand.Suppress(interview));

    public Task<Answer> Lift(string commandId, string interview, Instant until) =>
        Other is { } other ? other.Lift(commandId, interview, until) : Decide(commandId, new PersonCommand.LiftSuppression(interview, until));

    public async Task<DossierFile?> Dossier() => Other is { } other ? await other.Dossier() : State.Erased ? null : await stores.People.ReadAsync<DossierFile>(Subject, File);

    public Task Note(DossierNote note) => Other is { } other ? other.Note(note) :
        stores.People.ChangeAsync<DossierFile>(Subject, File, known => note.Of is { } of && Known(known).Notes.Any(n => n.Of == of) ? Known(known) : Known(known) with { Notes = Known(known).Notes.Add(note) });

    public Task DropNote(string of) => Other is { } other ? other.DropNote(of) :
        stores.People.ChangeAsync<DossierFile>(Subject, File, known => Known(known) with { Notes = Known(known).Notes.RemoveAll(n => n.Of == of) });

    public async Task<Answer> Correct(string by, string field, string value)
    {
        if (Other is { } other) return await other.Correct(by, field, value);
        var refusal = Answer.Done;
        await stores.People.ChangeAsync<DossierFile>(Subject, File, known =>
        {
            var file = Known(known);
            if (field == DossierFile.PhoneField)
            {
                if (file.WithNumber(value, "found by us") is { } more) return more with { Corrections = more.Corrections.Add(new DossierCorrection(Now, by, field, "", value)) };
                refusal = Answer.No("Type a number that is not known yet, with its country code: +351 912 555 018.");
                return file;
            }
            var was = field switch { "name" => file.Name, "role" => file.Role, "company" => file.Company, "city" => file.City, _ => null };
            if (was is null) { refusal = Answer.No("Name, role, company, city and another number can be given here."); return file; }
            if (was == value) return file;
            file = file with { Corrections = file.Corrections.Add(new DossierCorrection(Now, by, field, was, value)) };
            return field switch
            {
                "name" => file with { Name = value },
                "role" => file with { Role = value },
                "company" => file with { Company = value },
                _ => file with { City = value },
            };
        });
        return refusal;
    }

    private Task<Answer> Decide(string commandId, PersonCommand command) => DecideAsync(commandId, (s, at) => Person.Decide(s, command, at));

    private DossierFile Known(DossierFile? file) => file ?? throw new InvalidOperationException("This person has no dossier.");

    private static DossierFile Merge(DossierFile known, DossierFile fresh) => known with
    {
        Emails = [.. known.Emails.Union(fresh.Emails, StringComparer.OrdinalIgnoreCase)],
        Phones = [.. known.Phones.Concat(fresh.Phones.Where(p => known.Phones.All(k => k.E164 != p.E164)))],
        Colleagues = [.. known.Colleagues.Union(fresh.Colleagues)],
    };
}

/// <summary>Under which subject a person's own words rest: they belong to the person, across every engagement.</summary>
internal static class PeopleSubjects
{
    public static Subject Of(string person) => new("people", person);
}
