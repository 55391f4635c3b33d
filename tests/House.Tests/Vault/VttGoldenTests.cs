using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The expected files of vtt.js: ids, times and words of each cue.</summary>
public sealed class VttGoldenTests
{
    // They follow an older draft. The present W3C text reads a cue that follows the header without a blank line, and one
    // whose time line stands right under a broken one; nothing said may be lost, so we do too.
    private static readonly Dictionary<string, string> Newer = new()
    {
        ["file-layout/header-no-new-line.vtt"] = "|11|13|Test",
        ["integration/id.vtt"] = "1|1|2|This\nRandom|2|3|Is\n12*AS& Over ...|3|4|A\n|4|5|Test\nja88120 aa|6|7|And stuff?",
    };

    [Fact]
    public async Task Every_file_of_vtt_js_reads_as_expected()
    {
        var folder = SharedData.Folder("webvtt", "vttjs");
        var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "MANIFEST.json"), TestContext.Current.CancellationToken));
        var wrong = new List<string>();
        var compared = 0;
        foreach (var entry in manifest.RootElement.EnumerateArray())
        {
            var name = entry.GetProperty("vtt").GetString()!;
            var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, entry.GetProperty("expected").GetString()!), TestContext.Current.CancellationToken));
            var cues = expected.RootElement.ValueKind == JsonValueKind.Array ? expected.RootElement : expected.RootElement.GetProperty("cues");
            var wanted = Newer.GetValueOrDefault(name) ?? string.Join('\n', cues.EnumerateArray().Select(Wanted));
            var got = Got(await Transcribing.Reading(await File.ReadAllBytesAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken), name));
            compared++;
            if (wanted != got) wrong.Add($"{name}\n  wanted {wanted.ReplaceLineEndings(" / ")}\n  got    {got.ReplaceLineEndings(" / ")}");
        }
        Assert.Equal(81, compared);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Wanted(JsonElement cue) =>
        $"{cue.GetProperty("id").GetString()}|{cue.GetProperty("startTime").GetDouble()}|{cue.GetProperty("endTime").GetDouble()}|{Words(cue.GetProperty("text").GetString()!)}";

    private static string Got(Reading reading)
    {
        if (reading is not Reading.Read { Transcript: var read }) return "";
        var cues = new List<string>();
        foreach (var cue in read.Cues)
        {
            if (cue.Continues) cues[^1] += " " + OneSpaced(cue.Words.Say());
            else cues.Add($"{cue.Id.Say()}|{cue.Start!.Value.TotalSeconds}|{cue.End!.Value.TotalSeconds}|{OneSpaced(cue.Words.Say())}");
        }
        return string.Join('\n', cues);
    }

    /// <summary>The expected text still has its tags and entities.</summary>
    private static string Words(string raw) => OneSpaced(WebUtility.HtmlDecode(Regex.Replace(raw, "<[^>]*>", "")));

    private static string OneSpaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
