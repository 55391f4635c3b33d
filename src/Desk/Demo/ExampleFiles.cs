using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using WinLossAgency.Domain;

namespace WinLossAgency.Desk.Demo;

/// <summary>A moment of the example: days from the Monday on which fieldwork begins, and a time on somebody's clock.</summary>
internal sealed record ExampleMoment(int Day, string? Time);

internal sealed record ExampleStep(int Day, string Time, string Outcome, ExampleMoment? Promised, string? Note);

internal sealed record ExampleConsent(string Level, bool Recording, ExampleMoment At);

/// <summary>An aside of the example. Words is one text, or a list of texts that follow each other in one turn; they are only ever handed to the candid side.</summary>
internal sealed record ExampleAside(JsonElement Words, string By, bool Live, string? From, string? To)
{
    [JsonIgnore]
    public string Text => Words.ValueKind == JsonValueKind.Array ? string.Join(' ', Words.EnumerateArray().Select(w => w.GetString())) : Words.GetString()!;
}

internal sealed record ExampleCode(string Words, string Reason, string Sign, int Weight, bool Prompted);

internal sealed record ExampleQuote(string Words, string Level, string? Role);

internal sealed record ExampleDeal(string Account, string Contact, string Opportunity);

internal sealed record ExampleRespondent(string Role, string Region, string Segment, string Size);

/// <summary>One case of the example with everything that happened in it.</summary>
internal sealed record ExampleCase
{
    public required ExampleDeal Deal { get; init; }
    public required string Outcome { get; init; }
    public required string Interviewer { get; init; }
    public required string Zone { get; init; }
    public ImmutableArray<ExampleStep> History { get; init; } = [];
    public ExampleConsent? Consent { get; init; }
    public ExampleMoment? Start { get; init; }
    public int PromisedMinutes { get; init; }
    public string? Tier { get; init; }
    public string? Transcript { get; init; }
    public int Seconds { get; init; }
    public Dictionary<string, string> Speakers { get; init; } = [];
    public int ShiftSeconds { get; init; }
    public ImmutableArray<string> SectionsReached { get; init; } = [];
    public ImmutableArray<ExampleAside> Asides { get; init; } = [];
    public Dictionary<string, string>? WriteUp { get; init; }
    public string? ContactRequest { get; init; }
    public string? Felt { get; init; }
    public ExampleRespondent? Respondent { get; init; }
    public ImmutableArray<ExampleCode> Coding { get; init; } = [];
    public ImmutableArray<ExampleQuote> Quotes { get; init; } = [];

    /// <summary>On which side of the decision the buyer stood: "chose us" or "went elsewhere".</summary>
    public string? Side { get; init; }

    /// <summary>Where a case with an interview stops: "wrapUp", "transcript", "speakers", "asides", "coding", or "none" (null too) when it is done.</summary>
    public string? Stop { get; init; }
}

/// <summary>The example's files, wherever the program was published to.</summary>
internal sealed class ExampleFiles(string folder)
{
    public static ExampleFiles? Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "example");
        return Directory.Exists(beside) ? new ExampleFiles(beside) : null;
    }

    /// <summary>The Monday on which the example's fieldwork begins.</summary>
    public static readonly LocalDate Monday = new(2026, 10, 5);

    /// <summary>When the demonstration opens: a Tuesday morning in the agency's zone.</summary>
    public static readonly LocalDateTime Opens = Monday.PlusDays(43).At(new LocalTime(9, 30));

    public ImmutableArray<ExampleCase> Cases() => HouseJson.Read<ImmutableArray<ExampleCase>>(File.ReadAllBytes(PathOf("cases.json")));

    public JsonElement Engagement() => JsonDocument.Parse(File.ReadAllBytes(PathOf("engagement.json"))).RootElement;

    public JsonElement Report() => JsonDocument.Parse(File.ReadAllBytes(PathOf("report.json"))).RootElement;

    public JsonElement RateCard() => JsonDocument.Parse(File.ReadAllBytes(PathOf("rate-card.json"))).RootElement;

    /// <summary>The example as one set, in the shape of the generated ones.</summary>
    public GeneratedSet Set()
    {
        var cases = Cases();
        const string list = "northwind-deals.csv";
        var named = cases.Where(c => c.Transcript is not null).Select(c => c.Transcript!).Append(list);
        return new GeneratedSet(DemoFounding.Client, DemoFounding.Engagement, Engagement(), cases, list, named.ToImmutableDictionary(n => n, Bytes), RateCard(), []);
    }

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public Stream Open(string name) => File.OpenRead(PathOf(name));

    /// <summary>The instant of a moment on the clock of a zone.</summary>
    public static Instant At(int day, string? time, string zone)
    {
        var parts = (time ?? "09:00").Split(':');
        return Monday.PlusDays(day).At(new LocalTime(int.Parse(parts[0]), int.Parse(parts[1])))
            .InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant();
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
