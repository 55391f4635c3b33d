using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Mail;

/// <summary>Whose words a letter has in one language: the programme's own since then, or the house's.</summary>
[Immutable, GenerateSerializer, Alias("letter-stand")]
public sealed record LetterStand(LetterName Letter, string Language, Instant? OwnSince, string By);

/// <summary>
/// One letter to look at: its words, and the mail that an example person would get with them. Why is what stands against these
/// words, empty where nothing does; then the mail is as it would be sent.
/// </summary>
/// <param name="Html">As readers show it: encoded, and nothing but paragraphs, line ends and links.</param>
/// <param name="Calendar">What the calendar in the mail says; empty where there is none.</param>
[Immutable, GenerateSerializer, Alias("letter-sheet")]
public sealed record LetterSheet(LetterTemplate Words, bool IsOwn, string Why, string From, string To, string Subject, string Html, string Calendar);

/// <summary>The letters of one programme: their own words where somebody wrote some, else the house's. Key: the engagement's.</summary>
[Alias("letter-book")]
public interface ILetterBook : IGrainWithStringKey
{
    [Alias("view"), Needs(Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<ImmutableArray<LetterStand>> View();

    /// <summary>The letter with the words that stand, or with those typed, which are kept nowhere. Null for a language that the house does not write.</summary>
    [Alias("sheet"), Needs(Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<LetterSheet?> Sheet(LetterName letter, string language, LetterTemplate? typed);

    /// <summary>Gives the letter words of the programme's own. Mails written from then on have them.</summary>
    [Alias("word"), Needs(Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<Answer> Word(string commandId, LetterName letter, string language, LetterTemplate words);

    [Alias("put-back"), Needs(Role.Analyst | Role.Supervisor | Role.Owner)]
    Task<Answer> PutBack(string commandId, LetterName letter, string language);

    /// <summary>The programme's own words to write with; null where the house's are to be taken.</summary>
    [Alias("words"), Needs(Role.House), AlwaysInterleave]
    Task<LetterTemplate?> Words(LetterName letter, string language);
}
