using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Engagements;

/// <summary>Facts of one client. Its people and addresses stand in documents; here are their addresses and versions.</summary>
public abstract record ClientEvent(Instant At)
{
    public sealed record Opened(Instant At, string Name, string BillingDocument) : ClientEvent(At);

    public sealed record BillingChanged(Instant At, string BillingDocument) : ClientEvent(At);

    public sealed record AccessLaid(Instant At, int Number, string Document) : ClientEvent(At);
}

public sealed record ClientState
{
    public static readonly ClientState None = new();

    public string Name { get; init; } = "";
    public string? Billing { get; init; }
    public int AccessNumber { get; init; }
    public string? Access { get; init; }

    public static ClientState Fold(ClientState s, ClientEvent e) => e switch
    {
        ClientEvent.Opened f => s with { Name = f.Name, Billing = f.BillingDocument },
        ClientEvent.BillingChanged f => s with { Billing = f.BillingDocument },
        ClientEvent.AccessLaid f => s with { AccessNumber = f.Number, Access = f.Document },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}
