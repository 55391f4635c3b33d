namespace WinLossAgency.Vault.Candid;

/// <summary>
/// Why candid words are shown: to a step of the intake, which shows them to nobody, or to a person whose
/// opening already stands in the access log under a number.
/// </summary>
internal sealed record Opening
{
    private Opening(string what, string? who, string? why, long? logged) => (What, Who, Why, Logged) = (what, who, why, logged);

    public string What { get; }

    public string? Who { get; }

    public string? Why { get; }

    /// <summary>The number of this opening's leaf in the access log; none for a step of the intake.</summary>
    public long? Logged { get; }

    public static Opening ByStep(string step) => new(step, null, null, null);

    public static Opening ByPerson(string who, string what, string why, long logged) => new(what, who, why, logged);
}
