using System.Text.Json;
using System.Text.Json.Serialization;
using WinLossAgency.Domain;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// Writes an event as <c>{"t":"interview.booked","v":1,…}</c>. The name is the aggregate's and the event's; a type whose
/// name ends in V2 is version 2. Golden journals in the tests pin every landed name and shape.
/// </summary>
public sealed class EventCodec : JsonConverterFactory
{
    // Commands are never stored, but on Orleans they cross between grains in the same form.
    private static readonly string[] Suffixes = ["Event", "Command"];

    public override bool CanConvert(Type type) => type.IsAbstract && Suffixes.Any(type.Name.EndsWith)
        && type.Namespace?.StartsWith("WinLossAgency.", StringComparison.Ordinal) == true;

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

    /// <summary>Every stored name with its type, for the golden files and for the shape test.</summary>
    public static IEnumerable<(string Name, int Version, Type Type)> Names(Type aggregate)
    {
        var prefix = JsonNamingPolicy.CamelCase.ConvertName(aggregate.Name[..^Suffixes.First(aggregate.Name.EndsWith).Length]);
        foreach (var type in aggregate.GetNestedTypes().Where(aggregate.IsAssignableFrom))
        {
            var (name, version) = type.Name.Length > 2 && type.Name[^2] == 'V' && char.IsDigit(type.Name[^1])
                ? (type.Name[..^2], type.Name[^1] - '0') : (type.Name, 1);
            yield return ($"{prefix}.{JsonNamingPolicy.CamelCase.ConvertName(name)}", version, type);
        }
    }

    private sealed class Of<TEvent> : JsonConverter<TEvent> where TEvent : class
    {
        private readonly Dictionary<(string, int), Type> types = Names(typeof(TEvent)).ToDictionary(n => (n.Name, n.Version), n => n.Type);
        private readonly Dictionary<Type, (string Name, int Version)> names = Names(typeof(TEvent)).ToDictionary(n => n.Type, n => (n.Name, n.Version));

        public override TEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var copy = reader;
            string? name = null;
            var version = 1;
            copy.Read();
            while (copy.TokenType == JsonTokenType.PropertyName)
            {
                if (copy.ValueTextEquals("t"u8)) { copy.Read(); name = copy.GetString(); }
                else if (copy.ValueTextEquals("v"u8)) { copy.Read(); version = copy.GetInt32(); }
                else break;
                copy.Read();
            }
            if (name is null || !types.TryGetValue((name, version), out var type))
                throw new JsonException($"No event is named {name} in version {version}; this data was written by a newer WinLossAgency.");
            return (TEvent)JsonSerializer.Deserialize(ref reader, type, HouseJson.Options)!;
        }

        public override void Write(Utf8JsonWriter writer, TEvent value, JsonSerializerOptions options)
        {
            var (name, version) = names[value.GetType()];
            writer.WriteStartObject();
            writer.WriteString("t"u8, name);
            writer.WriteNumber("v"u8, version);
            var body = JsonSerializer.SerializeToNode(value, value.GetType(), HouseJson.Options)!.AsObject();
            foreach (var (key, node) in body)
            {
                writer.WritePropertyName(key);
                if (node is null) writer.WriteNullValue();
                else node.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
    }
}

/// <summary>How grain state rests: the house's JSON with named, versioned events.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(HouseJson.Options);
        options.Converters.Add(new EventCodec());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
