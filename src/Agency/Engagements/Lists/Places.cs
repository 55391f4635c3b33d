using System.Collections.Frozen;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>One country as lists name it. Trunk is what a national number begins with in place of the code; "-" where nothing is.</summary>
internal sealed record Country(string Code, string Language, string Dialling, string Trunk, string Zone, string? Region);

/// <summary>From the words of a list to the place whose clock and calendar rule: country, region, zone, language.</summary>
internal static class Places
{
    private static readonly FrozenDictionary<string, Country> Countries;
    private static readonly FrozenDictionary<string, Country> Names;
    private static readonly FrozenDictionary<(string Country, string Name), Place> Towns;
    private static readonly Country[] ByDialling;

    static Places()
    {
        var (countries, names, towns) = (new Dictionary<string, Country>(), new Dictionary<string, Country>(), new Dictionary<(string, string), Place>());
        foreach (var line in Lines())
        {
            var p = line.Split('|');
            if (p[0] == "C")
            {
                var country = countries[p[1]] = new Country(p[1], p[3], p[4], p[5], p[6], p[7].Length == 0 ? null : p[7]);
                foreach (var name in p[2].Split(';').Append(p[1])) names[Plain.Key(name)] = country;
            }
            else
            {
                foreach (var name in p[4].Split(';').Append(p[2])) towns[(p[1], Plain.Key(name))] = new Place(p[3], p[1], p[2]);
            }
        }
        (Countries, Names, Towns) = (countries.ToFrozenDictionary(), names.ToFrozenDictionary(), towns.ToFrozenDictionary());
        // The longer code first; of two that share one, the bigger country stands later in the alphabet and is preferred.
        ByDialling = [.. countries.Values.OrderByDescending(c => c.Dialling.Length).ThenByDescending(c => c.Code, StringComparer.Ordinal)];
    }

    public static IEnumerable<string> Codes => Countries.Keys.Order(StringComparer.Ordinal);

    public static Country? Named(string words) => words.Length == 0 ? null : Names.GetValueOrDefault(Plain.Key(words));

    public static Country? Dialled(string e164) => ByDialling.FirstOrDefault(c => e164.AsSpan(1).StartsWith(c.Dialling));

    /// <summary>What is spoken where a zone's clock rules, or null where the list knows no country of it.</summary>
    public static string? LanguageOf(string zone) =>
        (Countries.Values.FirstOrDefault(c => c.Zone == zone) ?? (Towns.Values.FirstOrDefault(t => t.Zone == zone) is { } town ? Countries.GetValueOrDefault(town.Country) : null))?.Language;

    /// <summary>The narrowest place that the words tell: the state first, then the town, then the sales region.</summary>
    public static Place Of(Country country, string state, string city, string region) =>
        Told(country, state) ?? Told(country, city) ?? Told(country, region) ?? new Place(country.Zone, country.Code, country.Region);

    private static Place? Told(Country country, string words) => words.Length == 0 ? null : Towns.GetValueOrDefault((country.Code, Plain.Key(words)));

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(Places).Assembly.GetManifestResourceStream("places.txt") ?? throw new InvalidOperationException("places.txt is not embedded in the Agency assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
