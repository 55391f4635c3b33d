using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Agency.Work;
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
internal sealed partial class ClientGrain([PersistentState("journal", "agency")] IPersistentState<Journal<ClientState, ClientEvent>> journal,
    JournalTools tools, AgencyStores stores, ShelfWriter shelf, ContractShelf contract, EffectWorker worker) : JournalGrain<ClientState, ClientEvent>(journal, tools), IClient
{
    public const int PeopleMax = 200;
    private const string ToShelf = "shelf";
    private const string ToEnd = "end";
    private const string AccessPrefix = "access/";

    private Subject Subject => new("clients", Key);

    protected override ClientState Empty => ClientState.None;

    protected override ClientState Fold(ClientState state, ClientEvent happened) => ClientState.Fold(state, happened);

    protected override IEnumerable<(string To, Instant NotBefore)> Owes(ClientEvent happened) => happened switch
    {
        ClientEvent.AccessLaid => [(ToShelf, happened.At)],
        ClientEvent.ContractOver => [(ToEnd, happened.At)],
        _ => [],
    };

    protected override Task PayAsync(string to, ClientEvent happened, string effectId) => to == ToEnd ? ClearAsync(effectId) : LayAccessAsync();

    private async Task LayAccessAsync()
    {
        // The newest list is laid whichever event asks: an older one paid late must not let a removed person in again.
        ImmutableArray<AccessLine> lines = [.. (await AllAsync()).Select(p => new AccessLine(p.Issuer ?? "", p.TenantId, p.ObjectId, p.Mail, p.Name,
            p.Admin ? Rights.Admin : Rights.Reader, p.Until.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()))];
        await shelf.GrantAsync(Key, new AccessList(Key, lines) { Ended = State.Past?.On });
    }

    public async Task<Answer> Open(string commandId, string name, ClientBilling billing)
    {
        if (State.Billing is not null) return Answer.Done;
        const string document = "billing/1";
        await stores.People.WriteAsync(Subject, document, billing);
        return await DecideAsync(commandId, (_, at) => new ClientEvent.Opened(at, name, document));
    }

    public Task<string> Name() => Task.FromResult(State.Name);

    public async Task<ClientBilling> Billing() => State.Billing is { } document && await stores.People.ReadAsync<ClientBilling>(Subject, document) is { } billing
        ? billing : throw new InvalidOperationException("This client was never opened.");

    public async Task<Answer> SetBilling(string commandId, ClientBilling billing)
    {
        if (State.Billing is null) return Answer.No("This client was never opened.");
        if (string.IsNullOrWhiteSpace(billing.LegalName) || !billing.BillingMail.Contains('@')) return Answer.No("An invoice needs the client's legal name and an e-mail address to go to.");
        var document = $"billing/{CommandName.Of(commandId)}";
        await stores.People.WriteAsync(Subject, document, billing);
        return await DecideAsync(commandId, (_, at) => new ClientEvent.BillingChanged(at, document));
    }

    public async Task<Answer> SetPeople(string commandId, ImmutableArray<ClientPerson> people)
    {
        await ClientTeam.EnterAsync(GrainFactory, Key);
        if (people.Length > PeopleMax) return Answer.No($"{people.Length} people are more than the {PeopleMax} a client may let in.");
        if (await WhyNobodyAsync(people) is { } why) return Answer.No(why);
        var (number, document) = await KeepAsync(people);
        return await DecideAsync(commandId, (_, at) => new ClientEvent.AccessLaid(at, number, document));
    }

    public async Task<Answer> Invite(string commandId, ClientPerson person)
    {
        await ClientTeam.EnterAsync(GrainFactory, Key);
        if (person.Name.Trim().Length == 0 || !person.Mail.Contains('@')) return Answer.No("Someone who is let in needs a name and the e-mail address they sign in with.");
        var people = await AllAsync();
        var known = people.FirstOrDefault(p => Same(p.Mail, person.Mail));
        // An account that was bound at sign-in stays bound; whoever signs in alike is known by the same issuer.
        var issuer = person.Issuer ?? known?.Issuer ?? people.Select(p => p.Issuer).FirstOrDefault(i => !string.IsNullOrEmpty(i));
        var invited = person with { Issuer = issuer, TenantId = person.TenantId ?? known?.TenantId, ObjectId = person.ObjectId ?? known?.ObjectId };
        return known == invited ? Answer.Done : await SetPeople(commandId, [.. people.Where(p => p != known), invited]);
    }

    public async Task<Answer> Remove(string commandId, string mail)
    {
        await ClientTeam.EnterAsync(GrainFactory, Key);
        var people = await AllAsync();
        return people.Any(p => Same(p.Mail, mail)) ? await SetPeople(commandId, [.. people.Where(p => !Same(p.Mail, mail))]) : Answer.Done;
    }

    public async Task<ImmutableArray<ClientPerson>> People()
    {
        await ClientTeam.EnterAsync(GrainFactory, Key);
        return await AllAsync();
    }

    private async Task<(int Number, string Document)> KeepAsync(ImmutableArray<ClientPerson> people)
    {
        var number = State.AccessNumber + 1;
        var document = $"{AccessPrefix}{number:000000}";
        await stores.People.WriteAsync(Subject, document, new PeopleFile(people));
        return (number, document);
    }

    private async Task<ImmutableArray<ClientPerson>> AllAsync() =>
        State.Access is { } document ? (await stores.People.ReadAsync<PeopleFile>(Subject, document))?.People ?? [] : [];

    private static bool Same(string mail, string other) => string.Equals(mail, other, StringComparison.OrdinalIgnoreCase);

    private sealed record PeopleFile(ImmutableArray<ClientPerson> People);
}
