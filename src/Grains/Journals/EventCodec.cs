using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using WinLossAgency.Domain;

namespace WinLossAgency.Grains.Journals;

/// <summary>
/// Writes an event as <c>{"t":"interview.booked","v":1,…}</c>. The name is the aggregate's and the event's; a type whose
/// name ends in V2 is version 2; the older version stays a type of its own and goes on being folded. Golden journals in the tests pin every landed name and shape.
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

    internal static string NameOf<TEvent>(TEvent happened) where TEvent : class => Names(typeof(TEvent)).First(n => n.Type == happened.GetType()).Name;

    private sealed class Of<TEvent> : JsonConverter<TEvent> where TEvent : class
    {
        private readonly Dictionary<(string, int), Type> types = Names(typeof(TEvent)).ToDictionary(n => (n.Name, n.Version), n => n.Type);
        private readonly Dictionary<Type, byte[]> heads = Names(typeof(TEvent)).ToDictionary(n => n.Type, n => Encoding.UTF8.GetBytes($$"""{"t":"{{n.Name}}","v":{{n.Version}},"""));

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
            if (name is null) throw new JsonException($"A stored {typeof(TEvent).Name} begins with its name; this one begins otherwise.");
            if (!types.TryGetValue((name, version), out var type))
                throw new JsonException($"No event is named {name} in version {version}; this data was written by a newer WinLossAgency.");
            return (TEvent)JsonSerializer.Deserialize(ref reader, type, HouseJson.Options)!;
        }

        public override void Write(Utf8JsonWriter writer, TEvent value, JsonSerializerOptions options)
        {
            // The name goes before the members: both are finished JSON, so they are joined as bytes.
            var head = heads[value.GetType()];
            var body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), HouseJson.Options).AsSpan(1);
            var whole = new byte[head.Length + body.Length];
            head.CopyTo(whole, 0);
            body.CopyTo(whole.AsSpan(head.Length));
            if (body.Length == 1) whole[head.Length - 1] = (byte)' ';
            writer.WriteRawValue(whole, skipInputValidation: true);
        }
    }
}

/// <summary>How grain state rests: the house's JSON with named, versioned events.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>One value in its stored form.</summary>
    internal static byte[] Line<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(HouseJson.Options);
        options.Converters.Add(new EventCodec());
        options.Converters.Add(new JournalCodec());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
