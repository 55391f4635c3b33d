using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Mail;

/// <summary>Which letter of which case an answer is to. Whom it was to stands there as an opaque key, so that what they write can go when they are erased.</summary>
[Immutable, GenerateSerializer, Alias("answered-letter")]
public sealed record AnsweredLetter(string Interview, string Letter)
{
    public const int OfSomebodyBefore = -1;

    /// <summary>From which round of links on the case was its reader's, which tells one buyer of a case from the next; or that the case has left them since.</summary>
    [Id(0)] public int Whose { get; init; }

    /// <summary>The key of whoever the letter was to; null where none of this case's people holds it any more.</summary>
    [Id(1)] public string? Writer { get; init; }
}

/// <summary>Finds a letter by the address that its reader answers to. Key "letters".</summary>
[Alias("letters")]
public interface ILetters : IGrainWithStringKey
{
    public const string Key = "letters";

    /// <summary>Null for an address that was never ours, and for the letter of somebody who is forgotten.</summary>
    [Alias("find"), Needs(Role.House), AlwaysInterleave]
    Task<AnsweredLetter?> Find(string token);

    /// <summary>Whether this is an address that we hold of whoever the letter was to. Nothing else of them is told.</summary>
    [Alias("is-from"), Needs(Role.House), AlwaysInterleave]
    Task<bool> IsFrom(string token, string address);
}
