using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Evaluate.Seeded;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// Paired engagements that differ in all that is secret and in nothing else (DOMAIN §9.10): whatever the client's side sees
/// has to be equal to the byte. What the machine's timing tells is out of scope.
/// </summary>
internal static class Noninterference
{
    /// <summary>Engagements that go through one installation before a new one is opened.</summary>
    private const int PairsAWorld = 25;
    /// <summary>A pair may wait for the end of a buyer's day, so two days lie between one and the next.</summary>
    private const int DaysAPair = 2;
    /// <summary>Of so many pairs each kind of thing that may happen has happened.</summary>
    private const int PairsForAll = 100;
    private const int DifferencesShown = 20;
    private const int RunsATell = 500;
    private static readonly Instant Begin = Instant.FromUtc(2026, 11, 2, 0, 0);

    private sealed class Totals
    {
        public int Runs, Failed, Empty;
        public long Asides, Quotes, Bytes, Pieces, Differences;
        public readonly SortedDictionary<string, long> Happened = new(StringComparer.Ordinal);
        public readonly List<string> Said = [];
    }

    public static int Run(string[] args)
    {
        var pairs = Number(args, "--runs", 100);
        var seed = (ulong)Number(args, "--seed", 1);
        var files = Number(args, "--files", 0);
        var lanes = Number(args, "--lanes", Environment.ProcessorCount);
        var watch = Stopwatch.StartNew();
        var total = new Totals();
        // From which pair on, so that one that was told of is seen again alone; the first of its installation.
        var first = Number(args, "--from", 0) / PairsAWorld;
        var batches = Enumerable.Range(first, (pairs + PairsAWorld - 1) / PairsAWorld).ToArray();
        Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = lanes }, async (batch, _) =>
            await BatchAsync(batch, Math.Min(PairsAWorld, pairs - ((batch - first) * PairsAWorld)), seed, null, total)).GetAwaiter().GetResult();
        if (files > 0) BatchAsync(1_000_000, files, seed, "/usr/bin/chromium", total).GetAwaiter().GetResult();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            runs = total.Runs, with_files = files, asides_entered = total.Asides, quotes_masked = total.Quotes, pieces_compared = total.Pieces, bytes_compared = total.Bytes,
            in_both_runs = total.Happened, differences = total.Differences, failed = total.Failed, without_any = total.Empty, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            pairs_per_second = Math.Round(total.Runs / watch.Elapsed.TotalSeconds, 1),
        }));
        string[] never = pairs < PairsForAll ? [] : [.. total.Happened.Where(h => h.Value == 0).Select(h => h.Key)];
        if (never.Length > 0) total.Said.Add($"In {pairs} pairs these never happened: {string.Join(", ", never)}");
        foreach (var line in total.Said.Take(DifferencesShown)) Console.Error.WriteLine(line);
        var holds = never.Length == 0 && total.Differences == 0 && total.Failed == 0 && total.Empty == 0 && total.Runs == pairs + files;
        if (Array.IndexOf(args, "--trx") is >= 0 and var at && at + 1 < args.Length)
            Trx.Write(args[at + 1], [($"The client's side sees the same bytes in {total.Runs} pairs of engagements that differ in all that is secret", holds ? null : string.Join('\n', total.Said.Take(DifferencesShown)))]);
        return holds ? 0 : 1;
    }

    private static async Task BatchAsync(int batch, int pairs, ulong seed, string? chromium, Totals total)
    {
        await using var one = await World.OpenAsync(Begin, chromium);
        await using var other = await World.OpenAsync(Begin, chromium);
        for (var n = 0; n < pairs; n++)
        {
            var number = (batch * PairsAWorld) + n;
            var chance = new Chance(seed * 1_000_003 + (ulong)number);
            var low = LowPlan.Draw(number % 1_000_000, new Chance(chance.Word()));
            var (first, second) = (HighPlan.Draw(low, new Chance(chance.Word())), HighPlan.Draw(low, new Chance(chance.Word())));
            // Drawn apart, so that the course of the work changes nothing of who says what.
            var course = LowCourse.Draw(low, new Chance(chance.Word()));
            var (way, otherWay) = (HighCourse.Draw(low, course, new Chance(chance.Word())), HighCourse.Draw(low, course, new Chance(chance.Word())));
            var start = StartOf(n);
            try
            {
                var seen = await Task.WhenAll(new Driver(one, low, course, first, way, start).RunAsync(chromium is not null), new Driver(other, low, course, second, otherWay, start).RunAsync(chromium is not null));
                Add(total, number, seen[0], seen[1]);
            }
            catch (Exception failed)
            {
                lock (total)
                {
                    total.Runs++;
                    total.Failed++;
                    total.Said.Add($"pair {number} of seed {seed} failed: {failed.GetType().Name}: {failed.Message}");
                    // At once: a long run is not to be waited for to learn of it.
                    Console.Error.WriteLine(total.Said[^1]);
                    if (total.Failed <= 2) total.Said.Add(failed.StackTrace ?? "");
                }
            }
        }
    }

    /// <summary>Two days after the one before, and never across the end of a month: its invoice is that of one.</summary>
    private static Instant StartOf(int n)
    {
        var at = Begin;
        for (var pair = 0; pair < n; pair++)
        {
            at += Duration.FromDays(DaysAPair);
            while (at.InUtc().Month != (at + Duration.FromDays(DaysAPair)).InUtc().Month) at += Duration.FromDays(1);
        }
        return at;
    }

    private static void Add(Totals total, int number, Seen one, Seen other)
    {
        string[] differences = [.. one.DifferencesFrom(other)];
        lock (total)
        {
            total.Runs++;
            total.Asides += one.AsidesEntered + other.AsidesEntered;
            total.Quotes += one.QuotesMasked + other.QuotesMasked;
            total.Bytes += one.Bytes;
            total.Pieces += one.Pieces;
            total.Differences += differences.Length;
            foreach (var (what, times) in one.Happened.Concat(other.Happened)) total.Happened[what] = total.Happened.GetValueOrDefault(what) + times;
            // A pair that let nothing in, masked nothing or compared nothing has shown nothing.
            if (one.AsidesEntered == 0 || other.AsidesEntered == 0 || one.QuotesMasked == 0 || one.Bytes == 0)
            {
                total.Empty++;
                total.Said.Add($"pair {number}: {one.AsidesEntered} and {other.AsidesEntered} asides, {one.QuotesMasked} masked quotes, {one.Bytes} bytes");
            }
            total.Said.AddRange(differences.Select(d => $"pair {number}: {d}"));
            // At once too: a rare one may not show itself again.
            foreach (var said in total.Said.TakeLast(differences.Length).Take(DifferencesShown)) Console.Error.WriteLine(said);
            if (total.Runs % RunsATell == 0) Console.Error.WriteLine($"{total.Runs} pairs, {total.Differences} differences, {total.Failed} failed");
        }
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
