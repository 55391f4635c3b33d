using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;

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
        foreach (var span in index.CheckText(report)) spans.Add(new JsonObject { ["start"] = span.Start, ["end"] = span.End, ["aside"] = span.Verdict.AsideId });
        return new JsonObject { ["id"] = line.Text("id"), ["spans"] = spans };
    }
}
