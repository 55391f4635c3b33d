using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.People;

/// <summary>One person across every engagement and client. Key: an opaque person key, found by keyed hash of mail and phone.</summary>
[Alias("person")]
public interface IPerson : IGrainWithStringKey
{
    [Alias("meet"), Needs(Role.House)]
    Task<Answer> Meet(string commandId, string zone, DossierFile dossier);

    [Alias("list"), Needs(Role.House)]
    Task<Answer> List(string commandId, string interview);

    /// <summary>Asks before every touch; a refusal says why. The permit counts the touch at once.</summary>
    [Alias("permit"), Needs(Role.House)]
    Task<Answer> Permit(string commandId, TouchKind kind, string interview);

    /// <summary>What Permit would refuse now and why, or null; changes nothing. The queue asks before it offers a case.</summary>
    [Alias("why-not"), Needs(Role.House), AlwaysInterleave]
    Task<Held?> WhyNot(TouchKind kind, string interview);

    /// <summary>When they say they may be rung; it holds for every programme.</summary>
    [Alias("available"), Needs(Role.House)]
    Task<Answer> StateAvailability(string commandId, ImmutableArray<AvailableSpan> spans);

    [Alias("return-touch"), Needs(Role.House)]
    Task<Answer> ReturnTouch(string commandId, string interview, Instant rang);

    /// <summary>Somebody agrees on an appointment with this person for a case; false where another case does just now. Forgotten by itself after a minute.</summary>
    [Alias("begin-booking"), Needs(Role.House)]
    Task<bool> BeginBooking(string interview);

    [Alias("end-booking"), Needs(Role.House)]
    Task EndBooking(string interview);

    /// <summary>From this write on no touch of this person is permitted anywhere.</summary>
    /// <param name="interview">The case whose interviewer was told so and may take it back; null where it is their own wish, which stands.</param>
    [Alias("suppress"), Needs(Role.House | Role.PrivacyOfficer)]
    Task<Answer> Suppress(string commandId, string? interview = null);

    /// <summary>What was said in this case by then was said in error. A wish stands, what another case heard, and what this one heard since.</summary>
    [Alias("lift"), Needs(Role.House)]
    Task<Answer> Lift(string commandId, string interview, Instant until);

    /// <summary>Erases the person: recorded on the list apart first, then here, and done by a worker until it is done.</summary>
    [Alias("erase"), Needs(Role.House)]
    Task<Answer> Erase(string commandId);

    /// <summary>A worker has something to tell of an erasure, or of the cases that a suppression withdraws; the person looks again at what is owed.</summary>
    [Alias("erasure-told"), Needs(Role.House)]
    Task ErasureTold();

    /// <summary>Where the person stands, without a word about them.</summary>
    [Alias("standing"), Needs(Role.House), AlwaysInterleave]
    Task<PersonState> Standing();

    /// <summary>Another key turned out to be this person: what it had counts here.</summary>
    [Alias("join"), Needs(Role.House)]
    Task<Answer> Join(string commandId, string other);

    /// <summary>From now on this key forwards to another.</summary>
    [Alias("merge"), Needs(Role.House)]
    Task<Answer> Merge(string commandId, string into);

    /// <summary>The dossier is destroyed once its time is over; the person may be met anew.</summary>
    [Alias("lapse"), Needs(Role.House)]
    Task<Answer> Lapse(string commandId);

    /// <summary>An engagement ended: which of its cases were this person's is forgotten for good.</summary>
    [Alias("part"), Needs(Role.House)]
    Task<Answer> Part(string commandId, string engagement);

    [Alias("dossier"), Needs(Role.House), AlwaysInterleave]
    Task<DossierFile?> Dossier();

    [Alias("note"), Needs(Role.House)]
    Task Note(DossierNote note);

    /// <summary>Takes the reason of a command back that was refused.</summary>
    [Alias("drop-note"), Needs(Role.House)]
    Task DropNote(string of);

    [Alias("correct"), Needs(Role.House)]
    Task<Answer> Correct(string by, string field, string value);
}

/// <summary>Finds the person that an address or number belongs to, or opens one. Key "people".</summary>
[Alias("people")]
public interface IPeople : IGrainWithStringKey
{
    public const string Key = "people";

    /// <summary>The person's key, or empty where that person may not be contacted, for whatever reason.</summary>
    [Alias("find"), Needs(Role.House)]
    Task<string> FindOrOpen(string commandId, string zone, DossierFile dossier);

    /// <summary>Whom an e-mail or a telephone number belongs to, or null.</summary>
    [Alias("whose"), Needs(Role.House)]
    Task<string?> Whose(string contact);

    /// <summary>Somebody unknown who is not to be contacted: from now on a list that names this address or number brings up nobody.</summary>
    [Alias("bar"), Needs(Role.House)]
    Task<Answer> Bar(string commandId, string contact);

    /// <summary>Keeps the marks of somebody who was erased, also where a restore had lost them.</summary>
    [Alias("keep-marks"), Needs(Role.House)]
    Task KeepMarks(string person, ImmutableArray<string> marks);
}
