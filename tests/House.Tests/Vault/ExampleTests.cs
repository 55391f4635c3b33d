using System.Text.Json;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The example that every fresh agency is shown with: its files are read, its voices known, its asides found where they stand.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Every_aside_of_the_example_stands_once_in_its_transcript_and_every_voice_is_known()
    {
        var folder = Folder();
        using var cases = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "cases.json"), TestContext.Current.CancellationToken));
        var (asides, problems) = (0, new List<string>());
        foreach (var one in cases.RootElement.EnumerateArray().Where(one => one.TryGetProperty("transcript", out var file) && file.ValueKind == JsonValueKind.String))
        {
            var name = one.GetProperty("transcript").GetString()!;
            var transcript = TurnedTranscript.From(await Transcribing.Read(await File.ReadAllBytesAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken), Path.GetFileName(name)));
            var known = one.GetProperty("speakers").EnumerateObject().Select(speaker => speaker.Name).ToHashSet();
            problems.AddRange(transcript.Voices.Where(voice => transcript.Voices.Length != known.Count || known.Count > 1 && !known.Contains(voice.Name.Say())).Select(voice => $"{name}: voice {voice.Number}"));
            foreach (var aside in one.GetProperty("asides").EnumerateArray())
            {
                asides++;
                var words = aside.GetProperty("words");
                var text = words.ValueKind == JsonValueKind.Array ? string.Join(' ', words.EnumerateArray().Select(part => part.GetString())) : words.GetString()!;
                if (ExactWords.Find(transcript, text) is { Length: not 1 } found) problems.Add($"{name}: aside {asides} stands {found.Length} times");
            }
        }
        Assert.Empty(problems);
        Assert.True(asides >= 50, $"Only {asides} asides were looked at.");
    }

    [Fact]
    public void Words_are_found_over_a_change_of_turn()
    {
        var transcript = new TurnedTranscript([new(0, null), new(1, null)],
            [new(0, 0, [new(0, 9, null, null)], CandidText.Of("one two. ")), new(1, 1, [new(0, 10, null, null)], CandidText.Of("three four"))]);
        Assert.Equal([new Span(new(1, 0), new(1, 5))], ExactWords.Find(transcript, " three "));
        var joined = transcript with { Turns = [transcript.Turns[0] with { Words = CandidText.Of("one two.") }, transcript.Turns[1]] };
        Assert.Equal([new Span(new(0, 4), new(1, 5))], ExactWords.Find(joined, "two.\nthree"));
        Assert.Empty(ExactWords.Find(joined, "  "));
    }

    private static string Folder()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here!.FullName, "WinLossAgency.sln"))) here = here.Parent;
        return Path.Combine(here.FullName, "infra", "example");
    }
}
