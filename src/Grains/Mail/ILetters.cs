using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Mail;

/// <summary>Which letter of which case an answer is to. Whom it was to is not told.</summary>
[Immutable, GenerateSerializer, Alias("answered-letter")]
public sealed record AnsweredLetter(string Interview, string Letter)
{
    /// <summary>The letter was to somebody whom the case has left since: their wishes are their own and not those of whoever came after them.</summary>
    [Id(0)] public bool WasAnothers { get; init; }
}

/// <summary>Finds a letter by the address that its reader answers to. Key "letters".</summary>
[Alias("letters")]
public interface ILetters : IGrainWithStringKey
{
    public const string Key = "letters";

    /// <summary>Null for an address that was never ours, and for the letter of somebody who is forgotten.</summary>
    [Alias("find"), Needs(Role.House), AlwaysInterleave]
    Task<AnsweredLetter?> Find(string token);
}
