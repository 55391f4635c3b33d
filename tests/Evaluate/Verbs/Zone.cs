using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>zone IN OUT: in {zone,utc}, out {local,offset,abbreviation}; an id is carried over, a line that cannot be answered says why.</summary>
internal static class Zone
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFF");

    private static readonly LocalDateTimePattern Short = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    // An offset is read by people too: +01:00 and not \u002B01:00.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string[] args)
    {
        if (args.Length != 2)
        {
            Console.Error.WriteLine("zone IN OUT, not that: IN holds one {zone,utc} a line.");
            return 2;
        }
        using var answers = new StreamWriter(args[1]);
        foreach (var line in File.ReadLines(args[0]).Where(line => line.Trim().Length > 0))
        {
            using var asked = JsonDocument.Parse(line);
            answers.WriteLine(Answer(asked.RootElement).ToJsonString(Plain));
        }
        return 0;
    }

    private static JsonObject Answer(JsonElement asked)
    {
        var answer = new JsonObject();
        if (asked.TryGetProperty("id", out var id)) answer["id"] = JsonNode.Parse(id.GetRawText());
        var zone = asked.GetProperty("zone").GetString()!;
        var utc = asked.GetProperty("utc").GetString()!;
        if (Zones.Find(zone) is not { } found) answer["error"] = $"{Zones.Version} knows no zone {zone}.";
        else if (At(utc) is not { } at) answer["error"] = $"{utc} is not an ISO 8601 instant.";
        else
        {
            var time = Zones.At(at, found);
            answer["local"] = Local.Format(time.Local);
            answer["offset"] = time.OffsetText();
            answer["abbreviation"] = time.Abbreviation;
        }
        return answer;
    }

    // A UTC time is written with Z, with an offset, or bare; with T or a space, with or without seconds.
    private static Instant? At(string utc)
    {
        var iso = utc.Trim().Replace(' ', 'T');
        if (InstantPattern.ExtendedIso.Parse(iso) is { Success: true } plain) return plain.Value;
        if (OffsetDateTimePattern.ExtendedIso.Parse(iso) is { Success: true } offset) return offset.Value.ToInstant();
        if (LocalDateTimePattern.ExtendedIso.Parse(iso) is { Success: true } bare) return bare.Value.InUtc().ToInstant();
        return Short.Parse(iso.TrimEnd('Z')) is { Success: true } minutes ? minutes.Value.InUtc().ToInstant() : null;
    }
}
