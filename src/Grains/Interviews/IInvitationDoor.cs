using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Interviews;

/// <summary>What a buyer's invitation is worth now. Whoever holds a link that was never ours is told no more than that it is closed.</summary>
public enum InvitationStand { Closed, Superseded, TakenBack, Over, Declined, Open }

/// <summary>Free times of one day, in the buyer's zone.</summary>
[Immutable, GenerateSerializer, Alias("offered-day")]
public sealed record OfferedDay(LocalDate Day, ImmutableArray<Instant> Times);

/// <summary>The appointment as its buyer sees it. Who calls stands there by first name only.</summary>
[Immutable, GenerateSerializer, Alias("own-booking")]
public sealed record OwnBooking(Instant Start, int Minutes, MeetingWay Way, string With, int Sequence);

/// <summary>
/// What the page behind an invitation shows. No code stands before it, so of the buyer it holds a first name, the end of a
/// number and what they chose there, and not a word that they said.
/// </summary>
[Immutable, GenerateSerializer, Alias("invitation-page")]
public sealed record InvitationPage(InvitationStand Stand, string Language, string Agency)
{
    [Id(0)] public string Name { get; init; } = "";
    /// <summary>Who asked us; empty where that is not told.</summary>
    [Id(1)] public string Client { get; init; } = "";
    [Id(2)] public EngagementKind Kind { get; init; }
    [Id(3)] public ProgrammeMode Mode { get; init; }
    [Id(4)] public int Minutes { get; init; }
    [Id(5)] public string Zone { get; init; } = "Etc/UTC";
    /// <summary>The zone that was asked for is one that nobody knows.</summary>
    [Id(6)] public bool UnknownZone { get; init; }
    [Id(7)] public OwnBooking? Booked { get; init; }
    [Id(8)] public ImmutableArray<OfferedDay> Days { get; init; } = [];
    [Id(9)] public LocalDate? Later { get; init; }
    /// <summary>The first free time after the one that was gone.</summary>
    [Id(10)] public Instant? Next { get; init; }
    /// <summary>These are times of the one who holds the appointment; others of the team can be asked for.</summary>
    [Id(11)] public bool OneOnly { get; init; }
    [Id(12)] public ImmutableArray<Attribution> Levels { get; init; } = [];
    /// <summary>How they said themselves that they may be quoted; null until then, and no level is ticked for them.</summary>
    [Id(13)] public Attribution? Level { get; init; }
    [Id(14)] public MeetingWay Way { get; init; }
    /// <summary>The last three digits of the number we would ring; empty where we hold none.</summary>
    [Id(15)] public string NumberEnding { get; init; } = "";
    [Id(16)] public bool Suggested { get; init; }
    /// <summary>Whom to write to about one's data.</summary>
    [Id(17)] public string PrivacyName { get; init; } = "";
    [Id(18)] public string PrivacyMail { get; init; } = "";
    [Id(19)] public int KeptMonths { get; init; }
    /// <summary>The ways in which we can talk: a video call only where this agency has rooms for it.</summary>
    [Id(20)] public ImmutableArray<MeetingWay> Ways { get; init; } = [];
    /// <summary>The address of the video call that is booked, or empty.</summary>
    [Id(21)] public string Video { get; init; } = "";
    /// <summary>The appointment can be had as a calendar file.</summary>
    [Id(22)] public bool HasCalendar { get; init; }
}

/// <summary>What the page is asked to show: in which zone, from which day on, after which time that has gone, of anyone on the team or of whom it was.</summary>
[Immutable, GenerateSerializer, Alias("invitation-look")]
public sealed record InvitationLook(string? Zone, LocalDate? From, Instant? Gone, bool Anyone);

/// <summary>A time that a buyer chose, with what they stated beside it; null is what stood before. Number is what they typed, or empty.</summary>
[Immutable, GenerateSerializer, Alias("chosen-time")]
public sealed record ChosenTime(Instant Start, string Zone, MeetingWay? Way, Attribution? Level, string Number, bool Anyone);

/// <summary>What a buyer wishes anew of an appointment that stands; null is what stood before. Number is what they typed, or empty.</summary>
[Immutable, GenerateSerializer, Alias("own-wishes")]
public sealed record OwnWishes(MeetingWay? Way, Attribution? Level, string Number);

/// <summary>Why a time could not be had, or a wish not be taken.</summary>
public enum ChoiceTrouble { Closed, Gone, NotOffered, Zone, Number, TooOften }

[Immutable, GenerateSerializer, Alias("choice-answer")]
public sealed record ChoiceAnswer(ChoiceTrouble? Trouble, Instant? Next)
{
    /// <summary>An appointment that stood has moved.</summary>
    [Id(0)] public bool Moved { get; init; }
}

/// <summary>A colleague whom a buyer named at their page.</summary>
[Immutable, GenerateSerializer, Alias("named-colleague")]
public sealed record NamedColleague(string Name, string Role, string Mail, string Phone);

/// <summary>The door behind an invitation, one per link. Key: the fingerprint of the link's token, so that only its holder can name it.</summary>
[Alias("invitation-door")]
public interface IInvitationDoor : IGrainWithStringKey
{
    /// <summary>Reads only. Null where this link is no invitation.</summary>
    [Alias("page"), Needs(Role.Buyer)]
    Task<InvitationPage?> Page(InvitationLook look);

    /// <summary>Books the time, or moves the appointment to it. Exactly one of any simultaneous tries for a time gets it; the others are told which is next.</summary>
    [Alias("choose"), Needs(Role.Buyer)]
    Task<ChoiceAnswer> Choose(ChosenTime chosen);

    /// <summary>
    /// Until the interview begins its buyer says anew how they may be quoted, and until its time comes how they talk; the time stays. Refused as Closed where
    /// that is over or no appointment stands, as TooOften after too many changes, and as Number where a call has none that could be rung.
    /// </summary>
    [Alias("change"), Needs(Role.Buyer)]
    Task<ChoiceAnswer> Change(OwnWishes wishes);

    /// <summary>The appointment as a calendar file; null while there is none.</summary>
    [Alias("calendar"), Needs(Role.Buyer)]
    Task<string?> Calendar();

    [Alias("call-off"), Needs(Role.Buyer)]
    Task<Answer> CallOff();

    /// <summary>For good: from this write on nothing of ours reaches them, for whichever client.</summary>
    [Alias("decline"), Needs(Role.Buyer)]
    Task<Answer> Decline();

    [Alias("suggest"), Needs(Role.Buyer)]
    Task<Answer> Suggest(string commandId, NamedColleague colleague);
}
