namespace WinLossAgency.House.Tests.Journals;

public sealed class LongStateTests
{
    private const int Page = 4_096;

    [Fact]
    public async Task A_long_journal_keeps_its_stored_length_from_command_to_command()
    {
        await using var house = await JournalHouse.OpenAsync();
        var pot = house.Pot("p");
        await pot.Lay("c1", new string('x', 2 * Page + 100), [], 0);
        var first = (await house.ReadAsync("journal|test-pot|p")).Text;
        await pot.Lay("c2", "small", [], 0);
        var second = (await house.ReadAsync("journal|test-pot|p")).Text;
        Assert.Equal(3 * Page, first.Length);
        Assert.Equal(first.Length, second.Length);
        Assert.Contains("small", second, StringComparison.Ordinal);
        Assert.EndsWith("}", second.TrimEnd(' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_journal_opens_again_with_everything_in_it()
    {
        var folder = Directory.CreateTempSubdirectory("journals-").FullName;
        try
        {
            await using (var before = await JournalHouse.OpenAsync(folder))
                for (var n = 0; n < 4; n++) Assert.True((await before.Pot("p").Lay($"c{n}", $"{n}{new string('x', Page)}", [], 0)).Ok);
            await using var after = await JournalHouse.OpenAsync(folder);
            Assert.Equal(4, (await after.Pot("p").Things()).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_short_journal_rests_without_blanks()
    {
        await using var house = await JournalHouse.OpenAsync();
        await house.Pot("p").Lay("c1", "small", [], 0);
        Assert.EndsWith("}", (await house.ReadAsync("journal|test-pot|p")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_journal_written_after_a_long_one_holds_nothing_of_it()
    {
        await using var house = await JournalHouse.OpenAsync();
        await house.Pot("long").Lay("c1", new string('x', 2 * Page), [], 0);
        await house.Pot("short").Lay("c1", "small", [], 0);
        Assert.DoesNotContain("xx", (await house.ReadAsync("journal|test-pot|short")).Text, StringComparison.Ordinal);
    }
}
