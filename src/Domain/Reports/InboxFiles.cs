using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.Reports;

public enum InboxKind
{
    DealList = 1,
    LeaveOut = 2,
    Expectation = 3,
    Colleague = 4,
    Question = 5,
}

/// <summary>
/// A client's request. Its name is the command's id, so taking it twice is harmless; the payload lies beside it and is
/// complete before this file appears. Exactly the member that belongs to the kind is set.
/// </summary>
public sealed record InboxItem(string Id, InboxKind Kind, string Client, string Engagement, PortalPerson By, Instant At)
{
    public DealListSent? DealList { get; init; }

    public LeaveOut? LeaveOut { get; init; }

    public Expectation? Expectation { get; init; }

    public Colleague? Colleague { get; init; }

    public Asked? Question { get; init; }
}

/// <summary>The file itself is the payload; its name is kept for the receipt only.</summary>
public sealed record DealListSent(string FileName, long Bytes, string Sha256);

public sealed record LeaveOut(string DealKey, string Reason);

/// <summary>What the client believes decides its deals, strongest first.</summary>
public sealed record Expectation(ImmutableArray<string> Beliefs);

public sealed record Colleague(string Name, string Mail, Rights Rights);

public sealed record Asked(string Words);
