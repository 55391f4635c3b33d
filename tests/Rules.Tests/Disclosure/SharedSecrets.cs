using System.Text.Json;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>
/// Secrets that twelve buyers each told in their own words, how a report might tell them again (and whose words it follows), and what a report
/// may say of the same topic. Three of them were looked at while the comparison was set; the others were written afterwards and held out.
/// </summary>
internal sealed record SharedSecret(string Split, string Secret, string[] Said, SharedSecret.Retelling[] Told, string[] Clean)
{
    internal sealed record Retelling(int Of, string Text);
}

internal static class SharedSecrets
{
    private static readonly string[] Lines = Read();

    /// <summary>What else was said in confidence, each once.</summary>
    public static string[] Ambient { get; } = JsonDocument.Parse(Lines[0]).RootElement.GetProperty("ambient").Deserialize<string[]>()!;

    public static SharedSecret[] All { get; } = [.. Lines.Skip(1).Select(line => JsonSerializer.Deserialize<SharedSecret>(line, JsonSerializerOptions.Web)!)];

    private static string[] Read()
    {
        using var stream = typeof(SharedSecrets).Assembly.GetManifestResourceStream("shared-secrets.jsonl")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
