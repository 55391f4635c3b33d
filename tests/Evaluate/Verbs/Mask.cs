using System.Diagnostics;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Masking;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>mask IN OUT: {id,text,dossier?} to {id,spans:[{start,end,label}]}; prints the speed.</summary>
internal static class Mask
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 2, "mask IN OUT")) return 2;
        var inputs = JsonLines.Read(args[0]).Select(l => (Id: l.Text("id"), Text: l.Text("text"), Dossier: Dossiers.Read(l["dossier"] as JsonObject))).ToList();
        if (inputs.Count > 0) Masker.Find(inputs[0].Text, inputs[0].Dossier);
        var clock = Stopwatch.StartNew();
        var found = inputs.ConvertAll(i => Masker.Find(i.Text, i.Dossier));
        clock.Stop();
        JsonLines.Write(args[1], inputs.Zip(found, (input, spans) => new JsonObject
        {
            ["id"] = input.Id,
            ["spans"] = new JsonArray([.. spans.Select(s => new JsonObject { ["start"] = s.Start, ["end"] = s.End, ["label"] = s.Label.ToString().ToUpperInvariant() })]),
        }));
        var words = inputs.Sum(i => i.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        Console.WriteLine($"{inputs.Count} texts, {words} words, {words / clock.Elapsed.TotalSeconds:F0} words/s");
        return 0;
    }
}
