using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.People;

/// <summary>How often people of one company are touched, across every engagement and client. Key: the keyed hash of its name.</summary>
[Alias("company")]
public interface ICompany : IGrainWithStringKey
{
    /// <summary>Asks before a touch; a refusal says why. The permit counts the person at once, and asking again with the same command counts once.</summary>
    [Alias("permit"), Needs(Role.House)]
    Task<Answer> Permit(string commandId, TouchKind kind, string person);

    /// <summary>What Permit would refuse now and why, or null; changes nothing.</summary>
    [Alias("why-not"), Needs(Role.House), AlwaysInterleave]
    Task<Held?> WhyNot(TouchKind kind, string person);

    /// <summary>A touch is given back: the one that this very command asked for, else the person's last until then. Asking again changes nothing.</summary>
    [Alias("return-touch"), Needs(Role.House)]
    Task ReturnTouch(string commandId, string person, Instant rang);

    /// <summary>The company asked never to be called: in this case, where it can still be taken back, or null by somebody who meant it for good.</summary>
    [Alias("bar-for"), Needs(Role.House)]
    Task Bar(string? interview);

    /// <summary>What was said in this case can no longer be taken back; which case it was is forgotten.</summary>
    [Alias("keep"), Needs(Role.House)]
    Task Keep(string interview);

    /// <summary>What was said in this case by then was said in error. What another case heard stands, and what this one heard since.</summary>
    [Alias("lift"), Needs(Role.House)]
    Task Lift(string interview, Instant until);
}
