using NodaTime;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

public sealed class OutboxTests
{
    [Fact]
    public async Task Effects_to_one_receiver_are_paid_in_order_and_receivers_do_not_wait_for_each_other()
    {
        await using var house = await JournalHouse.OpenAsync();
        house.Receivers.Failing["b"] = true;
        var pot = house.Pot("p");
        for (var n = 1; n <= 4; n++) await pot.Lay($"c{n}", $"t{n}", ["a", "b"], 0);
        await pot.Remind();
        Assert.Equal(["a:t1", "a:t2", "a:t3", "a:t4"], house.Receivers.Taken);
        Assert.DoesNotContain("b:t2", house.Receivers.Tried);
        house.Receivers.Failing.Clear();
        house.Time.Pass(Duration.FromHours(1));
        await pot.Remind();
        Assert.Equal(["b:t1", "b:t2", "b:t3", "b:t4"], house.Receivers.Taken.Skip(4));
    }

    [Fact]
    public async Task The_reminder_stands_before_the_first_event_that_owes_and_goes_when_nothing_is_owed()
    {
        await using var house = await JournalHouse.OpenAsync();
        await house.Pot("p").Lay("c1", "owes nothing", [], 0);
        Assert.Empty(await house.KeysAsync("reminder|"));
        house.Documents.FailsBefore = key => key.StartsWith("journal|", StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => house.Pot("p").Lay("c2", "t", ["a"], 0));
        Assert.Single(await house.KeysAsync("reminder|"));
        Assert.Empty(house.Receivers.Tried);
        house.Documents.FailsBefore = static _ => false;
        Assert.True((await house.Pot("p").Lay("c2", "t", ["a"], 0)).Ok);
        await house.Pot("p").Remind();
        Assert.Equal(["a:t"], house.Receivers.Taken);
        Assert.Empty(await house.KeysAsync("reminder|"));
    }

    [Fact]
    public async Task A_failing_effect_is_tried_again_ever_more_slowly_and_then_stands_on_the_owners_list()
    {
        await using var house = await JournalHouse.OpenAsync();
        house.Receivers.Failing["b"] = true;
        var pot = house.Pot("p");
        await pot.Lay("c1", "t1", ["b"], 0);
        await pot.Lay("c2", "t2", ["b"], 0);
        await pot.Remind();
        Assert.Single(house.Receivers.Tried);
        await pot.Remind();
        Assert.Single(house.Receivers.Tried);
        for (var tries = 1; tries < Journal<PotState, PotEvent>.TriesMax; tries++)
        {
            house.Time.Pass(Duration.FromHours(1));
            await pot.Remind();
        }
        var stuck = Assert.Single(await house.StuckAsync());
        Assert.Equal(("test-pot", "p", 1, "b", "pot.laid", "InvalidOperationException"), (stuck.Grain, stuck.Key, stuck.Number, stuck.To, stuck.Fact, stuck.Error));
        house.Receivers.Failing.Clear();
        house.Time.Pass(Duration.FromHours(1));
        await pot.Remind();
        Assert.Equal(["b:t2"], house.Receivers.Taken);
        Assert.Single(await house.KeysAsync("reminder|"));
        await house.OwnersList.TryAgainAsync(stuck);
        await pot.Remind();
        Assert.Equal(["b:t2", "b:t1"], house.Receivers.Taken);
        Assert.Empty(await house.KeysAsync("reminder|"));
        Assert.Empty(await house.StuckAsync());
    }

    [Fact]
    public async Task What_is_only_too_early_waits_for_days_and_stands_on_nobodys_list()
    {
        await using var house = await JournalHouse.OpenAsync();
        house.Receivers.Early["b"] = true;
        var pot = house.Pot("p");
        await pot.Lay("c1", "t1", ["b"], 0);
        for (var hour = 0; hour < 3 * 24; hour++)
        {
            await pot.Remind();
            house.Time.Pass(Duration.FromHours(1));
        }
        Assert.Empty(await house.StuckAsync());
        house.Receivers.Early.Clear();
        await pot.Remind();
        Assert.Equal(["b:t1"], house.Receivers.Taken);
    }

