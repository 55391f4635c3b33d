using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WinLossAgency.Desk.Demo;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>The last look of a run: nothing that was said in a candid place by any test before stands where a client, an operator or a store of ours would show it.</summary>
public sealed class WallTests(Programs programs)
{
    private const int PagesMax = 60;
    private static readonly string[] Stores = ["agency/agency", "agency/people", "agency/transcripts", "agency/vault", "agency/shelf", "agency/inbox", "agency/portal", "tmp", Programs.Traces];
    /// <summary>Whatever hands traces, figures or logs on to another place comes in assemblies of such a name.</summary>
    private static readonly string[] Exporters = ["OpenTelemetry", "ApplicationInsights", "Prometheus", "Serilog", "NLog", "Datadog", "Sentry", "NewRelic", "Microsoft.Extensions.Diagnostics.ResourceMonitoring"];
    /// <summary>What stands in a program's traces once it has answered anybody, so that an empty trace is no proof.</summary>
    private static readonly string[] ToldByTraces = ["Microsoft.AspNetCore.Hosting.HttpRequestIn", "http.server.request.duration", "Microsoft.AspNetCore.Routing"];

    [Fact]
    public async Task A_point_is_proposed_and_its_words_stay_in_the_vault()
    {
        await using var window = await programs.AsAsync(programs.Desk, "Priya");
        var page = window.Page;
        await window.GoAsync("/themes/northwind/q4");
        await window.ShowAsync("points-proposed");
        await page.Locator("[name=label]").FillAsync($"Ties weighed like a {programs.Marks.In("a proposed point in its words")}");
        await page.Locator("[name=reason]").FillAsync($"They ought to hear of the {programs.Marks.In("why a point is proposed")}");
        await page.Locator("[name=theme]").First.SelectOptionAsync("personal-ties");
        await page.Locator("form", new() { Has = page.Locator("[name=label]") }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Ties weighed like a");
        Assert.Empty(await window.SettledAsync());
    }

    /// <summary>Named so that it is the last of the last class: whatever was said by then is looked for.</summary>
    [Fact]
    public async Task Z_No_mark_that_was_said_in_confidence_is_found_outside()
    {
        Assert.SkipWhen(programs.Missing is not null, programs.Missing ?? "");
        var marks = programs.Marks.Planted;
        Assert.SkipWhen(marks.Count == 0, "No other test was run before this one, so nothing was said.");
        var search = new CanarySearch(new CanaryForms(Marks.Stem));
        var places = new List<CanaryPlace>();
        foreach (var store in Stores) places.Add(await search.FolderAsync(store, Path.Combine(programs.Data, store)));
        Listened();
        places.Add(await search.FolderAsync("whatever else lies there", programs.Data, path => !Stores.Any(store => path.StartsWith(store + "/", StringComparison.Ordinal))));
        places.Add(search.Memory("logs of both programs, crash texts among them", [.. programs.Heard.Select((line, n) => ($"line {n}", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)))]));
        foreach (var person in new[] { "Owen", "Lena" }) places.Add(search.Memory($"what {person} is answered by Portal, with headers", await AnswersAsync(person)));
        places.Add(await MailsAsync(marks));
        TestContext.Current.TestOutputHelper?.WriteLine($"{marks.Count} marks were said: {string.Join("; ", marks.Select(m => m.Place))}.");
        foreach (var place in places) TestContext.Current.TestOutputHelper?.WriteLine($"{place.Name}: {place.Files} searched, {place.Streams} unpacked, {place.Hits.Length} found {string.Join(", ", place.Hits.Take(5))}");
        Assert.True(places.Sum(p => p.Files) > 100, "Too little was there to be searched.");
        Assert.All(places, place => Assert.Empty(place.Hits));
    }

    /// <summary>Every mail that went out, to buyers, clients and the auditor: a letter calls its reader by name, and holds no other word that was said in confidence.</summary>
    private async Task<CanaryPlace> MailsAsync(IReadOnlyList<(string Place, string Word, bool InMails)> marks)
    {
        await using var window = await programs.AsAsync(programs.Desk, "Maya");
        await window.GoAsync("/mailbox");
        var mails = await window.Page.Locator("article").AllTextContentsAsync();
        Assert.NotEmpty(mails);
        string[] found = [.. mails.SelectMany(mail => marks.Where(m => !m.InMails && mail.Contains(m.Word, StringComparison.OrdinalIgnoreCase))).Select(m => m.Place).Distinct()];
        return new CanaryPlace("mails, beyond whom they are to", mails.Count, 0, [.. found]);
    }

