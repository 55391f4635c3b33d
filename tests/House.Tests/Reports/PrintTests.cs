using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using WinLossAgency.Agency.Reports;
using Xunit;

namespace WinLossAgency.House.Tests.Reports;

public sealed class PrintTests
{
    private static readonly LocalDate Day = new(2026, 11, 18);

    [Fact]
    public void The_dates_of_a_print_become_the_day_of_the_release_and_nothing_moves()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF /CreationDate (D:20261121211630+00'00') /ModDate (D:20261121211630-05'30') /ID [<AB01> <CD02>] end");
        var stamped = PdfStamp.Fix(pdf, Day);
        Assert.Equal("%PDF /CreationDate (D:20261118000000+00'00') /ModDate (D:20261118000000+00'00') /ID [<0000> <0000>] end", Encoding.ASCII.GetString(stamped));
    }

    /// <summary>Chromium numbers the nodes of a page as it goes; a busy machine now and then gives one more away before the first table.</summary>
    [Fact]
    public void Elements_are_numbered_by_their_order_and_not_by_what_Chromium_had_used_up()
    {
        static string Printed(params int[] nodes) => Encoding.ASCII.GetString(PdfStamp.Fix(Encoding.ASCII.GetBytes(
            "%PDF /CreationDate (D:20261121211630Z) /ModDate (D:20261121211630Z) " + string.Concat(nodes.Select(n => $"/ID (node{n:00000000})>> ")) + $"/Names [(node{nodes.Min():00000000}) 1 0 R]"), Day));
        Assert.Equal(Printed(99, 120, 101), Printed(100, 121, 102));
        Assert.Contains("/ID (node00000001)>> /ID (node00000003)>> /ID (node00000002)>> /Names [(node00000001) 1 0 R]", Printed(100, 121, 102), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_its_dates_is_refused() => Assert.Throws<InvalidDataException>(() => PdfStamp.Fix("%PDF"u8.ToArray(), Day));

    [Fact]
    public async Task Two_prints_of_one_release_are_the_same_bytes_and_hold_its_pages()
    {
        var printer = Printer();
        if (printer.Executable is null) Assert.Skip("No Chromium is here");
        var html = ReadoutHtml.Write(SampleRelease.Long());
        var first = await printer.PrintAsync(html, Day, "one", TestContext.Current.CancellationToken);
        var second = await printer.PrintAsync(html, Day, "two", TestContext.Current.CancellationToken);
        Assert.Equal(first, second);
        var text = Encoding.Latin1.GetString(first!);
        Assert.Equal(ReadoutHtml.Pages(SampleRelease.Long()), Regex.Count(text, "/Type /Page\\b"));
        Assert.Contains("/StructTreeRoot", text);
        Assert.DoesNotContain(AppContext.BaseDirectory, text);
        Assert.Empty(Directory.EnumerateDirectories(Folder()));
    }

    [Fact]
    public async Task Without_Chromium_the_print_is_owed() =>
        Assert.Null(await new ChromiumPrinter(new PrinterOptions(Folder()) { Executable = "/nowhere/chromium" }, TimeProvider.System).PrintAsync([], Day, "none", TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_browser_that_fails_says_with_which_code()
    {
        if (!File.Exists("/bin/false")) Assert.Skip("/bin/false is not here");
        var printer = new ChromiumPrinter(new PrinterOptions(Folder()) { Executable = "/bin/false" }, TimeProvider.System);
        var failed = await Assert.ThrowsAsync<PrintFailedException>(() => printer.PrintAsync([], Day, "false", TestContext.Current.CancellationToken));
        Assert.Contains("code 1", failed.Message);
    }

    // A browser starts slowly on a busy machine, and these tests are not about how long it takes.
    private static ChromiumPrinter Printer() => new(new PrinterOptions(Folder()) { PrintTimeMax = TimeSpan.FromMinutes(5) }, TimeProvider.System);

    private static string Folder() => Prints.Value;

    private static readonly Lazy<string> Prints = new(() => Directory.CreateTempSubdirectory("prints-").FullName);
}
