using System.Collections.Immutable;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Engagements;

/// <summary>One of the agency's own people as the directory keeps them. Roles is the bit set of the Grains room's Role.</summary>
public sealed record StaffEntry(string Id, string Name, string Mail, int Roles, string Team, string Zone, string? Subject)
{
    /// <summary>What they interview in, as two-letter codes with blanks between; empty where nobody has said.</summary>
    public string Languages { get; init; } = "";
}

/// <summary>Facts of the agency itself: its people, clients and engagements.</summary>
public abstract record AgencyEvent(Instant At)
{
    public sealed record Founded(Instant At, string Name, string Zone) : AgencyEvent(At);

    public sealed record StaffJoined(Instant At, StaffEntry Entry) : AgencyEvent(At);

    public sealed record ClientOpened(Instant At, string Client, string Name) : AgencyEvent(At);

    public sealed record WitnessNamed(Instant At, string Mail) : AgencyEvent(At);

    public sealed record EngagementOpened(Instant At, string Engagement) : AgencyEvent(At);
}

public sealed record AgencyState
{
    public static readonly AgencyState None = new();

    public string Name { get; init; } = "";
    public string Zone { get; init; } = "Etc/UTC";
    public ImmutableArray<StaffEntry> Staff { get; init; } = [];
    public ImmutableSortedDictionary<string, string> Clients { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    public ImmutableArray<string> Engagements { get; init; } = [];

    /// <summary>The auditor outside the house to whom signed heads go, or empty.</summary>
    public string Witness { get; init; } = "";

    public static AgencyState Fold(AgencyState s, AgencyEvent e) => e switch
    {
        AgencyEvent.Founded f => s with { Name = f.Name, Zone = f.Zone },
        AgencyEvent.StaffJoined f => s with { Staff = s.Staff.RemoveAll(m => m.Id == f.Entry.Id).Add(f.Entry) },
        AgencyEvent.ClientOpened f => s with { Clients = s.Clients.SetItem(f.Client, f.Name) },
        AgencyEvent.WitnessNamed f => s with { Witness = f.Mail },
        AgencyEvent.EngagementOpened f => s with { Engagements = s.Engagements.Add(f.Engagement) },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };

    public Decision<AgencyEvent> Found(string name, string zone, Instant at) =>
        string.IsNullOrWhiteSpace(name) ? Refuse("An agency needs a name.")
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null ? Refuse($"No time zone is called {zone}; one is Europe/Lisbon.")
        : Name == name && Zone == zone ? Nothing<AgencyEvent>() : new AgencyEvent.Founded(at, name, zone);

    public Decision<AgencyEvent> Join(StaffEntry entry, Instant at) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(entry.Zone) is null ? Refuse($"No time zone is called {entry.Zone}; one is Europe/Lisbon.")
        : Staff.Contains(entry) ? Nothing<AgencyEvent>() : new AgencyEvent.StaffJoined(at, entry);

    public Decision<AgencyEvent> NameWitness(string mail, Instant at) => Witness == mail ? Nothing<AgencyEvent>() : new AgencyEvent.WitnessNamed(at, mail);

    public Decision<AgencyEvent> OpenClient(string client, string name, Instant at) =>
        Clients.ContainsKey(client) ? Nothing<AgencyEvent>() : new AgencyEvent.ClientOpened(at, client, name);

    public Decision<AgencyEvent> OpenEngagement(string engagement, Instant at) =>
        Engagements.Contains(engagement) ? Nothing<AgencyEvent>()
        : Clients.ContainsKey(engagement.Split('/')[0]) ? new AgencyEvent.EngagementOpened(at, engagement)
        : Refuse("An engagement belongs to a client that is open.");
}
