using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Agency.Engagements;

[GrainType("agency")]
internal sealed class AgencyGrain([PersistentState("journal", "agency")] IPersistentState<Journal<AgencyState, AgencyEvent>> journal, JournalTools tools)
    : JournalGrain<AgencyState, AgencyEvent>(journal, tools), IAgency
{
    private const string ToCrew = "crew";

    protected override AgencyState Empty => AgencyState.None;

    protected override AgencyState Fold(AgencyState state, AgencyEvent happened) => AgencyState.Fold(state, happened);

    /// <summary>Queues know who speaks what; each team hears of whoever joined, changed or left.</summary>
    protected override IEnumerable<(string To, Instant NotBefore)> Owes(AgencyEvent happened) => happened is AgencyEvent.StaffJoined f ? [(ToCrew, f.At)] : [];

    protected override async Task PayAsync(string to, AgencyEvent happened, string effectId)
    {
        foreach (var team in State.Staff.Select(s => s.Team).Distinct()) await GrainFactory.GetGrain<ICallQueue>(team).CrewChanged(((AgencyEvent.StaffJoined)happened).Entry.Id);
    }

    public Task<Answer> Found(string commandId, string name, string zone) => DecideAsync(commandId, (s, at) => s.Found(name, zone, at));

    public Task<string> Name() => Task.FromResult(State.Name);

    public Task<string> Zone() => Task.FromResult(State.Zone);

    public Task<Answer> Join(string commandId, Staff staff) => Unfit(staff) is { } why ? Task.FromResult(Answer.No(why)) : DecideAsync(commandId, (s, at) =>
        s.Join(new StaffEntry(staff.Id, staff.Name, staff.Mail, (int)staff.Roles, staff.Team, staff.Zone, staff.Subject) { Languages = Tongues.Write([staff.Languages]) }, at));

    /// <summary>What a person of that name did would read in every log as done by the house; and without an owner nobody could give roles back.</summary>
    private string? Unfit(Staff staff) =>
        staff.Id == Caller.House.Id || staff.Id == Caller.Buyer.Id ? "Nobody of the staff can go by that name: it stands for the house itself, or for a buyer, in every log. Add a letter to it."
        : !staff.Roles.HasFlag(Role.Owner) && State.Staff.Any(s => IsOwner(s.Roles)) && !State.Staff.Any(s => IsOwner(s.Roles) && s.Id != staff.Id) ? "This is the only owner; make somebody else an owner first."
        : null;

    private static bool IsOwner(int roles) => ((Role)roles).HasFlag(Role.Owner);

    public Task<ImmutableArray<Staff>> StaffList() => Task.FromResult<ImmutableArray<Staff>>(
        [.. State.Staff.Select(e => new Staff(e.Id, e.Name, e.Mail, (Role)e.Roles, e.Team, e.Zone, e.Subject, e.Languages.Length > 0 ? e.Languages : OwnLanguages))]);

    /// <summary>Of whoever has not said otherwise: English, and what is spoken where the agency sits.</summary>
    private string OwnLanguages => Tongues.Write(["en", Lists.Places.LanguageOf(State.Zone) ?? "en"]);

    public Task<Answer> OpenClient(string commandId, string client, string name) => DecideAsync(commandId, (s, at) => s.OpenClient(client, name, at));

    public Task<Answer> OpenEngagement(string commandId, string engagement) => DecideAsync(commandId, (s, at) => s.OpenEngagement(engagement, at));

    public Task<string> Witness() => Task.FromResult(State.Witness);

    public async Task<Answer> NameWitness(string commandId, string mail)
    {
        var said = mail.Trim();
        if (said.Length > 0 && Lists.Reachable.Mail(said) is null) return Answer.No("Type the auditor's e-mail, or nothing where nobody is to have it.");
        // A client that saw how often its interviews are opened would learn what it must not.
        foreach (var client in State.Clients.Keys)
            if ((await Caller.AsHouse(() => GrainFactory.GetGrain<IClient>(client).People())).Any(p => string.Equals(p.Mail, said, StringComparison.OrdinalIgnoreCase)))
                return Answer.No("This address belongs to somebody at a client. The auditor stands outside the house and outside every client.");
        return await DecideAsync(commandId, (s, at) => s.NameWitness(said, at));
    }

    public Task<ImmutableArray<ClientLine>> Clients() => Task.FromResult<ImmutableArray<ClientLine>>([.. State.Clients.Select(c =>
        new ClientLine(c.Key, c.Value, [.. State.Engagements.Where(e => e.StartsWith(c.Key + "/", StringComparison.Ordinal))]))]);
}
