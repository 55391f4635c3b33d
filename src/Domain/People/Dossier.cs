using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Domain.People;

/// <summary>One number a person may be rung on. Id is opaque and is what events name.</summary>
public sealed record PhoneNumber(string Id, string Label, string E164, string From)
{
    /// <summary>A number that several people of a company share; it reaches them and tells nobody apart.</summary>
    public const string Switchboard = "Switchboard";

    /// <summary>Country codes of two digits (ITU-T E.164); 1 and 7 have one, all others three.</summary>
    private static readonly string[] TwoDigits =
        [.. "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".Split(' ')];

    /// <summary>As people read a number: "+351 912 555 018". Groups of three, the last of up to five.</summary>
    public string Grouped()
    {
        var digits = E164.AsSpan(1);
        var code = digits[0] is '1' or '7' ? 1 : TwoDigits.Contains(digits[..Math.Min(2, digits.Length)].ToString()) ? 2 : 3;
        var words = new System.Text.StringBuilder("+").Append(digits[..Math.Min(code, digits.Length)]);
        for (var at = code; at < digits.Length;)
        {
            var take = digits.Length - at <= 5 ? digits.Length - at : 3;
            words.Append(' ').Append(digits.Slice(at, take));
            at += take;
        }
        return words.ToString();
    }
}

/// <summary>
/// What we know of a buyer before the call. It rests encrypted in the people store under the person's own key and
/// never stands in an event, a log or an error.
/// </summary>
public sealed record DossierFile
{
    /// <summary>The field of a correction that adds a number; those known before stay, since histories name them.</summary>
    public const string PhoneField = "phone";

    public required string Name { get; init; }
    public string Role { get; init; } = "";
    public string Company { get; init; } = "";
    public string City { get; init; } = "";
    public ImmutableArray<string> Emails { get; init; } = [];
    public ImmutableArray<PhoneNumber> Phones { get; init; } = [];
    public ImmutableArray<string> Colleagues { get; init; } = [];
    public ImmutableArray<DossierNote> Notes { get; init; } = [];
    public ImmutableArray<DossierCorrection> Corrections { get; init; } = [];

    /// <summary>With one more number, under an id that none has had; null where this is no number or is known already.</summary>
    public DossierFile? WithNumber(string typed, string from)
    {
        var plain = string.Concat(typed.Where(c => char.IsAsciiDigit(c) || c == '+'));
        if (plain.Length is < 8 or > 16 || plain[0] != '+' || plain.LastIndexOf('+') > 0 || Phones.Any(p => p.E164 == plain)) return null;
        var id = Enumerable.Range(Phones.Length + 1, Phones.Length + 1).Select(n => $"n{n}").First(n => Phones.All(p => p.Id != n));
        return this with { Phones = Phones.Add(new PhoneNumber(id, "Phone", plain, from)) };
    }
}

/// <param name="At">When it was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Words">What was written.</param>
/// <param name="Engagement">For whose programme; no other client's ever shows it. Empty on notes from before this was kept, which show nowhere.</param>
public sealed record DossierNote(Instant At, string By, string Words, string Engagement = "")
{
    /// <summary>The command that it says the reason of; sent twice, it stands here once.</summary>
    public string? Of { get; init; }
}

public sealed record DossierCorrection(Instant At, string By, string Field, string Was, string Is);

/// <summary>
/// One row of the client's deal list as the agency keeps it, encrypted in the people store. The client's stated reason
/// is kept apart from it: neither interviewer nor coder sees it until coding is closed.
/// </summary>
public sealed record DealFile
{
    public required string Key { get; init; }
    public string Name { get; init; } = "";
    public string Account { get; init; } = "";
    public string Value { get; init; } = "";
    public string Products { get; init; } = "";
    public string Competitors { get; init; } = "";
    public string Region { get; init; } = "";
    public string Segment { get; init; } = "";
    public string Size { get; init; } = "";
    public LocalDate DecidedOn { get; init; }
}