    [Fact]
    public async Task An_effect_waits_for_its_instant_also_where_the_clock_jumps_there()
    {
        await using var house = await JournalHouse.OpenAsync();
        var pot = house.Pot("p");
        await pot.Lay("c1", "later", ["a"], 3600);
        await pot.Things();
        Assert.Empty(house.Receivers.Tried);
        house.Time.Pass(Duration.FromHours(1));
        await UntilAsync(() =>
        {
            house.Real.Advance(TimeSpan.FromSeconds(1));
            return house.Receivers.Taken.Count == 1;
        }, pot);
    }

    [Fact]
    public async Task Payments_share_a_write()
    {
        await using var house = await JournalHouse.OpenAsync();
        house.Receivers.Failing["a"] = true;
        var pot = house.Pot("p");
        for (var n = 1; n <= 10; n++) await pot.Lay($"c{n}", $"t{n}", ["a"], 0);
        house.Receivers.Failing.Clear();
        house.Time.Pass(Duration.FromHours(1));
        var before = house.Documents.Writes;
        await pot.Remind();
        Assert.Equal(10, house.Receivers.Taken.Count);
        Assert.Equal(1, house.Documents.Writes - before);
    }

    [Fact]
    public async Task What_was_paid_but_not_written_is_paid_again_after_a_crash()
    {
        var folder = Directory.CreateTempSubdirectory("journals-").FullName;
        await using (var house = await JournalHouse.OpenAsync(folder))
        {
            house.Receivers.Failing["a"] = true;
            await house.Pot("p").Lay("c1", "t", ["a"], 0);
            await house.Pot("p").Remind();
            house.Receivers.Failing.Clear();
            house.Time.Pass(Duration.FromHours(1));
            house.Documents.FailsBefore = static key => key.StartsWith("journal|", StringComparison.Ordinal);
            await house.Pot("p").Remind();
            Assert.Equal(["a:t"], house.Receivers.Taken);
        }
        await using (var house = await JournalHouse.OpenAsync(folder, Instant.FromUtc(2026, 11, 25, 9, 30)))
        {
            Assert.Single(await house.KeysAsync("reminder|"));
            await house.Pot("p").Remind();
            Assert.Equal(["a:t"], house.Receivers.Taken);
            Assert.Contains("\"owed\":[]", (await house.ReadAsync("journal|test-pot|p")).Text, StringComparison.Ordinal);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_lost_compare_and_swap_reaches_the_caller_and_the_next_call_sees_what_won()
    {
        await using var house = await JournalHouse.OpenAsync();
        await house.Pot("p").Lay("c1", "first", [], 0);
        var (text, etag) = await house.ReadAsync("journal|test-pot|p");
        await house.WriteAsync("journal|test-pot|p", text.Replace("first", "other", StringComparison.Ordinal), etag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => house.Pot("p").Lay("c2", "second", [], 0));
        Assert.True((await house.Pot("p").Lay("c2", "second", [], 0)).Ok);
        Assert.Equal(["other", "second"], await house.Pot("p").Things());
    }

    [Fact]
    public async Task A_command_whose_answer_was_lost_is_recorded_once()
    {
        await using var house = await JournalHouse.OpenAsync();
        await house.Pot("p").Lay("c1", "first", [], 0);
        house.Documents.FailsAfter = static key => key.StartsWith("journal|", StringComparison.Ordinal);
        Assert.IsType<IOException>((await Assert.ThrowsAsync<OrleansException>(() => house.Pot("p").Lay("c2", "second", [], 0))).InnerException);
        house.Documents.FailsAfter = static _ => false;
        await Assert.ThrowsAsync<InconsistentStateException>(() => house.Pot("p").Lay("c2", "second", [], 0));
        Assert.True((await house.Pot("p").Lay("c2", "second", [], 0)).Ok);
        Assert.Equal(["first", "second"], await house.Pot("p").Things());
    }

    private static async Task UntilAsync(Func<bool> holds, IPot pot)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (!holds())
        {
            Assert.False(patience.IsCancellationRequested, "What was owed has not been paid within 10 minutes.");
            await pot.Things();
        }
    }
}
