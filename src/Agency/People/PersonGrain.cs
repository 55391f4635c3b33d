using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.People;

[GrainType("person")]
internal sealed class PersonGrain([PersistentState("journal", "agency")] IPersistentState<Journal<PersonState, PersonEvent>> journal, JournalTools tools, AgencyStores stores)
    : JournalGrain<PersonState, PersonEvent>(journal, tools), IPerson
{
    private const string File = "dossier";

    private Subject Subject => PeopleSubjects.Of(Key);

    protected override PersonState Empty => PersonState.None;

    protected override PersonState Fold(PersonState state, PersonEvent happened) => PersonState.Fold(state, happened);

    public async Task<Answer> Meet(string commandId, string zone, DossierFile dossier)
    {
        if (State.Erased) return Answer.No("This person was erased at their wish.");
        // The words lie down before the event that counts on them.
        await stores.People.ChangeAsync<DossierFile>(Subject, File, known => known is null ? dossier : Merge(known, dossier));
        return await Decide(commandId, new PersonCommand.Meet(zone));
    }

    public Task<Answer> List(string commandId, string interview) => Decide(commandId, new PersonCommand.List(interview));

    public Task<Answer> Permit(string commandId, TouchKind kind, string interview) => Decide(commandId, new PersonCommand.AskPermit(kind, interview));

    public Task<Held?> WhyNot(TouchKind kind) => Task.FromResult(Person.WhyNot(State, kind, Now));

    public Task<Answer> ReturnTouch(string commandId, string interview) => Decide(commandId, new PersonCommand.ReturnTouch(interview));

    public Task<Answer> Suppress(string commandId) => Decide(commandId, new PersonCommand.Suppress());

    public Task<Answer> Lift(string commandId) => Decide(commandId, new PersonCommand.LiftSuppression());

    public async Task<DossierFile?> Dossier() => State.Erased ? null : await stores.People.ReadAsync<DossierFile>(Subject, File);

    public Task Note(DossierNote note) =>
        stores.People.ChangeAsync<DossierFile>(Subject, File, known => Known(known) with { Notes = Known(known).Notes.Add(note) });

    public async Task<Answer> Correct(string by, string field, string value)
    {
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
