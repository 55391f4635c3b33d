using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>One client. Its people and addresses are documents; each new list of people is laid on the shelf for the Portal.</summary>
[GrainType("client")]
internal sealed class ClientGrain([PersistentState("journal", "agency")] IPersistentState<Journal<ClientState, ClientEvent>> journal,
    JournalTools tools, AgencyStores stores, ShelfWriter shelf) : JournalGrain<ClientState, ClientEvent>(journal, tools), IClient
{
    private const string ToShelf = "shelf";

    private Subject Subject => new("clients", Key);

    protected override ClientState Empty => ClientState.None;

    protected override ClientState Fold(ClientState state, ClientEvent happened) => ClientState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(ClientEvent happened) =>
        happened is ClientEvent.AccessLaid ? [(ToShelf, happened.At)] : [];

    protected override async Task PayAsync(string to, ClientEvent happened, string effectId)
    {
        var laid = (ClientEvent.AccessLaid)happened;
        var people = await stores.People.ReadAsync<PeopleFile>(Subject, laid.Document) ?? new PeopleFile([]);
        var zone = DateTimeZone.Utc;
        ImmutableArray<AccessLine> lines = [.. people.People.Select(p => new AccessLine(p.Issuer ?? "", p.TenantId, p.ObjectId, p.Mail, p.Name,
            p.Admin ? Rights.Admin : Rights.Reader, p.Until.PlusDays(1).AtStartOfDayInZone(zone).ToInstant()))];
        await shelf.GrantAsync(Key, new AccessList(Key, lines));
    }

    public async Task<Answer> Open(string commandId, string name, ClientBilling billing)
    {
        var document = "billing/1";
        await stores.People.WriteAsync(Subject, document, billing);
        return await DecideAsync(commandId, (s, at) => s.Billing is not null ? Decision.Nothing<ClientEvent>() : new ClientEvent.Opened(at, name, document));
    }

    public Task<string> Name() => Task.FromResult(State.Name);

    public async Task<ClientBilling> Billing() => State.Billing is { } document && await stores.People.ReadAsync<ClientBilling>(Subject, document) is { } billing
        ? billing : throw new InvalidOperationException("This client was never opened.");

    public async Task<Answer> SetPeople(string commandId, ImmutableArray<ClientPerson> people)
    {
        var number = State.AccessNumber + 1;
        var document = $"access/{number:000000}";
        await stores.People.WriteAsync(Subject, document, new PeopleFile(people));
        return await DecideAsync(commandId, (_, at) => new ClientEvent.AccessLaid(at, number, document));
    }

    public async Task<ImmutableArray<ClientPerson>> People() =>
        State.Access is { } document ? (await stores.People.ReadAsync<PeopleFile>(Subject, document))?.People ?? [] : [];

    private sealed record PeopleFile(ImmutableArray<ClientPerson> People);
}
