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

/// <summary>A place with its hours as they were last asked, and what its part of the day adds to every case there.</summary>
internal sealed class PlaceNow(Place place)
{
    public Place Place => place;

    /// <summary>The minute for which hours and order were asked; none yet.</summary>
    public long Minute { get; set; } = long.MinValue;

    public PlaceHours Hours { get; set; } = new(false, null, Instant.MinValue);

    public long Order { get; set; }
}

/// <summary>Cases that come up for one reason, may be rung by the same people and stand at the same place (null: each by its own hours).</summary>
internal sealed class QueueLine(Comes comes, PlaceNow? place)
{
    private readonly SortedSet<LinePlace> cases = [];
    private LinePlace? first;

    public Comes Comes => comes;

    public PlaceNow? Place => place;

    public int Count => cases.Count;

    public IEnumerable<LinePlace> Cases => cases;

    /// <summary>The head of a line that is not empty; it is asked of every line at each choice, so it is remembered.</summary>
    public LinePlace First => first ??= cases.Min;

    public void Add(LinePlace at)
    {
        cases.Add(at);
        if (first is { } head && at.CompareTo(head) < 0) first = at;
    }

    public void Remove(LinePlace at)
    {
        cases.Remove(at);
        if (first == at) first = null;
    }
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
