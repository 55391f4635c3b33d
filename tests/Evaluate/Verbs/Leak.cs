using System.Diagnostics;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>leak ASIDES REPORT OUT: {id,text} and {id,text} to {id,score,aside}; prints the block threshold and the time.</summary>
internal static class Leak
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 3, "leak ASIDES REPORT OUT")) return 2;
        var asides = JsonLines.Read(args[0]).Select(l => new Aside(l.Text("id"), l.Text("text"))).ToList();
        var report = JsonLines.Read(args[1]).Select(l => (Id: l.Text("id"), Text: l.Text("text"))).ToList();
        var index = new LeakIndex(asides);
        index.Check("The first check pays for reading the lists.");
        var used = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var verdicts = report.ConvertAll(r => index.Check(r.Text));
        clock.Stop();
        var first = Environment.CpuUsage.TotalTime - used;
        used = Environment.CpuUsage.TotalTime;
        foreach (var line in report) index.Check(line.Text);
        JsonLines.Write(args[2], report.Zip(verdicts, (r, v) => new JsonObject { ["id"] = r.Id, ["score"] = v.Score, ["aside"] = v.AsideId }));
        Console.WriteLine($"block threshold {LeakIndex.BlockThreshold}, review threshold {LeakIndex.ReviewThreshold}");
        Console.WriteLine($"{report.Count} sentences against {asides.Count} asides in {clock.Elapsed.TotalMilliseconds:F0} ms, {first.TotalMilliseconds:F0} ms of processor time, {(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:F0} ms once warm");
        return 0;
    }
}
