using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinLossAgency.Grains.Journals;

/// <summary>Writes a journal from the text its events keep; reads it like any other object.</summary>
internal sealed class JournalCodec : JsonConverterFactory
{
    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Journal<,>);

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<,>).MakeGenericType(type.GetGenericArguments()))!;

    private sealed record Stored<TState>(int Parts, TState? Closed, JsonElement Events, List<string>? Commands, List<Owed>? Owed, List<Owed>? Stuck, int NextOwed);

    private sealed class Of<TState, TEvent> : JsonConverter<Journal<TState, TEvent>> where TEvent : class
    {
        public override Journal<TState, TEvent> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var stored = JsonSerializer.Deserialize<Stored<TState>>(ref reader, options)!;
            return new Journal<TState, TEvent>
            {
                Parts = stored.Parts, Closed = stored.Closed, Events = EventLines<TEvent>.Read(stored.Events, options), Commands = stored.Commands ?? [],
                Owed = stored.Owed ?? [], Stuck = stored.Stuck ?? [], NextOwed = Math.Max(1, stored.NextOwed),
            };
        }

        public override void Write(Utf8JsonWriter writer, Journal<TState, TEvent> journal, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("parts"u8, journal.Parts);
            if (journal.ClosedLine is { } closed)
            {
                writer.WritePropertyName("closed"u8);
                writer.WriteRawValue(closed, skipInputValidation: true);
            }
            writer.WritePropertyName("events"u8);
            writer.WriteRawValue(journal.Events.Text, skipInputValidation: true);
            writer.WriteStartArray("commands"u8);
            foreach (var command in journal.Commands) writer.WriteStringValue(command);
            writer.WriteEndArray();
            writer.WritePropertyName("owed"u8);
            JsonSerializer.Serialize(writer, journal.Owed, options);
            if (journal.Stuck.Count > 0)
            {
                writer.WritePropertyName("stuck"u8);
                JsonSerializer.Serialize(writer, journal.Stuck, options);
            }
            writer.WriteNumber("nextOwed"u8, journal.NextOwed);
            writer.WriteEndObject();
        }
    }
}
