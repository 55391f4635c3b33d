using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WinLossAgency.Domain.Calls;

/// <summary>Languages by their two letters (ISO 639-1), as staff records and cards keep them, and as people call them.</summary>
public static class Tongues
{
    public static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["en"] = "English", ["de"] = "German", ["pt"] = "Portuguese", ["es"] = "Spanish", ["fr"] = "French", ["it"] = "Italian", ["nl"] = "Dutch", ["sv"] = "Swedish",
        ["da"] = "Danish", ["no"] = "Norwegian", ["fi"] = "Finnish", ["is"] = "Icelandic", ["pl"] = "Polish", ["cs"] = "Czech", ["sk"] = "Slovak", ["hu"] = "Hungarian",
        ["ro"] = "Romanian", ["bg"] = "Bulgarian", ["el"] = "Greek", ["hr"] = "Croatian", ["sl"] = "Slovene", ["sr"] = "Serbian", ["uk"] = "Ukrainian", ["tr"] = "Turkish",
        ["et"] = "Estonian", ["lv"] = "Latvian", ["lt"] = "Lithuanian", ["he"] = "Hebrew", ["ja"] = "Japanese", ["zh"] = "Chinese", ["ko"] = "Korean", ["ar"] = "Arabic",
    }.ToFrozenDictionary();

    public static string NameOf(string code) => Names.GetValueOrDefault(code, code.ToUpperInvariant());

    /// <summary>Reads codes as a staff record keeps them: two letters each, in order, once; what is no such code is left out.</summary>
    public static ImmutableArray<string> Read(string codes) =>
        [.. codes.ToLowerInvariant().Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Where(c => c.Length == 2 && c.All(char.IsAsciiLetter)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How a staff record keeps them.</summary>
    public static string Write(IEnumerable<string> codes) => string.Join(' ', Read(string.Join(' ', codes)));

    /// <summary>"English, German and Portuguese".</summary>
    public static string Say(string codes) => Read(codes).Select(NameOf).Order(StringComparer.Ordinal).ToArray() switch
    {
        [] => "",
        [var one] => one,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };
}
