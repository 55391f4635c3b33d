using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Demo;

/// <summary>What the search of a canary run finds: every breach planted here is one that a careless change could make.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Said = "They spoke of the Blue\r\n heron, between us.";
    private readonly CanaryForms forms = new("blue heron");
    private readonly string folder = Directory.CreateTempSubdirectory("canary-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_is_found_where_nothing_was_said()
    {
        await LayAsync("readout.html", "A blue day, and a grey heron stood by."u8.ToArray());
        await LayAsync("random.bin", [.. Enumerable.Range(0, 400_000).Select(i => (byte)((i * 2654435761L) >> 13))]);
        var place = await new CanarySearch(forms).FolderAsync("shelf", folder);
        Assert.Empty(place.Hits);
        Assert.Equal(2, place.Files);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("upper")]
    [InlineData("address")]
    [InlineData("json")]
    [InlineData("two-bytes-a-letter")]
    [InlineData("base64")]
    [InlineData("hex")]
    [InlineData("gzip")]
    [InlineData("pdf-stream")]
    [InlineData("zip")]
    [InlineData("gzip-in-a-zip")]
    public async Task A_planted_breach_is_found(string form)
    {
        await LayAsync("clean.txt", "nothing here"u8.ToArray());
        await LayAsync("breach.bin", Breach(form));
        Assert.Equal(["breach.bin"], (await new CanarySearch(forms).FolderAsync("shelf", folder)).Hits);
    }

    [Fact]
    public async Task A_name_of_a_file_is_read_too()
    {
        await LayAsync("Blue-Heron 01.vtt", [1]);
        Assert.Single((await new CanarySearch(forms).FolderAsync("vault", folder)).Hits);
    }

    [Fact]
    public async Task A_document_is_found_in_the_log_that_a_database_writes_ahead()
    {
        await using var store = Stores.Embedded(folder, "agency");
        await store.Documents.WriteAsync("note", Encoding.UTF8.GetBytes(Said), null, TestContext.Current.CancellationToken);
        var place = await new CanarySearch(forms).FolderAsync("agency", folder);
        Assert.Contains(place.Hits, hit => hit.EndsWith("-wal", StringComparison.Ordinal));
        var document = (await store.Documents.ReadAsync("note", TestContext.Current.CancellationToken))!.Bytes;
        Assert.Single(new CanarySearch(forms).Memory("documents", [("note", document)]).Hits);
    }

    [Fact]
    public async Task Every_line_of_the_log_is_kept_with_its_values()
    {
        var logs = Path.Combine(folder, "log");
        using (var log = new CanaryLog(logs))
        using (var factory = LoggerFactory.Create(to => to.AddFilter("Quiet", LogLevel.None).AddProvider(log).AddFilter<CanaryLog>(null, LogLevel.Trace)))
            factory.CreateLogger("Quiet.Room").LogTrace("A case of {Whom} waits", "Rita Blue Heron");
        Assert.Single((await new CanarySearch(forms).FolderAsync("logs", logs)).Hits);
    }

    [Fact]
    public void A_phrase_that_chance_could_find_is_refused() => Assert.Contains("9 letters", Assert.Throws<ArgumentException>(() => new CanaryForms("jay")).Message, StringComparison.Ordinal);

    private Task LayAsync(string name, byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, TestContext.Current.CancellationToken);

    private static byte[] Breach(string form) => form switch
    {
        "plain" => Encoding.UTF8.GetBytes(Said),
        "upper" => Encoding.UTF8.GetBytes(Said.ToUpperInvariant()),
        "address" => "GET /find?words=blue%20heron"u8.ToArray(),
        "json" => "{\"words\":\"blue\\u0020heron\"}"u8.ToArray(),
        "two-bytes-a-letter" => Encoding.Unicode.GetBytes("x" + Said),
        "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("It was the blue heron, he said"))),
        "hex" => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes("It was the blue heron, he said"))),
        "gzip" => Packed(Said, to => new GZipStream(to, CompressionLevel.Optimal)),
        "pdf-stream" => [.. "%PDF-1.7\n1 0 obj <</Filter/FlateDecode>> stream\n"u8, .. Packed(Said, to => new ZLibStream(to, CompressionLevel.Optimal)), .. "\nendstream"u8],
        "zip" => Zipped(Encoding.UTF8.GetBytes(Said)),
        "gzip-in-a-zip" => Zipped(Packed(Said, to => new GZipStream(to, CompressionLevel.Fastest))),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No breach is called so."),
    };

    private static byte[] Packed(string words, Func<Stream, Stream> packer)
    {
        using var whole = new MemoryStream();
        using (var to = packer(whole)) to.Write(Encoding.UTF8.GetBytes(words));
        return whole.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var zip = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("sheet.xml").Open())
            entry.Write(content);
        return whole.ToArray();
    }
}
