using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Domain;

/// <summary>
/// The one place that says how our values are written: camel case, enums by name, instants, dates and zones as
/// ISO text. Stored journals, documents and the files on the shelf all read and write through it.
/// </summary>
public static class HouseJson
{
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    public static JsonSerializerOptions Indented { get; } = Make(indented: true);

    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new JsonException($"A {typeof(T).Name} was expected, null was found.");

    private static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new TextConverter<Instant>(InstantPattern.ExtendedIso));
        options.Converters.Add(new TextConverter<LocalDate>(LocalDatePattern.Iso));
        options.Converters.Add(new TextConverter<LocalTime>(LocalTimePattern.ExtendedIso));
        options.Converters.Add(new TextConverter<LocalDateTime>(LocalDateTimePattern.ExtendedIso));
        options.Converters.Add(new TextConverter<Duration>(DurationPattern.JsonRoundtrip));
        options.Converters.Add(new TextConverter<YearMonth>(YearMonthPattern.Iso));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class TextConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            pattern.Parse(reader.GetString() ?? "").Value;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(pattern.Format(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            pattern.Parse(reader.GetString() ?? "").Value;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(pattern.Format(value!));
    }
}
