using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Domain;

/// <summary>
/// The one place that says how our values are written: camel case, enums by name, instants, dates and zones as
/// ISO text. Journals and documents are written close and read trustingly; the shelf and the inbox are written for
/// other eyes, always in the same bytes, and read with suspicion.
/// </summary>
public static class HouseJson
{
    /// <summary>For what only we write and read: journals and documents. What a newer version added is passed over.</summary>
    public static JsonSerializerOptions Options { get; } = Make(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    }, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));

    /// <summary>For the shelf and the inbox: members in the order of their declaration, two blanks, line feed.</summary>
    private static readonly JsonSerializerOptions Shelf = Make(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    }, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException($"A {typeof(T).Name} was expected, null was found.");

    /// <summary>The same value always gives the same bytes.</summary>
    public static byte[] ShelfBytes<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Shelf), (byte)'\n'];

    /// <summary>The value, or null when the bytes are not this shape: what lies outside is never trusted.</summary>
    public static T? ReadShelf<T>(ReadOnlySpan<byte> bytes) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Shelf);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Make(JsonSerializerOptions options, JsonConverter enums)
    {
        options.Converters.Add(enums);
        options.Converters.Add(new TextConverter<Instant>(InstantPattern.ExtendedIso, "2026-11-18T09:30:00Z"));
        options.Converters.Add(new TextConverter<LocalDate>(LocalDatePattern.Iso, "2026-11-18"));
        options.Converters.Add(new TextConverter<LocalTime>(LocalTimePattern.ExtendedIso, "09:30:00"));
        options.Converters.Add(new TextConverter<LocalDateTime>(LocalDateTimePattern.ExtendedIso, "2026-11-18T09:30:00"));
        options.Converters.Add(new TextConverter<Duration>(DurationPattern.JsonRoundtrip, "0:25:00"));
        options.Converters.Add(new TextConverter<YearMonth>(YearMonthPattern.Iso, "2026-11"));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class TextConverter<T>(IPattern<T> pattern, string example) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value : throw new JsonException($"A {typeof(T).Name} stands here as {example}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(pattern.Format(value!));
    }
}
