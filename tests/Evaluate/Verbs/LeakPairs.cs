using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>leak-pairs IN OUT: {id,aside,report} to {id,score,features}; each sentence against its one aside.</summary>
internal static class LeakPairs
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 2, "leak-pairs IN OUT")) return 2;
        JsonLines.Write(args[1], JsonLines.Read(args[0]).Select(Compare));
        Console.WriteLine($"block threshold {LeakIndex.BlockThreshold}");
        return 0;
    }

    private static JsonObject Compare(JsonObject line)
    {
        var index = new LeakIndex([new Aside("a", line.Text("aside"))]);
        var f = index.FeaturesOf(line.Text("report"));
        return new JsonObject
        {
            ["id"] = line.Text("id"),
            ["score"] = index.Check(line.Text("report")).Score,
            ["features"] = new JsonArray(f.Aligned, f.OfAside, f.OfSentence, f.Run, f.RunWeight, f.Bag, f.BagShare),
        };
    }
}
