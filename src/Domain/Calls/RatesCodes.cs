using System.Collections.Immutable;

namespace WinLossAgency.Domain.Calls;

/// <summary>Where a final code counts. NE stands in no denominator but that of e.</summary>
public enum Bucket { I, P, R, NC, O, UH, UO, NE }

/// <summary>One AAPOR final disposition. The label is ours to word; the bucket is fixed.</summary>
public sealed record FinalCode(string Code, string Label, Bucket Bucket);

/// <summary>The final codes in use. Source: AAPOR Standard Definitions, final disposition codes for telephone samples.</summary>
public static class FinalCodes
{
    public static readonly ImmutableArray<FinalCode> All =
    [
        new("1.1", "Complete", Bucket.I),
        new("1.2", "Partial", Bucket.P),
        new("2.10", "Refusal and break-off", Bucket.R),
        new("2.11", "Refusal", Bucket.R),
        new("2.111", "Refusal by a gatekeeper or the company", Bucket.R),
        new("2.112", "Refusal by the known respondent", Bucket.R),
        new("2.12", "Break-off", Bucket.R),
        new("2.20", "Non-contact", Bucket.NC),
        new("2.21", "Respondent never available", Bucket.NC),
        new("2.221", "Answering machine, no message left", Bucket.NC),
        new("2.222", "Answering machine, message left", Bucket.NC),
        new("2.25", "Unavailable during the field period", Bucket.NC),
        new("2.30", "Other, eligible", Bucket.O),
        new("2.31", "Deceased", Bucket.O),
        new("2.32", "Physically or mentally unable", Bucket.O),
        new("2.33", "Language", Bucket.O),
        new("2.331", "Nobody in the household speaks an interview language", Bucket.O),
        new("2.332", "The respondent does not speak an interview language", Bucket.O),
        new("2.333", "No interviewer for the respondent's language", Bucket.O),
        new("2.34", "Inadequate audio", Bucket.O),
        new("2.35", "The place or the activity does not allow it", Bucket.O),
        new("2.36", "Miscellaneous", Bucket.O),
        new("3.10", "Unknown whether there is such a unit", Bucket.UH),
        new("3.11", "Not attempted", Bucket.UH),
        new("3.12", "Always busy", Bucket.UH),
        new("3.13", "No answer", Bucket.UH),
        new("3.14", "Answering machine, unknown whose", Bucket.UH),
        new("3.15", "Call blocked", Bucket.UH),
        new("3.16", "Technical fault of the line", Bucket.UH),
        new("3.20", "Unit found, unknown whether there is an eligible respondent", Bucket.UO),
        new("3.21", "Screening not completed", Bucket.UO),
        new("3.30", "Unknown whether the person is eligible", Bucket.UO),
        new("3.90", "Other, unknown eligibility", Bucket.UO),
        new("4.10", "Out of sample", Bucket.NE),
        new("4.20", "Fax or data line", Bucket.NE),
        new("4.30", "Non-working number", Bucket.NE),
        new("4.31", "Number not working", Bucket.NE),
        new("4.32", "Number disconnected", Bucket.NE),
        new("4.33", "Number temporarily out of service", Bucket.NE),
        new("4.40", "Number changed", Bucket.NE),
        new("4.50", "Not the kind of place sought", Bucket.NE),
        new("4.51", "Business, government office or other organisation", Bucket.NE),
        new("4.52", "Institution", Bucket.NE),
        new("4.53", "Group quarters", Bucket.NE),
        new("4.54", "Person not in the household or company", Bucket.NE),
        new("4.70", "No eligible respondent", Bucket.NE),
        new("4.80", "Quota filled", Bucket.NE),
        new("4.81", "Duplicate", Bucket.NE),
        new("4.90", "Other, not eligible", Bucket.NE),
    ];

    private static readonly ImmutableDictionary<string, FinalCode> ByCode = All.ToImmutableDictionary(code => code.Code);

    public static FinalCode? Find(string code) => ByCode.GetValueOrDefault(code);
}
