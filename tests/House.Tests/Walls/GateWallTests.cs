using System.Text.RegularExpressions;

namespace WinLossAgency.House.Tests.Walls;

/// <summary>Report text is made by the gate and by nothing else: each step on its way is taken in one file only.</summary>
public sealed class GateWallTests
{
    private static readonly (string What, string Only)[] Steps =
    [
        (@"\bnew ReportText\(", "ReportText.cs"), (@"\bnew PassedReport\(", "ReportText.cs"), (@"\bReportText\.Gate\.Pass\(", "ReportGrain.cs"),
        (@"\bReleaseBuilder\.Build\(", "ReportGrain.cs"), (@"\bnew Release\(", "ReleaseBuilder.cs"), (@"\bnew Quotation\(", "ReleaseBuilder.cs"), (@"\.PublishAsync\(", "ReportGrain.cs"),
        (@"\.Said\(\)", "MaskedTranscript.cs"),
    ];

    [Fact]
    public void Nothing_but_the_gate_makes_words_printable() => Assert.Empty(Sources().SelectMany(f => Breaches(f.Name, f.Text)));

    [Theory]
    [InlineData("Shortcut.cs", "await shelf.PublishAsync(client, engagement, release);")]
    [InlineData("ReleaseBuilder.cs", "var text = new ReportText(words);")]
    [InlineData("ReportPage.cs", "return quote.Said();")]
    public void A_planted_shortcut_is_caught(string file, string text) => Assert.Single(Breaches(file, text));

    [Fact]
    public void Each_step_still_stands_in_its_file() =>
        Assert.All(Steps, step => Assert.Contains(Sources(), f => f.Name == step.Only && Regex.IsMatch(f.Text, step.What) || step.What.Contains("new ReportText", StringComparison.Ordinal)));

    private static IEnumerable<string> Breaches(string file, string text) =>
        Steps.Where(step => file != step.Only && Regex.IsMatch(text, step.What)).Select(step => $"{file} holds {step.What}, which only {step.Only} may.");

    private static IEnumerable<(string Name, string Text)> Sources() => new DirectoryInfo(Path.Combine(HouseMap.Root.FullName, "src")).EnumerateFiles("*.*", SearchOption.AllDirectories)
        .Where(f => f.Extension is ".cs" or ".razor" && !f.FullName.Contains("/obj/", StringComparison.Ordinal) && !f.FullName.Contains("/bin/", StringComparison.Ordinal))
        .Select(f => (f.Name, File.ReadAllText(f.FullName)));
}
