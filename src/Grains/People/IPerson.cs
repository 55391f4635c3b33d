using Orleans;
using Orleans.Concurrency;
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
    Task<Held?> WhyNot(TouchKind kind);

    [Alias("return-touch"), Needs(Role.House)]
    Task<Answer> ReturnTouch(string commandId, string interview);

    /// <summary>From this write on no touch of this person is permitted anywhere.</summary>
    [Alias("suppress"), Needs(Role.House | Role.PrivacyOfficer)]
    Task<Answer> Suppress(string commandId);

    [Alias("lift"), Needs(Role.House)]
    Task<Answer> Lift(string commandId);

    [Alias("dossier"), Needs(Role.House)]
    Task<DossierFile?> Dossier();

    [Alias("note"), Needs(Role.House)]
    Task Note(DossierNote note);

    [Alias("correct"), Needs(Role.House)]
    Task<Answer> Correct(string by, string field, string value);
}

/// <summary>Finds the person that an address or number belongs to, or opens one. Key "people".</summary>
[Alias("people")]
public interface IPeople : IGrainWithStringKey
{
    public const string Key = "people";

    /// <summary>The person's key, or empty where that person was erased at their wish and is not to be met again.</summary>
    [Alias("find"), Needs(Role.House)]
    Task<string> FindOrOpen(string commandId, string zone, DossierFile dossier);
}
