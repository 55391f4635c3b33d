using System.Text.Json;
using System.Text.Json.Nodes;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.House.Tests.Journals;

/// <summary>What has been written by a landed version opens for ever: names and shapes of stored events are pinned in golden files.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Every_stored_event_has_a_golden_line_and_reads_and_writes_as_it_says()
    {
        var aggregates = Golden.Aggregates().ToArray();
        Assert.True(aggregates.Length >= 6, "The aggregates were not found.");
        foreach (var aggregate in aggregates)
        {
            var file = Golden.FileOf(aggregate);
            if (Environment.GetEnvironmentVariable(Golden.Variable) == "add") AddMissing(aggregate, file);
            Assert.True(File.Exists(file), $"{aggregate.Name} has no golden file; run this test once with {Golden.Variable}=add and read what it laid.");
            var lines = File.ReadAllLines(file).Where(l => l.Length > 0).ToArray();
            foreach (var (name, version, _) in EventCodec.Names(aggregate))
                Assert.True(lines.Any(l => l.StartsWith(Head(name, version), StringComparison.Ordinal)),
                    $"{name} in version {version} has no golden line; run this test once with {Golden.Variable}=add and read what it laid.");
            foreach (var line in lines)
            {
                var read = JsonSerializer.Deserialize(line, aggregate, StoredJson.Options)!;
                var now = JsonSerializer.SerializeToNode(read, aggregate, StoredJson.Options);
                Assert.True(Keeps(JsonNode.Parse(line), now), $"What was stored as {line} is now written as {now!.ToJsonString()}.");
            }
        }
    }

    [Fact]
    public void Golden_names_that_left_the_code_are_noticed()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Golden.FileOf(typeof(InterviewEvent)))!, "*.json"))
            Assert.Contains(Golden.Aggregates(), a => Golden.FileOf(a) == file);
    }

    [Fact]
    public void An_event_of_a_newer_version_is_refused_by_name()
    {
        var newer = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InterviewEvent>("""{"t":"interview.booked","v":9,"at":"2026-11-24T09:30:00Z"}""", StoredJson.Options));
        Assert.Equal("No event is named interview.booked in version 9; this data was written by a newer WinLossAgency.", newer.Message);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InterviewEvent>("""{"t":"interview.sung","v":1}""", StoredJson.Options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<InterviewEvent>("""{"at":"2026-11-24T09:30:00Z"}""", StoredJson.Options));
    }

    [Fact]
    public void No_member_takes_the_place_of_the_name_or_version()
    {
        foreach (var (_, _, type) in Golden.Aggregates().SelectMany(EventCodec.Names))
            Assert.DoesNotContain(type.GetProperties(), p => p.Name is "T" or "V");
    }

    [Fact]
    public void A_landed_journal_opens_and_folds()
    {
        var file = Path.Combine(Path.GetDirectoryName(Golden.FileOf(typeof(InterviewEvent)))!, "journals", "interview-1.json");
        if (Environment.GetEnvironmentVariable(Golden.Variable) == "add" && !File.Exists(file)) File.WriteAllBytes(file, CaseProperties.GoldenJournal());
        var bytes = File.ReadAllBytes(file);
        var journal = JsonSerializer.Deserialize<Journal<InterviewState, InterviewEvent>>(bytes, StoredJson.Options)!;
        var state = journal.Events.Aggregate(journal.Closed!, InterviewFold.Fold);
        Assert.Equal((CaseStatus.Intake, "maya", 8, 2), (state.Status, state.Owner, state.SectionsReached, state.Attempts.Length));
        Assert.Equal(["c-7", "c-8"], journal.Commands);
        Assert.Equal(("card", 1, 2), (journal.Owed[0].To, journal.Owed[0].Part, journal.Owed[0].Tries));
        var again = JsonSerializer.Deserialize<Journal<InterviewState, InterviewEvent>>(JsonSerializer.SerializeToUtf8Bytes(journal, StoredJson.Options), StoredJson.Options)!;
        Assert.Equal(journal.Events, again.Events);
    }

    /// <summary>A landed event may gain an optional field and loses or changes none.</summary>
    private static bool Keeps(JsonNode? landed, JsonNode? now) => (landed, now) switch
    {
        (JsonObject was, JsonObject has) => was.All(member => has.ContainsKey(member.Key) && Keeps(member.Value, has[member.Key])),
        (JsonArray was, JsonArray has) => was.Count == has.Count && was.Zip(has).All(pair => Keeps(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(landed, now),
    };

    private static void AddMissing(Type aggregate, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var lines = File.Exists(file) ? File.ReadAllLines(file).ToList() : [];
        foreach (var (name, version, type) in EventCodec.Names(aggregate))
            if (!lines.Any(l => l.StartsWith(Head(name, version), StringComparison.Ordinal)))
                lines.Add(JsonSerializer.Serialize(Golden.Example(type), aggregate, StoredJson.Options));
        File.WriteAllLines(file, lines);
    }

    private static string Head(string name, int version) => $$"""{"t":"{{name}}","v":{{version}}""";
}
