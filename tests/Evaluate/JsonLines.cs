using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WinLossAgency.Evaluate;

/// <summary>Files of one JSON object a line.</summary>
internal static class JsonLines
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<JsonObject> Read(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return JsonNode.Parse(line) as JsonObject ?? throw new FormatException($"{path} line {number}: an object was expected.");
        }
    }

    public static void Write(string path, IEnumerable<JsonObject> lines) => File.WriteAllLines(path, lines.Select(l => l.ToJsonString(Plain)));

    public static string Text(this JsonObject line, string name) =>
        line[name]?.GetValue<string>() ?? throw new FormatException($"A line has no \"{name}\": {line.ToJsonString(Plain)[..Math.Min(120, line.ToJsonString(Plain).Length)]}");

    public static bool Arguments(string[] args, int count, string usage)
    {
        if (args.Length == count) return true;
        Console.Error.WriteLine($"usage: Evaluate {usage}");
        return false;
    }
}
