using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Interviews.Guides;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;

namespace WinLossAgency.Vault.Calls;

/// <summary>
/// One conversation as its own interviewer sees it on this request. Nobody else comes in here, and reading one's own notes
/// is recorded like any other opening of the vault.
/// </summary>
internal sealed class CallVisit(IGrainFactory grains, VaultStores stores, CallNotes notes, NoteDrafts drafts, Entrances entrances)
{
    private Opening? opening;

    public string Interview { get; private set; } = "";

    public CallScreen Screen { get; private set; } = null!;

    public InterviewState State => Screen.State;

    /// <summary>What is read out, in the buyer's language where we have it.</summary>
    public ConsentScript Script => ConsentScript.For(State.Sample?.Language ?? "");

    public ProgrammeMode Mode { get; private set; }

    /// <summary>How the buyer wished to be quoted before the call, where this programme knows it. What they say now goes before it.</summary>
    public Attribution? Wished => State.Stated?.Level is { } stated && LevelWords.For(Mode).Contains(stated) ? stated : null;

    /// <summary>Whose agreement a recording of this call needs: the stricter of the two ends.</summary>
    public Ruling Ruling => Jurisdictions.Strictest(State.Sample!.Place, Zone.Id);

    public string Me { get; private set; } = "";

    public string MyName { get; private set; } = "";

    public string Agency { get; private set; } = "";

    public Guide Guide { get; private set; } = null!;

    public LiveNotesFile Notes { get; private set; } = LiveNotesFile.Empty;

    public NoteDraft? Draft { get; private set; }

    public WriteUpFile WriteUp { get; private set; } = WriteUpFile.Empty;

    /// <summary>What the last answer was refused for.</summary>
    public ImmutableArray<string> Missing { get; set; } = [];

    public string Root => $"/interviews/{Interview}";

    public string Transcript => $"{Root}/transcript";

    public Instant Now => stores.Clock.GetCurrentInstant();

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    public string PlaceName => Domain.Calls.DemoMoves.PlaceName(Zone.Id);

    public int Elapsed => State.StartedAt is { } began ? (int)Math.Max(0, ((State.EndedAt ?? Now) - began).TotalSeconds) : 0;

    public bool IsAsideOpen => Notes.Marks is [.., { End: null }];

    public int AsideSince => IsAsideOpen ? Notes.Marks[^1].Start : 0;

    /// <summary>Reads the case; the grain lets only its interviewer in. Words follow only once there are any, and after they are logged.</summary>
    public async Task<CallVisit> LoadAsync(string interview)
    {
        (Interview, Me) = (interview, Caller.Required.Id);
        Screen = await grains.GetGrain<IInterview>(interview).Screen();
        var setUp = (await grains.GetGrain<IEngagement>(interview[..interview.LastIndexOf('/')]).View())?.SetUp;
        Mode = setUp?.Mode ?? ProgrammeMode.AggregateOnly;
        Guide = (Guide.Find(Screen.Guide) ?? Guide.Find(Guide.Shipped[0])!).For(State.Sample!.Outcome);
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        Agency = await agency.Name();
        var me = (await agency.StaffList()).FirstOrDefault(s => s.Id == Me);
        MyName = me?.Name ?? "";
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(me?.Zone ?? "") ?? DateTimeZone.Utc;
        if (IsMine) await OpenWordsAsync();
        return this;
    }

    /// <summary>The conversation has begun, it is this person's, and its transcript is not closed yet.</summary>
    public bool IsMine => State.Owner == Me && State.Status is CaseStatus.InInterview or CaseStatus.WrapUpOpen && State.StartedAt is not null;

    public string Say(CandidText words) => words.Reveal(opening ?? throw new InvalidOperationException("These words have not been opened."));

    private async Task OpenWordsAsync()
    {
        var line = await entrances.StandingAsync(grains, Interview) ?? await entrances.RecordAsync(grains, Interview, AccessReason.OwnInterview);
        opening = Opening.ByPerson(Me, Interview, "their own interview", line.Number);
        Notes = await notes.ReadAsync(Interview);
        Draft = await drafts.ReadAsync(Interview);
        WriteUp = await notes.WriteUpAsync(Interview);
    }
}
