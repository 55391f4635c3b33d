using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Masking;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>mask IN OUT: {id,text,dossier?} to {id,spans:[{start,end,label}]}; prints the speed.</summary>
internal static class Mask
{
    private const double MeasureSeconds = 1.5;

    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 2, "mask IN OUT")) return 2;
        var inputs = JsonLines.Read(args[0]).Select(l => (Id: l.Text("id"), Text: l.Text("text"), Dossier: Dossiers.Read(l["dossier"] as JsonObject))).ToList();
        var found = inputs.ConvertAll(i => Masker.Find(i.Text, i.Dossier));
        // The first pass also pays for reading lists, writing out the dossiers and compiling; speed is that of the passes after it.
        var passes = 0;
        var used = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        while (inputs.Count > 0 && clock.Elapsed.TotalSeconds < MeasureSeconds)
        {
            inputs.ForEach(i => Masker.Find(i.Text, i.Dossier));
            passes++;
        }
        var seconds = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        JsonLines.Write(args[1], inputs.Zip(found, (input, spans) => Line(input.Id, spans)));
        var words = inputs.Sum(i => i.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        Console.WriteLine($"{inputs.Count} texts, {words} words, {passes * (double)words / seconds:F0} words a second of processor time");
        return 0;
    }

    public static JsonObject Line(string id, ImmutableArray<MaskSpan> spans) => new()
    {
        ["id"] = id,
        ["spans"] = new JsonArray([.. spans.Select(s => new JsonObject { ["start"] = s.Start, ["end"] = s.End, ["label"] = s.Label.ToString().ToUpperInvariant() })]),
    };
}
