using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace WinLossAgency.Domain.Interviews;

/// <summary>Whose agreement a recording needs.</summary>
public enum RecordingRule { OneParty, AllParties }

/// <summary>The rule that holds for a call, the place whose rule it is, and the version of the table that says so.</summary>
public sealed record Ruling(RecordingRule Rule, string Place, string Table);

/// <summary>
/// Which place's rule of recording holds between two ends: the stricter (DOMAIN §7). The agency always asks; the ruling is
/// kept as evidence. A place that the table does not know, or a state that nobody told us, is held to the strictest.
/// </summary>
public static class Jurisdictions
{
    private const string VersionLine = "version";
    private static readonly FrozenDictionary<string, string> Lines = Load();
    private static readonly FrozenDictionary<string, string> CountryOf = (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .GroupBy(l => l.ZoneId).ToFrozenDictionary(g => g.Key, g => g.First().CountryCode);

    /// <summary>Rises whenever a line of the table changes.</summary>
    public static string Version => Lines[VersionLine];

    public static RecordingRule RuleOf(string country, string? state) =>
        ((state is null ? null : Lines.GetValueOrDefault($"{country}/{state}")) ?? Lines.GetValueOrDefault(country)) == "one" ? RecordingRule.OneParty : RecordingRule.AllParties;

    /// <summary>Of the buyer's place and of the place from which we ring, of which only the clock is known.</summary>
    public static Ruling Strictest(Place theirs, string ourZone)
    {
        var (their, our) = (RuleOf(theirs.Country, theirs.Region), CountryOf.GetValueOrDefault(ourZone) is { } country ? RuleOf(country, null) : RecordingRule.AllParties);
        var name = theirs.Region is { } region && Lines.ContainsKey($"{theirs.Country}/{region}") ? $"{theirs.Country}/{region}" : theirs.Country;
        return our > their ? new Ruling(our, CountryOf.GetValueOrDefault(ourZone, ourZone), Version) : new Ruling(their, name, Version);
    }

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(Jurisdictions).Assembly.GetManifestResourceStream("jurisdictions.txt")
            ?? throw new InvalidOperationException("jurisdictions.txt is not embedded in the Domain assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')
            .Select(l => l.Split('|')).ToFrozenDictionary(l => l[0], l => l[1]);
    }
}
