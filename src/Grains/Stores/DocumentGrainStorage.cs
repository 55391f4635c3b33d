using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Grains.Stores;

/// <summary>Keeps grain state as JSON documents in one of our stores, so the same bytes open under Engine and under Orleans.</summary>
public sealed class DocumentGrainStorage(IDocumentStore documents) : IGrainStorage
{
    /// <summary>Bytes of one grain's state; beyond it a grain has to be cut by nature (DESIGN §4).</summary>
    public const int BytesMax = Journal<object, object>.BytesMax;

    private readonly ConcurrentBag<StateText> texts = [];

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = await documents.ReadAsync(KeyOf(stateName, grainId));
        if (stored is null)
        {
            grainState.ETag = null;
            grainState.RecordExists = false;
            return;
        }
        grainState.State = JsonSerializer.Deserialize<T>(stored.Bytes.Span, StoredJson.Options)!;
        grainState.ETag = stored.ETag;
        grainState.RecordExists = true;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!texts.TryTake(out var text)) text = new StateText();
        try
        {
            var length = text.Write(grainState.State);
            if (length > BytesMax) throw new InvalidOperationException($"{grainId.Type} would hold {length:N0} of {BytesMax:N0} bytes; it takes no more facts.");
            grainState.ETag = await documents.WriteAsync(KeyOf(stateName, grainId), text.Padded, grainState.ETag);
            grainState.RecordExists = true;
        }
        catch (EtagMismatchException lost)
        {
            throw new InconsistentStateException($"{grainId.Type}: another write came first.", null, grainState.ETag, lost);
        }
        finally
        {
            texts.Add(text);
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await documents.DeleteAsync(KeyOf(stateName, grainId), grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string KeyOf(string stateName, GrainId grainId) => $"{stateName}|{grainId.Type}|{grainId.Key}";
}
