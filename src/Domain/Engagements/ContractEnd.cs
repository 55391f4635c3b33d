using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Domain.Engagements;

/// <summary>
/// Decisions on the end of a client's contract. Releases are kept for the contract and no longer, so its end destroys what lies on the
/// shelf; a programme that still runs would lose what it has not finished, and therefore every one is closed first.
/// </summary>
public static class ContractEnd
{
    private const int NamedMax = 5;

    public static Decision<ClientEvent> Set(ClientState s, LocalDate on, LocalDate today, ImmutableArray<string> open, string by, Instant at)
    {
        if (s.Billing is null) return Refuse("This client was never opened.");
        if (s.Past is { ClearedAt: null } past) return Refuse($"The contract ended on {Day(past.On)} and its files are being destroyed; look again in a minute.");
        if (on < today) return Refuse($"{Day(on)} is past, and today is {Day(today)}. The last day of a contract is today or later.");
        if (!open.IsEmpty) return Refuse($"{Open(open)} The end would destroy what they have not finished: close them first.");
        return on == s.Ends ? Nothing<ClientEvent>() : new ClientEvent.ContractEnds(at, on, by);
    }

    /// <summary>What is not destroyed yet can be kept, also on the morning after.</summary>
    public static Decision<ClientEvent> TakeBack(ClientState s, string by, Instant at) =>
        s.Ends is not null ? new ClientEvent.ContractEnds(at, null, by)
        : s.Past is { } past ? Refuse($"The contract ended on {Day(past.On)}, and nobody brings back what was destroyed.")
        : Nothing<ClientEvent>();

    /// <summary>On the day after the last one: so many files go, and only those who stand in the document are let in from then on.</summary>
    public static Decision<ClientEvent> Pass(ClientState s, LocalDate today, ImmutableArray<string> open, int files, string people, Instant at)
    {
        if (s.Ends is not { } on || today <= on) return Nothing<ClientEvent>();
        if (!open.IsEmpty) return Refuse($"The contract ended on {Day(on)} and nothing is destroyed: {Open(open)}");
        return All<ClientEvent>(new ClientEvent.ContractOver(at, on, files), new ClientEvent.AccessLaid(at, s.AccessNumber + 1, people));
    }

    public static Decision<ClientEvent> Clear(ClientState s, Instant at) =>
        s.Past is { ClearedAt: null } ? new ClientEvent.ShelfCleared(at) : Nothing<ClientEvent>();

    public static string Day(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string Open(ImmutableArray<string> titles) =>
        $"{(titles.Length == 1 ? "One programme of this client is" : $"{titles.Length:N0} programmes of this client are")} not closed: "
        + $"{string.Join(", ", titles.Take(NamedMax))}{(titles.Length > NamedMax ? $" and {titles.Length - NamedMax:N0} more" : "")}.";
}
