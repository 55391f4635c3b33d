using System.Text;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Kill;

/// <summary>
/// The child of the import's kill test: takes again the list that the last life was taking when it was killed, then begins
/// the next and tells how far it has come until it is killed in its turn.
/// </summary>
public sealed class KilledImport
{
    internal const string FolderVariable = "HOUSE_KILL_IMPORT_FOLDER";
    internal const string LifeVariable = "HOUSE_KILL_IMPORT_LIFE";
    internal const string Known = "known ";
    internal const string Engagement = "northwind/q4";
    internal const int Rows = 120;
    private const string Head = "Opportunity ID,Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region";

    [Fact(Explicit = true)]
    public async Task Takes_lists_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Only the kill test starts this.");
        var life = int.Parse(Environment.GetEnvironmentVariable(LifeVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        await using var agency = await SmallAgency.OpenAsync(folder);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await output.WriteLineAsync();
        if (life == 0) await agency.InTheFieldAsync(List("first", 0, 1));
        else Assert.Equal(Rows, await TakeAsync(agency, life - 1));
        var before = await PeopleAsync(agency);
        var taking = Task.Run(() => TakeAsync(agency, life));
        for (var told = -1; ;)
        {
            var now = await PeopleAsync(agency) - before;
            if (now == told) await Task.Yield();
            else await output.WriteLineAsync($"{Known}{told = now}");
            if (taking.IsCompleted && now >= Rows) break;
        }
        await taking;
        // Everything was taken before the kill came; it still comes.
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    /// <summary>One list is one upload and one import, however often it is taken.</summary>
    internal static async Task<int> TakeAsync(SmallAgency agency, int life)
    {
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(Engagement);
        var upload = await engagement.Keep($"keep-{life}", "deals.csv", [.. Encoding.UTF8.GetBytes(List($"l{life}", life + 1, Rows))]);
        return (await engagement.Import($"list-{life}", upload, "deals.csv")).Accepted;
    }

    /// <summary>How many marks of people are known: two for each, mail and phone.</summary>
    private static async Task<int> PeopleAsync(SmallAgency agency)
    {
        var marks = 0;
        await foreach (var _ in agency.Given.PeopleIndex.ListAsync("match|")) marks++;
        return marks / 2;
    }

    private static string List(string name, int series, int rows) => string.Join('\n', Enumerable.Range(1, rows)
        .Select(n => $"{name}-{n},Deal {name} {n},Account {name} {n},Buyer {name}{n},b{n}@{name}.example,+351 91{1000 * series + n:0000000},Head,{1000 * n},2026-11-07,Closed Lost,Price,Haulwise,North").Prepend(Head));
}
