using NodaTime;
using Orleans.Runtime;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

public sealed class PartTests
{
    [Fact]
    public async Task A_part_closes_before_the_journal_outgrows_its_bytes()
    {
        await using var house = await JournalHouse.OpenAsync();
        var thing = new string('x', 4_000);
        var pot = house.Pot("p");
        for (var n = 0; n < 20; n++) Assert.True((await pot.Lay($"c{n}", $"{n}{thing}", [], 0)).Ok);
        Assert.Single(await house.KeysAsync("part|"));
        Assert.InRange((await house.ReadAsync("journal|test-pot|p")).Text.Length, 1, Journal<PotState, PotEvent>.BytesMax);
    }

    [Fact]
    public async Task A_record_that_cannot_grow_refuses_in_a_sentence_and_stays_as_it_was()
    {
        await using var house = await JournalHouse.OpenAsync();
        var pot = house.Pot("p");
        await pot.Lay("c1", "small", [], 0);
        var answer = await pot.Lay("c2", new string('x', 70_000), [], 0);
        Assert.Matches("^This record would hold 2 facts in 7[0-9],[0-9]{3} of 65,536 bytes; it takes no more\\.$", answer.Refusal);
        Assert.True((await pot.Lay("c3", "small too", [], 0)).Ok);
        Assert.Equal(["small", "small too"], await pot.Things());
    }

    [Fact]
    public async Task What_a_closed_part_still_owes_is_paid_and_a_stuck_effect_keeps_no_part_open()
    {
        await using var house = await JournalHouse.OpenAsync();
        house.Receivers.Failing["a"] = true;
        var pot = house.Pot("p");
        await pot.Lay("first", "first", ["a"], 0);
        await pot.Remind();
        for (var n = 0; n < Journal<PotState, PotEvent>.EventsMax; n++) Assert.True((await pot.Lay($"c{n}", $"{n}", [], 0)).Ok);
        Assert.Single(await house.KeysAsync("part|test-pot|p|"));
        house.Receivers.Failing.Clear();
        house.Time.Pass(Duration.FromHours(1));
        await pot.Remind();
        Assert.Equal(["a:first"], house.Receivers.Taken);
        Assert.Equal(1 + Journal<PotState, PotEvent>.EventsMax, (await pot.Things()).Length);
    }

    [Fact]
    public async Task A_part_that_a_crash_left_behind_is_replaced_by_the_one_that_holds_everything()
    {
        await using var house = await JournalHouse.OpenAsync();
        var pot = house.Pot("p");
        await pot.Lay("c1", new string('x', 30_000), [], 0);
        house.Documents.FailsBefore = static key => key.StartsWith("journal|", StringComparison.Ordinal);
        Assert.IsType<IOException>((await Assert.ThrowsAsync<OrleansException>(() => pot.Lay("c2", new string('x', 40_000), [], 0))).InnerException);
        house.Documents.FailsBefore = static _ => false;
        Assert.Single(await house.KeysAsync("part|"));
        await pot.Lay("c3", "later", [], 0);
        Assert.True((await pot.Lay("c4", new string('x', 40_000), [], 0)).Ok);
        Assert.Contains("later", (await house.ReadAsync("part|test-pot|p|0001")).Text, StringComparison.Ordinal);
    }
}
