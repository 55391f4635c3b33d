using System.Text.Json;
using System.Text.Json.Nodes;

namespace WinLossAgency.Agency.Billing;

/// <summary>
/// The form encoding of Stripe's API: metadata[a]=1, lines[0][amount]=5, brackets literal, everything else percent-encoded,
/// null as an empty value (which unsets), an empty list as nothing.
/// </summary>
internal static class StripeForm
{
    public static string Encode(JsonObject fields) => string.Join('&', fields.SelectMany(field => Pairs(Escape(field.Key), field.Value)));

    private static IEnumerable<string> Pairs(string name, JsonNode? value) => value switch
    {
        JsonObject inner => inner.SelectMany(field => Pairs($"{name}[{Escape(field.Key)}]", field.Value)),
        JsonArray list => list.SelectMany((item, place) => Pairs($"{name}[{place}]", item)),
        null => [$"{name}="],
        _ => [$"{name}={Escape(value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString())}"],
    };

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