    /// <summary>No program carries anything that would send its traces and figures away, and what its runtime tells a listener was written down while it worked.</summary>
    private void Listened()
    {
        foreach (var program in new[] { "desk", "portal" })
        {
            var carried = Directory.EnumerateFiles(Path.Combine(Programs.Root, "var", "publish", program), "*.dll").Select(Path.GetFileName);
            Assert.DoesNotContain(carried, file => Exporters.Any(name => file!.Contains(name, StringComparison.OrdinalIgnoreCase)));
            using var trace = new FileStream(Path.Combine(programs.Data, Programs.Traces, $"{program}.nettrace"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var read = new MemoryStream();
            trace.CopyTo(read);
            Assert.All(ToldByTraces, told => Assert.True(read.GetBuffer().AsSpan(0, (int)read.Length).IndexOf(Encoding.Unicode.GetBytes(told)) >= 0, $"{program}'s traces hold no {told}, so nobody listened."));
        }
    }

    [Theory]
    [InlineData("in a file's name")]
    [InlineData("in two bytes a letter")]
    [InlineData("in a workbook")]
    [InlineData("gzipped")]
    [InlineData("parted and in capitals")]
    public async Task A_planted_breach_is_found(string how)
    {
        var mark = new Marks().In("anywhere");
        var folder = Directory.CreateTempSubdirectory("breach-").FullName;
        try
        {
            var search = new CanarySearch(new CanaryForms(Marks.Stem));
            await File.WriteAllTextAsync(Path.Combine(folder, "sound.txt"), "Nothing is said here.", TestContext.Current.CancellationToken);
            Assert.Empty((await search.FolderAsync("sound", folder)).Hits);
            await File.WriteAllBytesAsync(Path.Combine(folder, how == "in a file's name" ? $"{mark}.txt" : "told.bin"), how switch
            {
                "in two bytes a letter" => Encoding.Unicode.GetBytes($"of {mark} they"),
                "in a workbook" => Workbook($"of {mark} they"),
                "gzipped" => Gzipped($"of {mark} they"),
                "parted and in capitals" => Encoding.UTF8.GetBytes($"of {mark[..5].ToUpperInvariant()}-{mark[5..].ToUpperInvariant()} they"),
                _ => "nothing"u8.ToArray(),
            }, TestContext.Current.CancellationToken);
            Assert.Single((await search.FolderAsync("told", folder)).Hits);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every page and file that this person can reach by links, as it comes over the wire.</summary>
    private async Task<List<(string, ReadOnlyMemory<byte>)>> AnswersAsync(string person)
    {
        await using var window = await programs.AsAsync(programs.Portal, person);
        var answers = new List<(string, ReadOnlyMemory<byte>)>();
        var waiting = new Queue<string>([new Uri(window.Page.Url).AbsolutePath]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var path) && seen.Count < PagesMax)
        {
            if (!seen.Add(path) || path.StartsWith("/sign", StringComparison.Ordinal)) continue;
            var answer = await window.Page.Context.APIRequest.GetAsync(new Uri(programs.Portal, path).ToString());
            var body = await answer.BodyAsync();
            answers.Add(($"{path}: headers", Encoding.UTF8.GetBytes(string.Join('\n', answer.HeadersArray.Select(h => $"{h.Name}: {h.Value}")))));
            answers.Add((path, body));
            if (answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal))
                foreach (Match link in Regex.Matches(Encoding.UTF8.GetString(body), "href=\"(/[^\"#]*)\"")) waiting.Enqueue(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));
        }
        Assert.True(answers.Count > 6, $"{person} reaches too little to be searched.");
        return answers;
    }

    private static byte[] Workbook(string words)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var sheet = zip.CreateEntry("xl/sharedStrings.xml").Open()) sheet.Write(Encoding.UTF8.GetBytes($"<si><t>{words}</t></si>"));
        return file.ToArray();
    }

    private static byte[] Gzipped(string words)
    {
        using var file = new MemoryStream();
        using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) packed.Write(Encoding.UTF8.GetBytes(words));
        return file.ToArray();
    }
}
