using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Leaks;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// leak-pairs IN OUT: {id,aside,report}, each sentence against its one aside; or leak-pairs ASIDES REPORT OUT, as leak.
/// Writes {id,score,features,copied}: what LeakModel is fitted on (features in the order of LeakTerm; a copied sentence needs no model).
/// </summary>
internal static class LeakPairs
{
    public static int Run(string[] args)
    {
        if (args.Length == 3)
        {
            var index = new LeakIndex(JsonLines.Read(args[0]).Select(l => new Aside(l.Text("id"), l.Text("text"))));
            JsonLines.Write(args[2], JsonLines.Read(args[1]).Select(l => Compare(l, index, l.Text("text"))));
            return 0;
        }
        if (!JsonLines.Arguments(args, 2, "leak-pairs IN OUT | leak-pairs ASIDES REPORT OUT")) return 2;
        JsonLines.Write(args[1], JsonLines.Read(args[0]).Select(l => Compare(l, new LeakIndex([new Aside("a", l.Text("aside"))]), l.Text("report"))));
        return 0;
    }

    private static JsonObject Compare(JsonObject line, LeakIndex index, string sentence)
    {
        return new JsonObject
        {
            ["id"] = line.Text("id"),
            ["score"] = index.Check(sentence).Score,
            ["features"] = new JsonArray([.. index.FeaturesOf(sentence).Terms().Select(term => (JsonNode)term)]),
            ["copied"] = index.Copied(sentence),
        };
    }
}
