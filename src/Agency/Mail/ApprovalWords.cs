using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.Agency.Mail;

/// <summary>What a buyer is written about their passages, in their own language where we have it: one text file per language.</summary>
internal static class ApprovalWords
{
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = Languages.ToFrozenDictionary(code => code, Load);

    public static (string Subject, string Body) Ask(string language, string name, string agency, string link, Instant until, DateTimeZone zone)
    {
        var lines = For(language);
        var when = WrittenTime.Say(lines, until, zone);
        return (lines["ask-subject"], Letter(lines, name, agency, lines["ask"].Replace("{until}", when, StringComparison.Ordinal).Replace("{link}", link, StringComparison.Ordinal)));
    }

    public static (string Subject, string Body) Code(string language, string name, string agency, string code)
    {
        var lines = For(language);
        return (lines["code-subject"].Replace("{code}", code, StringComparison.Ordinal), Letter(lines, name, agency, lines["code"].Replace("{code}", code, StringComparison.Ordinal)));
    }

    public static IEnumerable<string> KeysOf(string language) => Files[language].Keys;

    private static string Letter(FrozenDictionary<string, string> lines, string name, string agency, string body) =>
        $"{lines["hello"].Replace("{name}", name, StringComparison.Ordinal)}\n\n{body}\n\n{lines["end"].Replace("{agency}", agency, StringComparison.Ordinal)}";

    private static FrozenDictionary<string, string> For(string language) => Files.GetValueOrDefault(language.Split('-')[0].ToLowerInvariant()) ?? Files["en"];

    private static FrozenDictionary<string, string> Load(string code)
    {
        using var stream = typeof(ApprovalWords).Assembly.GetManifestResourceStream($"approval.{code}.txt") ?? throw new InvalidOperationException($"approval.{code}.txt is not embedded in Agency.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }
}
