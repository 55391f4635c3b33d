using System.Diagnostics;
using System.Text.RegularExpressions;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.Bench.Programs;

/// <summary>
/// One more report of the demo's engagement of forty interviews, written like its last one, proposed by one analyst and
/// approved by another: from the approval until every file lies on the shelf.
/// </summary>
internal static partial class ReleaseBench
{
    private const string Client = "caldervoss";
    private const string Study = "retention";
    private const int Last = 2;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(2);

    /// <summary>On which reasons the findings of the last report rest, in its order; a release no longer tells.</summary>
    private static readonly string[] Reasons = ["rate-changes", "data-out", "upgrades", "account-person", "support", "training"];

    public static async Task RunAsync(Uri desk, string data)
    {
        var shelf = Path.Combine(data, "shelf");
        var report = $"/reports/{Client}/{Study}/r-{Last + 1}";
        var last = ReleaseJson.Read(await File.ReadAllBytesAsync(Path.Combine(shelf, ShelfPaths.File(Client, Study, Last, ShelfPaths.ReleaseJson)))) ?? throw new InvalidOperationException("The demo has no second release.");
        using var writer = await Visitor.SignInAsync(desk, "priya");
        using var second = await Visitor.SignInAsync(desk, "tom");
        await WriteAsync(writer, report, last);
        await writer.SendAsync(report, $"{report}/proposal", ("command", "bench/propose"));
        string Laid(string name) => Path.Combine(shelf, ShelfPaths.File(Client, Study, Last + 1, name));
        // An approval names the page that was read.
        var seen = Seen().Match(await second.ReadAsync(report)).Groups["seen"].Value;
        var clock = Stopwatch.StartNew();
        var page = await second.SendAsync(report, $"{report}/approval", ("command", "bench/approve"), ("seen", seen));
        var approved = clock.Elapsed.TotalSeconds;
        var read = await UntilAsync(Laid(ShelfPaths.Manifest), clock, page);
        var whole = await UntilAsync(Path.Combine(shelf, ShelfPaths.LateManifest(Client, Study, Last + 1, ShelfPaths.ReadoutPdf)), clock, page);
        Line.Print("release", new
        {
            interviews = last.Base, findings = last.Findings.Length, pdfBytes = new FileInfo(Laid(ShelfPaths.ReadoutPdf)).Length,
            approvedSeconds = Math.Round(approved, 3), readableSeconds = read, allFilesSeconds = whole,
        });
    }

    private static async Task WriteAsync(Visitor writer, string report, Release last)
    {
        await writer.SendAsync(report, $"{report}/opening", ("title", last.Title), ("period", last.Period), ("answer", last.Answer), ("surprise", last.Surprise ?? ""), ("keep", last.Keep ?? ""));
        await writer.SendAsync(report, $"{report}/strengths", [.. last.Strengths.SelectMany(s => new[] { ("name", s.Name), ("words", s.Words) })]);
        foreach (var (finding, n) in last.Findings.Select((f, n) => (f, n)))
        {
            await writer.SendAsync(report, $"{report}/findings", ("claim", finding.Claim));
            await writer.SendAsync(report, $"{report}/findings/{n}",
            [
                ("was", finding.Claim), ("claim", finding.Claim), ("context", finding.Context), ("for", finding.For), ("against", finding.Against), ("firmness", $"{finding.Firmness}"),
                ("also", finding.WeAlsoHeard ? "true" : ""), ("reasons", $"{Reasons[n]}|Against|{nameof(Side.WentElsewhere)}"),
                .. finding.Steps.SelectMany(s => new[] { ("what", s.What), ("who", s.Who), ("by", ""), ("sign", s.Sign) }),
            ]);
        }
    }

    private static async Task<double> UntilAsync(string file, Stopwatch clock, string page)
    {
        while (!File.Exists(file))
        {
            if (clock.Elapsed > WaitMax) throw new InvalidOperationException($"{Path.GetFileName(file)} did not come within {WaitMax.TotalMinutes:0} minutes. The page said:\n{page}");
            await Task.Delay(LookEvery);
        }
        return Math.Round(clock.Elapsed.TotalSeconds, 3);
    }

    [GeneratedRegex("name=\"seen\"[^>]*value=\"(?<seen>[^\"]+)\"")]
    private static partial Regex Seen();
}
