using System.Collections.Immutable;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>How a person stands to the interview; decides the words that replace the name.</summary>
public enum Relation { Respondent, Colleague, VendorStaff, Other }

/// <summary>Someone the house knows may be named in the text.</summary>
/// <param name="Name">Full name as written, given name first.</param>
public sealed record KnownPerson(string Name, Relation Relation);

/// <summary>
/// What the house knows about a respondent, as far as it helps to find them in text, and what must stay readable.
/// Every list may be empty; order carries no meaning except that the first company is the respondent's own.
/// </summary>
public sealed record Dossier
{
    public ImmutableArray<KnownPerson> People { get; init; } = [];

    public ImmutableArray<string> Companies { get; init; } = [];

    public ImmutableArray<string> Titles { get; init; } = [];

    public ImmutableArray<string> Emails { get; init; } = [];

    public ImmutableArray<string> Phones { get; init; } = [];

    public ImmutableArray<string> Places { get; init; } = [];

    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>The vendor, its products and its competitors: never masked, whatever else a rule says (DOMAIN 9.5).</summary>
    public ImmutableArray<string> Keep { get; init; } = [];
}
