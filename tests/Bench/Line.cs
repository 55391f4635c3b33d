using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WinLossAgency.Bench;

/// <summary>One measure, one line of JSON, with what this machine does at that moment beside it.</summary>
internal static class Line
{
    private const int ReferenceTurns = 100_000_000;

    public static void Print(string measure, object figures)
    {
        var line = new JsonObject { ["measure"] = measure };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(figures)!.AsObject()) line[name] = value?.DeepClone();
        line["referencePerSecond"] = Math.Round(Reference());
        Console.WriteLine(line.ToJsonString());
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Round(sorted[sorted.Length / 2], 3);
    }

    /// <summary>The value below which 99 of 100 lie.</summary>
    public static double P99(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Round(sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1], 4);
    }

    /// <summary>So many callers, each doing one thing after another.</summary>
    public static async Task<double> SecondsAsync(int callers, int each, Func<int, int, Task> act)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var done = 0; done < each; done++) await act(caller, done);
        })));
        return clock.Elapsed.TotalSeconds;
    }

    // A fixed loop of one thread: figures of two runs are comparable where this one is.
    private static double Reference()
    {
        var started = Stopwatch.GetTimestamp();
        var sum = 1ul;
        for (var turn = 0; turn < ReferenceTurns; turn++) sum = sum * 31 + (ulong)turn;
        GC.KeepAlive(sum);
        return ReferenceTurns / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
