using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Domain.Calls;

/// <summary>What brings a case up: a promise whose time has come, a call returned to us, or its turn.</summary>
internal enum Comes { Promised, Returned, Waiting }

/// <summary>A place in a line: lower is sooner, and ids decide what is equal, letter by letter.</summary>
internal readonly record struct LinePlace(long Order, string Id) : IComparable<LinePlace>
{
    public int CompareTo(LinePlace other) => Order != other.Order ? Order.CompareTo(other.Order) : string.CompareOrdinal(Id, other.Id);
}

/// <summary>Cases that come up for one reason, may be rung by the same people and stand at the same place (null: each by its own hours).</summary>
internal sealed class QueueLine(Comes comes, Place? place)
{
    public Comes Comes => comes;

    public Place? Place => place;

    public SortedSet<LinePlace> Cases { get; } = [];
}

/// <summary>One case as the index holds it: where it is filed, and when it must be looked at again.</summary>
internal sealed class Filed(InterviewCard card)
{
    public InterviewCard Card { get; set; } = card;

    public QueueLine? Line { get; set; }

    public LinePlace At { get; set; }

    /// <summary>Sleeps until then; null while it is in a line or nowhere.</summary>
    public Instant? Wakes { get; set; }

    /// <summary>Why the person may not be touched, until its From.</summary>
    public Held? Held { get; set; }

    /// <summary>Rises with every filing, so that a look that was due for an older one is known as stale.</summary>
    public int Stamp { get; set; }
}
