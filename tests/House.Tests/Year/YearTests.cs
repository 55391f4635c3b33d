using System.Diagnostics;
using WinLossAgency.Evaluate.Year;

namespace WinLossAgency.House.Tests.Year;

/// <summary>The simulated year of `Evaluate year`, small: what it checks holds, and the same seed writes the same journals.</summary>
public sealed class YearTests
{
    private const string HashVariable = "HOUSE_YEAR_HASH";
    private static readonly YearSetting Small = new(Seed: 7, Cases: 40, Interviewers: 6, Days: 10, FaultsPerMillion: 8_000);

    [Fact]
    public void A_small_year_with_faults_keeps_every_rule()
    {
        var year = new YearRun(Small).Run();
        Assert.Empty(year.Tally.Said);
        Assert.True(year.Crashes > 0);
        Assert.True(year.Tally.Counts["calls"] > 20);
    }

    [Fact]
    public async Task The_same_seed_writes_the_same_journals_here_and_in_another_process()
    {
        var here = new YearRun(Small).Run().Hash;
        Assert.Equal(here, new YearRun(Small).Run().Hash);
        Assert.NotEqual(here, new YearRun(Small with { Seed = 8 }).Run().Hash);
        Assert.Equal(here, await ElsewhereAsync());
    }

    /// <summary>What another process of this assembly comes to.</summary>
    private static async Task<string> ElsewhereAsync()
    {
        var told = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        string[] arguments = [typeof(YearTests).Assembly.Location, "-explicit", "only", "-class", typeof(YearElsewhere).FullName!, "-noLogo", "-noColor"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[HashVariable] = told;
        using var child = Process.Start(start)!;
        await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        var hash = await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken);
        File.Delete(told);
        return hash;
    }

    /// <summary>The other process.</summary>
    public sealed class YearElsewhere
    {
        [Fact(Explicit = true)]
        public void Writes_down_its_hash() => File.WriteAllText(Environment.GetEnvironmentVariable(HashVariable) ?? throw new InvalidOperationException("Only the test of the year starts this."), new YearRun(Small).Run().Hash);
    }
}
