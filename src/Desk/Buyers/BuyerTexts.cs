using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Desk.Buyers;

/// <summary>What a buyer reads on our pages: one text file per language, English where we have none of theirs.</summary>
public sealed class BuyerTexts
{
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = Languages.ToFrozenDictionary(code => code, Load);

    private readonly FrozenDictionary<string, string> lines;

    private BuyerTexts(string code) => (Code, lines) = (code, Files[code]);

    public string Code { get; }

    public string this[string key] => lines[key];

    /// <summary>A line with its blanks filled in order: "name", "Ana", "until", "…".</summary>
    public string Say(string key, params ReadOnlySpan<string> filled)
    {
        var line = lines[key];
        for (var at = 0; at + 1 < filled.Length; at += 2) line = line.Replace("{" + filled[at] + "}", filled[at + 1], StringComparison.Ordinal);
        return line;
    }

    /// <summary>A moment with its place, as people of this language write it.</summary>
    public string When(Instant at, string zone) => WrittenTime.Say(lines, at, DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc);

    /// <summary>A day as people of this language write it, without its year: it is one of the next.</summary>
    public string Day(LocalDate day) => Say("day", "day", lines["days"].Split(' ')[(int)day.DayOfWeek - 1], "date", day.Day.ToString(System.Globalization.CultureInfo.InvariantCulture), "month", lines["months"].Split(' ')[day.Month - 1]);

    public static BuyerTexts For(string language)
    {
        var code = language.Split('-')[0].ToLowerInvariant();
        return new BuyerTexts(Files.ContainsKey(code) ? code : "en");
    }

    internal static IEnumerable<string> KeysOf(string language) => Files[language].Keys;

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(BuyerTexts).Assembly.GetManifestResourceStream($"buyer.{code}.txt") ?? throw new InvalidOperationException($"buyer.{code}.txt is not embedded in Desk.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }
}
