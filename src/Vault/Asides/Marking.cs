using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.Asides;

/// <summary>What happened while a transcript was marked. Events hold numbers and places, never words.</summary>
internal abstract record MarkingEvent
{
    /// <summary>This upload could be read and is what is marked from now on.</summary>
    public sealed record Taken(int Upload, string By) : MarkingEvent;
    public sealed record SpeakersConfirmed(ImmutableArray<VoiceRole?> Roles, string By) : MarkingEvent;
    /// <summary>Somebody says a shift that what was said does not bear out; a second person has to say so too.</summary>
    public sealed record ShiftAsked(TimeSpan Shift, string By) : MarkingEvent;
    public sealed record ShiftConfirmed(TimeSpan Shift, string By) : MarkingEvent;
    public sealed record Sealed(int Aside, Span Span, DeclaredBy Declared, int? Mark, string By) : MarkingEvent;
    /// <summary>Somebody says that this aside was not recorded; a second person has to say so too.</summary>
    public sealed record SettingAsideAsked(int Mark, string By) : MarkingEvent;
    public sealed record MarkSetAside(int Mark, string By) : MarkingEvent;
    public sealed record SuggestionAnswered(int Suggestion, bool Yes, string By) : MarkingEvent;
    public sealed record UnsealProposed(int Aside, string By) : MarkingEvent;
    public sealed record UnsealDeclined(int Aside, string By) : MarkingEvent;
    public sealed record Unsealed(int Aside, string By) : MarkingEvent;
    public sealed record ReleasedByBuyer(int Aside) : MarkingEvent;
    public sealed record Filed(int Aside, string Theme, string By) : MarkingEvent;
    public sealed record Closed(string By) : MarkingEvent;
    /// <summary>The words are destroyed, at the buyer's wish or because their time was over.</summary>
    public sealed record Erased : MarkingEvent;
}

/// <summary>What a marking is decided against and does not change: the transcript, the live marks, the suggestions.</summary>
internal sealed record MarkingFacts(TurnedTranscript Transcript, ImmutableArray<LiveMark> Marks, ImmutableArray<Suggestion> Suggestions);

[Immutable, GenerateSerializer, Alias("aside")]
internal sealed record Aside(int Number, Span Span, DeclaredBy Declared, string SealedBy, int? Mark, string? UnsealProposedBy = null, bool IsSealed = true);

[Immutable, GenerateSerializer, Alias("asked-shift")]
internal sealed record AskedShift(TimeSpan Shift, string By);

