using System.Text.Json;
using WinLossAgency.Disclosure.Leaks;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

/// <summary>What must never slip through, over the development files.</summary>
public sealed class SharedLeakFacts
{
    private static readonly string[] NeverMissed = ["verbatim", "cleaned", "obfuscated", "fragment8", "fragment"];

    [Fact]
    public void Plain_copies_of_the_shared_asides_never_pass()
    {
        var folder = Folder();
        if (folder is null) Assert.Skip("../shared is not here");
        var index = new LeakIndex(Lines(folder, "leak_corpus_asides.jsonl").Select(l => new Aside(Text(l, "id"), Text(l, "text"))));
        var missed = Lines(folder, "leak_corpus_report.jsonl").Where(l => NeverMissed.Contains(Text(l, "class")) && !index.Check(Text(l, "text")).Blocks).Select(l => Text(l, "id"));
        Assert.Empty(missed);
    }

    [Fact]
    public void Plain_copies_never_pass_where_there_is_but_one_aside()
    {
        var folder = Folder();
        if (folder is null) Assert.Skip("../shared is not here");
        var missed = Lines(folder, "leak_qmsum_pairs.jsonl")
            .Where(l => NeverMissed.Contains(Text(l, "class")) && !new LeakIndex([new Aside("a", Text(l, "aside"))]).Check(Text(l, "report")).Blocks).Select(l => Text(l, "id"));
        Assert.Empty(missed);
    }

    [Fact]
    public void Nine_leaks_in_ten_are_found_with_one_false_alarm_in_a_hundred()
    {
        var folder = Folder();
        if (folder is null) Assert.Skip("../shared is not here");
        var index = new LeakIndex(Lines(folder, "leak_corpus_asides.jsonl").Select(l => new Aside(Text(l, "id"), Text(l, "text"))));
        var blocked = Lines(folder, "leak_corpus_report.jsonl").ToLookup(l => Text(l, "label"), l => index.Check(Text(l, "text")).Blocks);
        Assert.True(blocked["leak"].Count(b => b) >= 0.9 * blocked["leak"].Count(), $"{blocked["leak"].Count(b => b)} of {blocked["leak"].Count()} found");
        Assert.True(blocked["clean"].Count(b => b) <= 0.01 * blocked["clean"].Count(), $"{blocked["clean"].Count(b => b)} of {blocked["clean"].Count()} false");
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "";

    private static string? Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "WinLossAgency.sln"))) root = root.Parent;
        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "data", "anonymization");
        return Directory.Exists(folder) ? folder : null;
    }
}
