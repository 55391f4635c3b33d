using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using WinLossAgency.Vault.Speakers;

namespace WinLossAgency.Vault.Intake;

/// <summary>What leaves the vault at close. It is not candid: nothing in it says that there was anything else.</summary>
internal sealed record OnRecordTranscript(ImmutableArray<OnRecordTurn> Turns);

/// <param name="N">From 1, without gaps.</param>
/// <param name="At">Seconds into the words on record, at a steady pace.</param>
internal sealed record OnRecordTurn(int N, VoiceRole Who, int At, string Words);

/// <summary>The one document that carries on-record turns out: {"turns":[{"n":1,"who":"buyer","at":0,"words":"…"}]}.</summary>
internal static class OnRecordJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(OnRecordTranscript transcript)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteStartArray("turns");
            foreach (var turn in transcript.Turns)
            {
                json.WriteStartObject();
                json.WriteNumber("n", turn.N);
                json.WriteString("who", Name(turn.Who));
                json.WriteNumber("at", turn.At);
                json.WriteString("words", turn.Words);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static string Name(VoiceRole who) => who switch
    {
        VoiceRole.Interviewer => "interviewer",
        VoiceRole.Buyer => "buyer",
        _ => "other",
    };
}
