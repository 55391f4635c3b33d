using System.Text.Json;
using System.Text.Json.Serialization;

namespace WinLossAgency.Vault.Candid;

/// <summary>Candid words have no JSON: what travels between the vault's own grains is an address or ciphertext.</summary>
internal sealed class SealedJson : JsonConverter<CandidText>
{
    private const string Reason = "Candid words have no JSON; send the address of their ciphertext.";

    public override CandidText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(Reason);

    public override void Write(Utf8JsonWriter writer, CandidText value, JsonSerializerOptions options) =>
        throw new NotSupportedException(Reason);

    public override CandidText ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(Reason);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, CandidText value, JsonSerializerOptions options) =>
        throw new NotSupportedException(Reason);
}
