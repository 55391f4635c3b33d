using System.Buffers;
using System.Text.Json;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Grains.Stores;

/// <summary>
/// Room for the JSON of one state on its way to its store, used again and again: a new array for every write would be
/// most of what the collector does. A long state ends in blanks, which mean nothing to JSON, so that its length seldom
/// changes: a file that puts new bytes over old ones of the same length writes only the pages that differ, and in a
/// journal that grows at its end these are few.
/// </summary>
internal sealed class StateText
{
    /// <summary>A page of a store's file. States below it lie in one page anyway.</summary>
    private const int Step = 4_096;
    private readonly ArrayBufferWriter<byte> bytes = new(Step);
    private readonly Utf8JsonWriter writer;

    public StateText() => writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = StoredJson.Options.Encoder, SkipValidation = true });

    public ReadOnlyMemory<byte> Padded => bytes.WrittenMemory;

    /// <summary>How many bytes the state has without the blanks.</summary>
    public int Write<T>(T state)
    {
        bytes.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, state, StoredJson.Options);
        var length = bytes.WrittenCount;
        var blanks = length > Step ? (Step - length % Step) % Step : 0;
        bytes.GetSpan(blanks)[..blanks].Fill((byte)' ');
        bytes.Advance(blanks);
        return length;
    }
}
