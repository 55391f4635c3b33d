namespace WinLossAgency.Evaluate.Year;

/// <summary>The AAPOR code of a case by the published definitions, from its raw history: what got furthest decides.</summary>
internal static class OwnCodes
{
    private static readonly Dictionary<string, string> Learnt = new()
    {
        ["deceased"] = "2.31", ["unable"] = "2.32", ["noSharedLanguage"] = "2.332", ["leftCompany"] = "4.54", ["notEligible"] = "4.70", ["duplicate"] = "4.81", ["quotaFilled"] = "4.80",
    };

    private static readonly (string Outcome, string Code)[] Lines =
        [("gatekeeper", "2.21"), ("voicemailLeft", "2.222"), ("voicemailNoMessage", "2.221"), ("", ""), ("noAnswer", "3.13"), ("busy", "3.12"), ("technical", "3.16"), ("wrongNumber", "3.30")];

    public static string Of(CaseFacts c)
    {
        if (c.Stands == Stands.Heard) return !c.Partial ? "1.1" : c.Sections >= 4 ? "1.2" : "2.12";
        if (c.Stands == Stands.Talking) return "2.12";
        if (c.EndedFor is { } reason) return Learnt[reason];
        if (c.Never is { } of) return of == "company" ? "2.111" : "2.112";
        if (c.Stands == Stands.Suppressed) return c.Rings.IsEmpty && c.Mails == 0 ? "4.10" : c.WithdrawnFor == "company" ? "2.111" : "2.112";
        if (c.Pledge is not null) return "2.25";
        if (c.Soft > 0) return c.AtGate ? "2.111" : "2.112";
        if (c.Stands == Stands.WrongPerson) return "4.70";
        if (c.SetAside == "needsLanguage") return "2.333";
        if (c.Returned is not null || c.OurMisses + c.TheirMisses > 0 || c.Rings.Any(r => r.Outcome == "spoke")) return "2.21";
        foreach (var (outcome, code) in Lines)
        {
            if (outcome.Length == 0 && c.NoNumber) return "3.30";
            if (c.Rings.Any(r => r.Outcome == outcome)) return code;
        }
        return "3.11";
    }
}
