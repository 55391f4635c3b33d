using System.Collections.Frozen;

namespace WinLossAgency.Desk.Calls;

/// <summary>What may be said to whoever answers and on voicemail, ready to read: one text file per language. Never the client, never the deal.</summary>
internal sealed record SayLines(string Code, string Language, string Gatekeeper, string Voicemail)
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files =
        new[] { "en", "de", "pt" }.ToFrozenDictionary(code => code, Load);

    /// <summary>In the buyer's language where we have it, else in English.</summary>
    public static SayLines For(string language, bool expected, string name, string me, string agency)
    {
        var code = Files.ContainsKey(language) ? language : "en";
        var lines = Files[code];
        string Fill(string key) => lines[key].Replace("{name}", name).Replace("{first}", name.Split(' ')[0]).Replace("{me}", me).Replace("{agency}", agency);
        return new SayLines(code, lines["language"], Fill(expected ? "gatekeeper" : "gatekeeper-first"), Fill("voicemail"));
    }

    /// <summary>A language as staff read it; one that we have no lines for is named by its code in capitals.</summary>
    public static string NameOf(string language) => Files.TryGetValue(language, out var lines) ? lines["language"] : language switch
    {
        "es" => "Spanish", "fr" => "French", "it" => "Italian", "nl" => "Dutch", "sv" => "Swedish", "da" => "Danish", "pl" => "Polish", _ => language.ToUpperInvariant(),
    };

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(SayLines).Assembly.GetManifestResourceStream($"say.{code}.txt") ?? throw new InvalidOperationException($"say.{code}.txt is not embedded in Desk.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..].Trim());
    }
}
