using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using Xunit;

namespace WinLossAgency.Rules.Tests.Engagements;

public class ContractEndTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly LocalDate Today = new(2026, 11, 24);
    private static readonly ClientState Opened = ClientState.Fold(ClientState.None, new ClientEvent.Opened(At, "Northwind", "billing/1"));

    [Fact]
    public void The_last_day_is_today_or_later_and_of_a_client_that_is_open()
    {
        Assert.Contains("never opened", Refused(ContractEnd.Set(ClientState.None, Today, Today, [], "olga", At)));
        Assert.Contains("23 November 2026 is past", Refused(ContractEnd.Set(Opened, Today.PlusDays(-1), Today, [], "olga", At)));
        Assert.Equal(new ClientEvent.ContractEnds(At, Today, "olga"), Assert.Single(Accepted(ContractEnd.Set(Opened, Today, Today, [], "olga", At))));
    }

    [Fact]
    public void No_contract_ends_over_a_programme_that_is_not_closed()
    {
        Assert.Contains("One programme of this client is not closed: Q4.", Refused(ContractEnd.Set(Opened, Today, Today, ["Q4"], "olga", At)));
        var many = Refused(ContractEnd.Set(Opened, Today, Today, ["A", "B", "C", "D", "E", "F", "G"], "olga", At));
        Assert.Contains("7 programmes of this client are not closed: A, B, C, D, E and 2 more.", many);
        // One that came to be open again holds up what is to be destroyed.
        Assert.Contains("nothing is destroyed", Refused(ContractEnd.Pass(Ending(Today), Today.PlusDays(1), ["Q4"], 3, "access/000001", At)));
    }

    [Fact]
    public void An_end_said_twice_is_recorded_once_and_may_be_moved()
    {
        var ending = Ending(Today.PlusDays(7));
        Assert.Empty(Accepted(ContractEnd.Set(ending, Today.PlusDays(7), Today, [], "olga", At)));
        Assert.Equal(Today.PlusDays(2), After(ending, ContractEnd.Set(ending, Today.PlusDays(2), Today, [], "olga", At)).Ends);
    }

    [Fact]
    public void An_end_is_taken_back_until_it_is_carried_out()
    {
        Assert.Null(After(Ending(Today), ContractEnd.TakeBack(Ending(Today), "olga", At)).Ends);
        Assert.Empty(Accepted(ContractEnd.TakeBack(Opened, "olga", At)));
        Assert.Contains("nobody brings back", Refused(ContractEnd.TakeBack(Over(), "olga", At)));
    }

    [Fact]
    public void It_is_carried_out_once_on_the_day_after()
    {
        Assert.Empty(Accepted(ContractEnd.Pass(Ending(Today), Today, [], 3, "access/000001", At)));
        Assert.Empty(Accepted(ContractEnd.Pass(Opened, Today, [], 3, "access/000001", At)));
        var over = Over();
        Assert.Equal(((LocalDate?)null, new PastContract(Today, At, 3, null), 1, "access/000001"), (over.Ends, over.Past, over.AccessNumber, over.Access));
        Assert.Empty(Accepted(ContractEnd.Pass(over, Today.PlusDays(2), [], 3, "access/000002", At)));
        Assert.Contains("being destroyed", Refused(ContractEnd.Set(over, Today.PlusDays(9), Today, [], "olga", At)));
        var cleared = After(over, ContractEnd.Clear(over, At));
        Assert.Equal(At, cleared.Past!.ClearedAt);
        Assert.Empty(Accepted(ContractEnd.Clear(cleared, At)));
        // The client may come back, and that contract ends in its turn.
        Assert.Single(Accepted(ContractEnd.Set(cleared, Today.PlusDays(9), Today, [], "olga", At)));
    }

    private static ClientState Ending(LocalDate on) => ClientState.Fold(Opened, new ClientEvent.ContractEnds(At, on, "olga"));

    private static ClientState Over() => After(Ending(Today), ContractEnd.Pass(Ending(Today), Today.PlusDays(1), [], 3, "access/000001", At));

    private static ClientState After(ClientState state, Decision<ClientEvent> decided) => Accepted(decided).Aggregate(state, ClientState.Fold);

    private static ImmutableArray<ClientEvent> Accepted(Decision<ClientEvent> decided) => Assert.IsType<Decision<ClientEvent>.Accepted>(decided).Events;

    private static string Refused(Decision<ClientEvent> decided) => Assert.IsType<Decision<ClientEvent>.Refused>(decided).Reason;
}
