using System.Text.Json;
using System.Text.Json.Nodes;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>rates IN OUT: in {id,counts{I,P,R,NC,O,UH,UO,NE},e?}, out {id,rates{RR1..CON3}}, undefined as null.</summary>
internal static class Rates
{
    public static int Run(string[] args)
    {
        if (args.Length != 2) return Usage();
        using var answers = new StreamWriter(args[1]);
        foreach (var line in File.ReadLines(args[0]).Where(line => line.Trim().Length > 0))
        {
            using var asked = JsonDocument.Parse(line);
            answers.WriteLine(Answer(asked.RootElement).ToJsonString());
        }
        return 0;
    }

    private static JsonObject Answer(JsonElement asked)
    {
        var given = asked.GetProperty("counts");
        decimal Count(string name) => given.TryGetProperty(name, out var n) && n.ValueKind == JsonValueKind.Number ? n.GetDecimal() : 0;
        var counts = new Counts(Count("I"), Count("P"), Count("R"), Count("NC"), Count("O"), Count("UH"), Count("UO"), Count("NE"));
        decimal? e = asked.TryGetProperty("e", out var share) && share.ValueKind == JsonValueKind.Number ? share.GetDecimal() : null;

        var rates = new JsonObject();
        foreach (var (name, value) in Domain.Calls.Rates.Of(counts, e).Named()) rates[name] = value;
        return new JsonObject { ["id"] = JsonNode.Parse(asked.GetProperty("id").GetRawText()), ["rates"] = rates };
    }

    private static int Usage()
    {
        Console.Error.WriteLine("rates IN OUT, not that: IN holds one {id,counts,e?} a line.");
        return 2;
    }
}
