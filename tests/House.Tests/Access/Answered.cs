using System.Net;

namespace WinLossAgency.House.Tests.Access;

/// <summary>Reads an answer: what the person got, and whether it says what that person must not read.</summary>
internal static class Answered
{
    private static readonly string[] OnRecord = ["depot team", "within the hour"];
    private const string Aside = "heron";

    public static Gets? As(HttpResponseMessage answer) => As(answer.StatusCode, answer.Headers.Location?.ToString());

    public static Gets? As(HttpStatusCode status, string? location) => status switch
    {
        HttpStatusCode.Unauthorized => Gets.AskedToSignIn,
        HttpStatusCode.Redirect or HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently =>
            location is null || !location.Contains("/sign-in?", StringComparison.Ordinal) ? Gets.Served : Gets.AskedToSignIn,
        HttpStatusCode.Forbidden => Gets.Refused,
        HttpStatusCode.NotFound => Gets.Nothing,
        >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => Gets.Served,
        HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => Gets.Served,
        _ => null,
    };

    /// <summary>A word of the buyer or of what was said, if the body has one.</summary>
    public static string? Leak(string body, string surname) =>
        new[] { surname, "912 555", "912555", "valedolima", Aside }.Concat(OnRecord).FirstOrDefault(word => body.Contains(word, StringComparison.Ordinal));

    /// <summary>What no answer may say to this person, served or not (DOMAIN §9.12).</summary>
    public static string[] NeverFor(string person, At at) => person switch
    {
        "sofia" => [Aside, .. OnRecord],
        "rui" or "helena" => [Aside, .. OnRecord, "Ferreira", "912 555", "valedolima"],
        "nadia" or "joao" => [Aside, .. OnRecord],
        // After intake has closed the raw words are shut to the interviewer too.
        "maya" when at == At.Coding => [Aside],
        AccessTable.Stranger or AccessTable.Nobody => [Aside, .. OnRecord],
        _ => [],
    };
}

/// <summary>Examples for the parts of addresses that are not a case.</summary>
internal static class Examples
{
    public static string? Of(string part) => part.ToLowerInvariant() switch
    {
        "number" => "1",
        "report" => "r-1",
        "import" => "import-1",
        "upload" => "1",
        "id" or "invoice" or "wish" => "x-1",
        "month" => "2026-11",
        "token" or "secret" => "none",
        "door" => "codes",
        "path" => "nowhere.bin",
        "n" => "1",
        "letter" => "booked",
        "language" => "de",
        _ => null,
    };
}
