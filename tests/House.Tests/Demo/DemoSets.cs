using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NodaTime;
using WinLossAgency.Desk.Demo;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.House.Tests.Walls;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.House.Tests.Demo;

/// <summary>The demonstration's engagements and short ways to look into them.</summary>
internal static partial class DemoSets
{
    public static readonly GeneratedSet Calder = GeneratedEngagement.Make();
    public static readonly GeneratedSet Meridian = StageSamples.Make();
    public static readonly ImmutableArray<ExampleCase> Northwind = new ExampleFiles(Path.Combine(HouseMap.Root.FullName, "infra", "example")).Cases();

    public static ImmutableArray<ExampleCase> All => [.. Northwind, .. Calder.Cases, .. Meridian.Cases];

    public static IEnumerable<(GeneratedSet Set, ExampleCase Case)> Talks =>
        new[] { Calder, Meridian }.SelectMany(set => set.Cases.Where(c => c.Transcript is not null).Select(c => (set, c)));

    public static async Task<TurnedTranscript> TurnsAsync(GeneratedSet set, ExampleCase c) => TurnedTranscript.From(await Transcribing.Read(set.Files[c.Transcript!], c.Transcript!));

    /// <summary>Where the words stand: turn and first character, for every time they are said.</summary>
    public static ImmutableArray<(int Turn, int From)> Places(TurnedTranscript talk, string words)
    {
        var found = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var turn in talk.Turns)
            for (var at = turn.Words.Say().IndexOf(words, StringComparison.Ordinal); at >= 0; at = turn.Words.Say().IndexOf(words, at + 1, StringComparison.Ordinal))
                found.Add((turn.Index, at));
        return found.ToImmutable();
    }

    public static IEnumerable<string> SixGrams(string words)
    {
        var letters = Word().Matches(words.ToLowerInvariant()).Select(m => m.Value).ToArray();
        return Enumerable.Range(0, Math.Max(0, letters.Length - 5)).Select(n => string.Join(' ', letters[n..(n + 6)]));
    }

    public static Instant At(ExampleCase c, ExampleMoment moment) => ExampleFiles.At(moment.Day, moment.Time, c.Zone);

    public static string CountryOf(ExampleCase c) => c.Zone switch
    {
        "Europe/London" => "GB",
        "Europe/Berlin" => "DE",
        "Europe/Stockholm" => "SE",
        "America/Chicago" or "America/New_York" => "US",
        _ => "PT",
    };

    [GeneratedRegex(@"[\p{L}\p{N}']+")]
    private static partial Regex Word();
}
