using System.Text.Json;
using System.Text.Json.Serialization;
using WinLossAgency.Domain;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Stores;

/// <summary>
/// How candid words rest: only as the plaintext of a document that is sealed in the same breath. Any other JSON of
/// them is refused by <see cref="SealedJson"/>, so nothing but <see cref="VaultFiles"/> may read or write through this.
/// </summary>
internal static class VaultJson
{
    private static readonly Opening Sealing = Opening.ByStep("seal or open a document");

    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(HouseJson.Options);
        options.Converters.Add(new CandidWords());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class CandidWords : JsonConverter<CandidText>
    {
        public override CandidText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => CandidText.Of(reader.GetString());

        public override void Write(Utf8JsonWriter writer, CandidText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal(Sealing));
    }
}
