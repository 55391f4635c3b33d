namespace WinLossAgency.House.Tests.Walls;

/// <summary>House rules that a compiler does not know. The list of exemptions only shrinks.</summary>
public sealed class TidyTests
{
    private const int LinesMax = 300;

    private static readonly string[] LongerThanTheRule = [];

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = Files().Where(f => File.ReadLines(f.FullName).Count() > LinesMax).Select(f => Path.GetRelativePath(HouseMap.Root.FullName, f.FullName));
        Assert.Empty(tooLong.Except(LongerThanTheRule));
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        string[] marks = ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME"];
        Assert.Empty(Files().Where(f => marks.Any(File.ReadAllText(f.FullName).Contains)).Select(f => f.Name));
    }

    [Fact]
    public void Programs_print_only_from_their_first_file()
    {
        var printing = Files().Where(f => f.FullName.Contains("/src/", StringComparison.Ordinal) && f.Name != "Program.cs"
            && File.ReadAllText(f.FullName).Contains("Console.Write", StringComparison.Ordinal)).Select(f => f.Name);
        Assert.Empty(printing);
    }

    private static IEnumerable<FileInfo> Files() => new[] { "src", "tests" }
        .SelectMany(d => new DirectoryInfo(Path.Combine(HouseMap.Root.FullName, d)).EnumerateFiles("*.cs", SearchOption.AllDirectories))
        .Where(f => !f.FullName.Contains("/obj/", StringComparison.Ordinal) && !f.FullName.Contains("/bin/", StringComparison.Ordinal) && !f.FullName.Contains("/node_modules/", StringComparison.Ordinal));
}
