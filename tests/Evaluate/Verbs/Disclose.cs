using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Crowd;
using WinLossAgency.Disclosure.SmallCells;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>disclose IN OUT: test vectors of disclosure control to {id,result} in the shape of their "expect"; counts those that agree.</summary>
internal static class Disclose
{
    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 2, "disclose IN OUT")) return 2;
        var lines = JsonLines.Read(args[0]).ToList();
        var results = lines.ConvertAll(l => new JsonObject { ["id"] = l.Text("id"), ["result"] = Solve(l) });
        JsonLines.Write(args[1], results);
        var expected = lines.Zip(results).Where(p => p.First["expect"] is not null).ToList();
        Console.WriteLine($"{expected.Count(p => Agree(p.First["expect"]!, JsonNode.Parse(p.Second["result"]!.ToJsonString())!))} of {expected.Count} agree");
        return 0;
    }

    private static JsonObject Solve(JsonObject line) => line.Text("type") switch
    {
        "frequency_count" => Frequency(line),
        "k_anonymity" => Anonymity(line),
        "suppression_attack" => Attack(line),
        "differencing" => Difference(line),
        var other => throw new FormatException($"{line.Text("id")}: the type {other} is not known."),
    };

    private static JsonObject Frequency(JsonObject line)
    {
        var keys = ((JsonObject)line["keys"]!).Select(k => (IReadOnlyList<string?>)[.. ((JsonArray)k.Value!).Select(v => v?.ToJsonString())]).ToList();
        var f = Frequencies.Of(keys, [.. ((JsonArray)line["weights"]!).Select(w => w!.GetValue<double>())]);
        return new JsonObject { ["fk"] = Numbers(f.Sample), ["Fk"] = new JsonArray([.. f.Population.Select(p => JsonValue.Create(p))]), ["uniques"] = f.Uniques, ["pairs"] = f.Pairs };
    }

    private static JsonObject Anonymity(JsonObject line)
    {
        var names = Strings(line["attrs"]);
        var report = Uniqueness.Of([.. ((JsonArray)line["rows"]!).Select(Strings)], Strings(line["sensitive"]), line["k"]!.GetValue<int>());
        JsonArray Named(ImmutableArray<int> attributes) => new([.. attributes.Select(a => JsonValue.Create(names[a]))]);
        return new JsonObject
        {
            ["min_group"] = report.SmallestGroup,
            ["records_below_k"] = report.RecordsBelowK,
            ["distinct_l_min"] = report.FewestAnswers,
            ["minimal_sample_uniques"] = new JsonArray([.. report.MinimalUniques.Select(m => new JsonArray([.. m.Select(Named)]))]),
            ["by_attribute_subset"] = new JsonArray([.. report.Subsets.Select(s => new JsonObject
            {
                ["attrs"] = Named(s.Attributes), ["min_cell"] = s.SmallestCell, ["uniques"] = s.Uniques, ["below_k"] = s.CellsBelowK,
            })]),
        };
    }

    private static JsonObject Attack(JsonObject line)
    {
        var (rows, columns) = (Strings(line["rows"]), Strings(line["cols"]));
        (int Row, int Column) Cell(JsonNode? n) => (rows.IndexOf(n![0]!.GetValue<string>()), columns.IndexOf(n[1]!.GetValue<string>()));
        var table = new CountTable([.. ((JsonArray)line["counts"]!).Select(r => (IReadOnlyList<int>)[.. ((JsonArray)r!).Select(c => c!.GetValue<int>())])]);
        var hidden = ((JsonArray)line["suppressed"]!).Select(Cell).ToHashSet();
        var bounds = hidden.Order().ToDictionary(c => $"{rows[c.Row]}|{columns[c.Column]}", c => CellBounds.Of(table, hidden, c));
        var exact = bounds.Where(b => b.Value.Exact).Select(b => b.Key).ToList();
        return new JsonObject
        {
            ["intervals"] = new JsonObject(bounds.Select(b => KeyValuePair.Create<string, JsonNode?>(b.Key, new JsonArray(b.Value.Low, b.Value.High)))),
            ["exactly_disclosed"] = new JsonArray([.. exact.Select(e => JsonValue.Create(e))]),
            ["safe"] = !((JsonArray)line["primary"]!).Select(Cell).Any(c => bounds[$"{rows[c.Row]}|{columns[c.Column]}"].Exact),
        };
    }

    private static JsonObject Difference(JsonObject line)
    {
        var published = ((JsonArray)line["releases"]!).Select(r => new Published(
            Published.ParseCut(r!["filter"]!.GetValue<string>()),
            r["n"]!.GetValue<int>(),
            ((JsonObject)r["stat"]!).ToImmutableSortedDictionary(s => s.Key, s => s.Value!.GetValue<double>(), StringComparer.Ordinal))).ToList();
        var k = line["k"]?.GetValue<int>() ?? SmallCell.KDefault;
        var found = Differencing.Find(published, k);
        return found is null ? new JsonObject { ["block"] = false } : new JsonObject { ["block"] = true, ["reveals"] = found.Reveals };
    }

    // Only what the expectation names is compared, so a result may say more.
    private static bool Agree(JsonNode expected, JsonNode result)
    {
        if (expected is JsonObject wanted)
            return result is JsonObject got && wanted.All(w => w.Key == "threshold" || (got[w.Key] is { } value && Agree(w.Value!, value)));
        if (expected is JsonArray list)
            return result is JsonArray other && list.Count == other.Count && list.Zip(other).All(p => Agree(p.First!, p.Second!));
        return expected is JsonValue v && v.TryGetValue<double>(out var number) ? Math.Abs(number - result.GetValue<double>()) < 1e-9 : expected.ToJsonString() == result.ToJsonString();
    }

    private static List<string> Strings(JsonNode? node) => [.. ((JsonArray)node!).Select(n => n!.GetValueKind() == System.Text.Json.JsonValueKind.String ? n.GetValue<string>() : n.ToJsonString())];

    private static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(n => JsonValue.Create(n))]);
}
