using System.Diagnostics;
using NodaTime;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Kill;

public sealed class KillTests
{
    private const int Kills = 50;
    private const int MostAcknowledged = 60;

    /// <summary>Rounds of commands without enough of them acknowledged, after which a life is ended all the same.</summary>
    private const int IdleMax = 8;

    [Fact]
    public async Task Fifty_kills_lose_no_acknowledged_command_and_what_is_owed_gets_paid()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("kill-").FullName;
        var chance = new Random(20261121);
        var acknowledged = new List<string>();
        for (var life = 0; life < Kills; life++)
        {
            acknowledged.AddRange(await LiveAndDieAsync(folder, life, chance.Next(MostAcknowledged), stop));
            await File.WriteAllLinesAsync(Path.Combine(folder, KilledJob.AcknowledgedFile), acknowledged, stop);
        }
        await using (var agency = await SmallAgency.OpenAsync(folder))
        {
            agency.Time.Now = KilledJob.Start + Duration.FromHours(Kills + 10);
            await AfterAKill.VerifyAsync(agency, acknowledged);
            await AfterAKill.VerifyPaidAsync(agency, await KilledJob.CasesAsync(agency));
        }
        Assert.True(acknowledged.Count > Kills, $"Only {acknowledged.Count} commands were acknowledged in {Kills} lives.");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_import_killed_in_its_middle_loses_no_row_and_doubles_no_buyer()
    {
        const int lives = 8;
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("kill-import-").FullName;
        for (var life = 0; life < lives; life++) await ImportAndDieAsync(folder, life, KilledImport.Rows * (2 * life + 1) / (2 * lives), stop);
        await using (var agency = await SmallAgency.OpenAsync(folder))
        {
            Assert.Equal(KilledImport.Rows, await KilledImport.TakeAsync(agency, lives - 1));
            SmallAgency.AsHouse();
            var engagement = agency.Grains.GetGrain<IEngagement>(KilledImport.Engagement);
            const int all = 1 + lives * KilledImport.Rows;
            Assert.Equal(all, (await engagement.View())!.Deals);
            var deals = new List<DealLine>();
            while (deals.Count < all && await engagement.Deals(deals.Count) is { Length: > 0 } page) deals.AddRange(page);
            Assert.Equal(all, deals.Select(d => d.Deal).Distinct().Count());
            Assert.Equal(all, deals.Select(d => d.Account).Distinct().Count());
            var people = 0;
            await foreach (var _ in agency.Given.Facts.ListAsync("journal|person|", stop)) people++;
            // A buyer written down twice could be erased once and stay.
            Assert.Equal(all, people);
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Kills the child once so many buyers of its list are known.</summary>
    private static async Task ImportAndDieAsync(string folder, int life, int after, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        string[] arguments = [typeof(KilledImport).Assembly.Location, "-explicit", "only", "-class", typeof(KilledImport).FullName!, "-noLogo", "-noColor"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[KilledImport.FolderVariable] = folder;
        start.Environment[KilledImport.LifeVariable] = life.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var child = Process.Start(start)!;
        var (told, reached) = (new List<string>(), false);
        try
        {
            while (!reached && await child.StandardOutput.ReadLineAsync(stop) is { } line)
            {
                told.Add(line);
                reached = line.StartsWith(KilledImport.Known, StringComparison.Ordinal)
                    && int.Parse(line.AsSpan(KilledImport.Known.Length), System.Globalization.CultureInfo.InvariantCulture) >= after;
            }
        }
        finally
        {
            child.Kill();
        }
        await child.WaitForExitAsync(stop);
        Assert.True(reached, $"Life {life} ended before {after} buyers were known:\n{string.Join('\n', told)}");
    }

    /// <summary>Kills the child once it has acknowledged so many commands; lines still in the pipe were acknowledged too.</summary>
    private static async Task<List<string>> LiveAndDieAsync(string folder, int life, int after, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        string[] arguments = [typeof(KilledJob).Assembly.Location, "-explicit", "only", "-class", typeof(KilledJob).FullName!, "-noLogo", "-noColor"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[KilledJob.FolderVariable] = folder;
        start.Environment[KilledJob.LifeVariable] = life.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var child = Process.Start(start)!;
        var (lines, other, ready) = (new List<string>(), new List<string>(), false);
        try
        {
            while ((!ready || lines.Count < after && other.Count(l => l == KilledJob.Idle) < IdleMax) && await child.StandardOutput.ReadLineAsync(stop) is { } line)
            {
                ready |= line.StartsWith(KilledJob.Ready, StringComparison.Ordinal);
                Take(line, lines);
                other.Add(line);
            }
        }
        finally
        {
            child.Kill();
        }
        var rest = await child.StandardOutput.ReadToEndAsync(stop);
        await child.WaitForExitAsync(stop);
        Assert.True(ready, $"Life {life} ended after {lines.Count} of {after} commands:\n{string.Join('\n', other)}");
        // The kill may have cut the last line.
        foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n')) Take(line, lines);
        return lines;
    }

    private static void Take(string line, List<string> lines)
    {
        if (line.StartsWith(KilledJob.Acknowledged, StringComparison.Ordinal)) lines.Add(line[KilledJob.Acknowledged.Length..]);
    }
}
