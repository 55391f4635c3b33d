using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WinLossAgency.Vault.Themes;

/// <summary>What a buyer reads where they are asked about a point of theirs: one text file per language.</summary>
internal sealed class PointWords
{
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = Languages.ToFrozenDictionary(code => code, Load);

    private PointWords(string code) => Code = code;

    public string Code { get; }

    public string this[string key] => Files[Code][key];

    public static PointWords For(string language) => new(Files.ContainsKey(language.Split('-')[0].ToLowerInvariant()) ? language.Split('-')[0].ToLowerInvariant() : "en");

    public static IEnumerable<string> KeysOf(string language) => Files[language].Keys;

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(PointWords).Assembly.GetManifestResourceStream($"points.{code}.txt") ?? throw new InvalidOperationException($"points.{code}.txt is not embedded in Vault.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }
}
