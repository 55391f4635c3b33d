using System.Collections.Frozen;
using NodaTime;
using NodaTime.Text;

namespace WinLossAgency.Domain.Calls;

/// <summary>
/// Public holidays by country (ISO 3166-1 alpha-2) and region (the part of ISO 3166-2 after the hyphen: "BY", "SCT", "CA").
/// Whole local days; a half holiday counts as whole. With no region, or one unknown, the days of the whole country hold.
/// Years 2024 to 2030, from holidays.txt (source and licence in NOTICE).
/// </summary>
public static class Holidays
{
    public const int FirstYear = 2024;
    public const int LastYear = 2030;

    private static readonly FrozenDictionary<(string Country, LocalDate Day), Kept[]> ByDay = Load();
    private static readonly FrozenSet<string> Countries = ByDay.Keys.Select(key => key.Country).ToFrozenSet();

    /// <summary>False where the list has nothing to say; Hours then knows weekdays only.</summary>
    public static bool Covers(string country, int year) => Countries.Contains(country) && year is >= FirstYear and <= LastYear;

    /// <summary>The holiday's name, or null on a day that is none.</summary>
    public static string? On(LocalDate day, string country, string? region) =>
        ByDay.TryGetValue((country, day), out var kept) ? kept.FirstOrDefault(one => one.In(region))?.Name : null;

    private static FrozenDictionary<(string, LocalDate), Kept[]> Load()
    {
        using var stream = typeof(Holidays).Assembly.GetManifestResourceStream("holidays.txt")
            ?? throw new InvalidOperationException("holidays.txt is not embedded in the Domain assembly.");
        using var reader = new StreamReader(stream);
        var pattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
        var found = new List<((string, LocalDate) Key, Kept Kept)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var parts = line.Split('|');
            var regions = parts[1].Split(',');
            var kept = new Kept(parts[2], regions.Contains("*"), regions.Where(r => r[0] != '-' && r != "*").ToFrozenSet(), regions.Where(r => r[0] == '-').Select(r => r[1..]).ToFrozenSet());
            foreach (var day in parts[3].Split(' ')) found.Add(((parts[0], pattern.Parse(day).Value), kept));
        }
        return found.GroupBy(one => one.Key).ToFrozenDictionary(group => group.Key, group => group.Select(one => one.Kept).ToArray());
    }

    private sealed record Kept(string Name, bool Everywhere, FrozenSet<string> Only, FrozenSet<string> But)
    {
        public bool In(string? region) => region is null ? Everywhere : Only.Contains(region) || (Everywhere && !But.Contains(region));
    }
}
