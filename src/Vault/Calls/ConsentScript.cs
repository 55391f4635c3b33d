using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Vault.Calls;

/// <summary>What is read out before the first question: one text file per language. Which was read stands in the record of the consent.</summary>
internal sealed class ConsentScript
{
    /// <summary>Rises whenever a word of the files changes.</summary>
    private const int Edition = 1;
    private const string Fallback = "en";

    public static readonly ImmutableArray<string> Languages = [Fallback, "de", "pt"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = Languages.ToFrozenDictionary(code => code, Load);

    private readonly FrozenDictionary<string, string> lines;

    private ConsentScript(string code, string? missing) => (Code, Missing, lines) = (code, missing, Files[code]);

    /// <summary>The language as a page names it to browsers and readers.</summary>
    public string Code { get; }

    /// <summary>The buyer's own language where there are no words in it, in English; null where there are.</summary>
    public string? Missing { get; }

    /// <summary>As it is kept with the consent: "de/1".</summary>
    public string Name => $"{Code}/{Edition}";

    public string Quote => lines["quote"];

    public string Record => lines["record"];

    /// <summary>In the buyer's language where it is known and we have it, else in English.</summary>
    public static ConsentScript For(string language)
    {
        var code = language.Split('-')[0].ToLowerInvariant();
        if (Files.ContainsKey(code)) return new ConsentScript(code, null);
        return new ConsentScript(Fallback, code.Length == 0 ? null : NameOf(code));
    }

    public string MayI(string me, string agency, string? client, int minutes) => lines["may-i"].Replace("{me}", me, StringComparison.Ordinal)
        .Replace("{agency}", agency, StringComparison.Ordinal).Replace("{whom}", client ?? lines["somebody"], StringComparison.Ordinal)
        .Replace("{minutes}", minutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public string Asked(Attribution level) => lines[level.ToString()];

    public static IEnumerable<string> KeysOf(string code) => Files[code].Keys;

    public static string Line(string code, string key) => Files[code][key];

    private static string NameOf(string code) => code switch
    {
        "es" => "Spanish", "fr" => "French", "it" => "Italian", "nl" => "Dutch", "sv" => "Swedish", "da" => "Danish", "pl" => "Polish", _ => code.ToUpperInvariant(),
    };

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(ConsentScript).Assembly.GetManifestResourceStream($"consent.{code}.txt") ?? throw new InvalidOperationException($"consent.{code}.txt is not embedded in Vault.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }
}
