using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Engagements;

/// <summary>Facts of one client. Its people and addresses stand in documents; here are their addresses and versions.</summary>
public abstract record ClientEvent(Instant At)
{
    public sealed record Opened(Instant At, string Name, string BillingDocument) : ClientEvent(At);

    public sealed record BillingChanged(Instant At, string BillingDocument) : ClientEvent(At);

    public sealed record AccessLaid(Instant At, int Number, string Document) : ClientEvent(At);

    /// <summary>The contract's last day was said by somebody, or taken back: then it is null.</summary>
    public sealed record ContractEnds(Instant At, LocalDate? On, string By) : ClientEvent(At);

    /// <summary>The day after the last one has come, and so many files on the shelf are destroyed.</summary>
    public sealed record ContractOver(Instant At, LocalDate On, int Files) : ClientEvent(At);

    /// <summary>They are.</summary>
    public sealed record ShelfCleared(Instant At) : ClientEvent(At);
}

/// <summary>A contract that is over: its last day, when and how many files were to be destroyed, and when they were.</summary>
public sealed record PastContract(LocalDate On, Instant At, int Files, Instant? ClearedAt);

public sealed record ClientState
{
    public static readonly ClientState None = new();

    public string Name { get; init; } = "";
    public string? Billing { get; init; }
    public int AccessNumber { get; init; }
    public string? Access { get; init; }
    /// <summary>The last day of the contract that runs, where one was said.</summary>
    public LocalDate? Ends { get; init; }
    /// <summary>The contract that was over last.</summary>
    public PastContract? Past { get; init; }

    public static ClientState Fold(ClientState s, ClientEvent e) => e switch
    {
        ClientEvent.Opened f => s with { Name = f.Name, Billing = f.BillingDocument },
        ClientEvent.BillingChanged f => s with { Billing = f.BillingDocument },
        ClientEvent.AccessLaid f => s with { AccessNumber = f.Number, Access = f.Document },
        ClientEvent.ContractEnds f => s with { Ends = f.On },
        ClientEvent.ContractOver f => s with { Ends = null, Past = new PastContract(f.On, f.At, f.Files, null) },
        ClientEvent.ShelfCleared f => s with { Past = s.Past! with { ClearedAt = f.At } },
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };
}
