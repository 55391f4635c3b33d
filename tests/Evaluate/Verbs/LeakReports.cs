using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>leak-reports IN OUT: {id,report,asides:[{id,text}]} to {id,spans:[{start,end,aside}]}; a span is a whole sentence.</summary>
internal static class LeakReports
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 2, "leak-reports IN OUT")) return 2;
        JsonLines.Write(args[1], JsonLines.Read(args[0]).Select(Check));
        Console.WriteLine($"block threshold {LeakIndex.BlockThreshold}");
        return 0;
    }

    private static JsonObject Check(JsonObject line)
    {
        var index = new LeakIndex(((JsonArray)line["asides"]!).OfType<JsonObject>().Select(a => new Aside(a.Text("id"), a.Text("text"))));
        var report = line.Text("report");
        var spans = new JsonArray();
        foreach (var (start, end) in Sentences.Of(report))
        {
            var verdict = index.Check(report[start..end]);
            if (verdict.Blocks) spans.Add(new JsonObject { ["start"] = start, ["end"] = end, ["aside"] = verdict.AsideId });
        }
        return new JsonObject { ["id"] = line.Text("id"), ["spans"] = spans };
    }
}