/// <summary>The state of a marking: who speaks, what is sealed, what still waits for an answer. Numbers and places only.</summary>
[Immutable, GenerateSerializer, Alias("marking")]
internal sealed record Marking(
    ImmutableArray<VoiceRole?> Roles, TimeSpan? Shift, ImmutableSortedDictionary<int, Aside> Asides, ImmutableHashSet<int> MarksSetAside,
    ImmutableDictionary<int, bool> Answers, bool IsClosed)
{
    public static readonly Marking Fresh = new([], null, ImmutableSortedDictionary<int, Aside>.Empty, [], ImmutableDictionary<int, bool>.Empty, false);

    /// <summary>The number of the upload that is marked; 0 while there is none.</summary>
    [Id(0)] public int Upload { get; init; }

    /// <summary>Who says of which aside of the notes that it was not recorded, while a second person has not said so.</summary>
    [Id(1)] public ImmutableDictionary<int, string> SettingAside { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>A shift that waits for a second person, and who asked for it.</summary>
    [Id(2)] public AskedShift? ShiftAsked { get; init; }

    /// <summary>Nothing is left to read or to mark.</summary>
    [Id(3)] public bool IsErased { get; init; }

    /// <summary>The theme under which a sealed span was filed: a key of the code book, by number of the span.</summary>
    [Id(4)] public ImmutableDictionary<int, string> Themes { get; init; } = ImmutableDictionary<int, string>.Empty;

    [JsonIgnore]
    public IEnumerable<Aside> Sealed => Asides.Values.Where(aside => aside.IsSealed);

    public static Marking Fold(Marking marking, IEnumerable<MarkingEvent> events) => events.Aggregate(marking, (state, happened) => state.After(happened));

    public Marking After(MarkingEvent happened) => happened switch
    {
        MarkingEvent.Taken taken => Fresh with { Upload = taken.Upload },
        MarkingEvent.Filed filed => this with { Themes = Themes.SetItem(filed.Aside, filed.Theme) },
        MarkingEvent.SpeakersConfirmed confirmed => this with { Roles = confirmed.Roles },
        MarkingEvent.ShiftConfirmed confirmed => this with { Shift = confirmed.Shift, ShiftAsked = null },
        MarkingEvent.Sealed done => this with { Asides = Asides.SetItem(done.Aside, new(done.Aside, done.Span, done.Declared, done.By, done.Mark)) },
        MarkingEvent.SettingAsideAsked asked => this with { SettingAside = SettingAside.SetItem(asked.Mark, asked.By) },
        MarkingEvent.ShiftAsked asked => this with { ShiftAsked = new AskedShift(asked.Shift, asked.By) },
        MarkingEvent.MarkSetAside done => this with { MarksSetAside = MarksSetAside.Add(done.Mark) },
        MarkingEvent.SuggestionAnswered answered => this with { Answers = Answers.SetItem(answered.Suggestion, answered.Yes) },
        MarkingEvent.UnsealProposed proposed => With(proposed.Aside, aside => aside with { UnsealProposedBy = proposed.By }),
        MarkingEvent.UnsealDeclined declined => With(declined.Aside, aside => aside with { UnsealProposedBy = null }),
        MarkingEvent.Unsealed unsealed => With(unsealed.Aside, aside => aside with { IsSealed = false }),
        MarkingEvent.ReleasedByBuyer released => With(released.Aside, aside => aside with { IsSealed = false }),
        MarkingEvent.Erased => Fresh with { IsClosed = true, IsErased = true },
        MarkingEvent.Closed => this with { IsClosed = true },
        _ => throw new InvalidOperationException($"No fold for {happened.GetType().Name}."),
    };

    /// <summary>The live marks that are neither laid on the transcript nor set aside.</summary>
    public IEnumerable<LiveMark> OpenMarks(MarkingFacts facts)
    {
        var placed = Asides.Values.Select(aside => aside.Mark).ToHashSet();
        return facts.Marks.Where(mark => !placed.Contains(mark.Number) && !MarksSetAside.Contains(mark.Number));
    }

    public IEnumerable<Suggestion> OpenSuggestions(MarkingFacts facts) => facts.Suggestions.Where(suggestion => !Answers.ContainsKey(suggestion.Number));

    public IEnumerable<int> OpenVoices(MarkingFacts facts) =>
        facts.Transcript.Voices.Select(voice => voice.Number).Where(voice => voice >= Roles.Length || Roles[voice] is null);

    private Marking With(int aside, Func<Aside, Aside> change) => this with { Asides = Asides.SetItem(aside, change(Asides[aside])) };
}

internal abstract record MarkingCommand(string By)
{
    public sealed record Take(int Upload, string By) : MarkingCommand(By);
    public sealed record File(int Aside, string Theme, string By) : MarkingCommand(By);
    public sealed record ConfirmSpeakers(ImmutableArray<VoiceRole?> Roles, string By) : MarkingCommand(By);
    /// <summary>OneClock: the notes are the transcript, so there is nothing to compare.</summary>
    public sealed record ConfirmShift(TimeSpan Shift, string By, bool OneClock = false) : MarkingCommand(By);
    public sealed record PlaceMark(int Mark, Span Span, string By) : MarkingCommand(By);
    public sealed record SetMarkAside(int Mark, string By) : MarkingCommand(By);
    public sealed record Seal(Span Span, DeclaredBy Declared, string By) : MarkingCommand(By);
    public sealed record AnswerSuggestion(int Suggestion, bool Yes, string By) : MarkingCommand(By);
    public sealed record ProposeUnseal(int Aside, string By) : MarkingCommand(By);
    public sealed record ApproveUnseal(int Aside, string By) : MarkingCommand(By);
    public sealed record DeclineUnseal(int Aside, string By) : MarkingCommand(By);
    public sealed record ReleaseByBuyer(int Aside) : MarkingCommand("buyer");
    public sealed record Close(string By) : MarkingCommand(By);
}
