using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Masking;

namespace WinLossAgency.Evaluate;

/// <summary>Reads the dossiers of the data files: the house's own shape, or a flat record of a person's particulars.</summary>
internal static class Dossiers
{
    public static Dossier? Read(JsonObject? json)
    {
        if (json is null) return null;
        return json["respondent"] is JsonObject respondent ? House(json, respondent) : Flat(json);
    }

    private static Dossier House(JsonObject json, JsonObject respondent)
    {
        var colleagues = Objects(json["colleagues"]);
        var everyone = colleagues.Append(respondent).ToList();
        return new Dossier
        {
            People =
            [
                .. Values(respondent, "name").Select(n => new KnownPerson(n, Relation.Respondent)),
                .. colleagues.SelectMany(c => Values(c, "name")).Select(n => new KnownPerson(n, Relation.Colleague)),
                .. Objects(json["vendorReps"]).SelectMany(c => Values(c, "name")).Select(n => new KnownPerson(n, Relation.VendorStaff)),
            ],
            Companies = [.. Values(respondent, "company")],
            Titles = [.. everyone.SelectMany(p => Values(p, "title"))],
            Emails = [.. everyone.SelectMany(p => Values(p, "email"))],
            Phones = [.. everyone.SelectMany(p => Values(p, "phone"))],
            Places = [.. everyone.SelectMany(p => Values(p, "city"))],
            Keep = [.. Values(json, "vendor"), .. Texts(json["vendorProducts"]), .. Texts(json["competitors"])],
        };
    }

    private static Dossier Flat(JsonObject json)
    {
        ImmutableArray<string> Of(params string[] names) => [.. names.SelectMany(n => Values(json, n)).Where(v => v is not ("N/A" or "None"))];
        var own = string.Join(' ', Of("First Name", "Last Name"));
        return new Dossier
        {
            People =
            [
                .. own.Length > 0 ? [new KnownPerson(own, Relation.Respondent)] : ImmutableArray<KnownPerson>.Empty,
                .. Of("Father's Name", "Mother's Name", "Spouse Name", "Emergency Contact Name").Select(n => new KnownPerson(n.Split(" (")[0], Relation.Other)),
            ],
            Companies = Of("Employer"),
            Titles = Of("Job Title"),
            Emails = Of("Email Address", "Work Email"),
            Phones = Of("Phone Number", "Work Phone", "Emergency Contact Phone"),
            Places = Of("Birth City"),
            Ids = Of("National ID", "Passport Number", "Driver's License"),
        };
    }

    private static IEnumerable<string> Values(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? [text] : [];

    private static List<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? [.. array.OfType<JsonObject>()] : [];

    private static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray array ? array.Select(n => n!.GetValue<string>()) : [];
}
