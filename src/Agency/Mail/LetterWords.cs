using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>The house's own words of one language: a letter of each name, and the words around them. One text file per language.</summary>
internal sealed class LetterWords
{
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    private const string Words = "words";
    private static readonly FrozenDictionary<string, LetterWords> All = Languages.ToFrozenDictionary(code => code, code => new LetterWords(code));

    private readonly FrozenDictionary<string, string> lines;
    private readonly FrozenDictionary<LetterName, LetterTemplate> letters;

    private LetterWords(string code)
    {
        Code = code;
        using var stream = typeof(LetterWords).Assembly.GetManifestResourceStream($"letters.{code}.txt") ?? throw new InvalidOperationException($"letters.{code}.txt is not embedded in Agency.");
        using var reader = new StreamReader(stream);
        var parts = ("\n" + reader.ReadToEnd().ReplaceLineEndings("\n")).Split("\n# ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('\n', 2)).ToDictionary(part => part[0], part => part[1].Trim('\n'));
        lines = parts[Words].Split('\n').ToFrozenDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        letters = parts.Where(part => part.Key != Words).ToFrozenDictionary(part => Enum.Parse<LetterName>(part.Key, ignoreCase: true), part => new LetterTemplate(part.Value.Split('\n', 2)[0], part.Value.Split('\n', 2)[1]));
    }

    public string Code { get; }

    public string this[string key] => lines[key];

    public IEnumerable<string> Keys => lines.Keys;

    /// <summary>The language of a buyer, or English where we have no words of theirs.</summary>
    public static LetterWords For(string language) => All.GetValueOrDefault(language.Split('-')[0].ToLowerInvariant()) ?? All["en"];

    public LetterTemplate Of(LetterName letter) => letters[letter];

    public string Say(string key, params ReadOnlySpan<(string Field, string Value)> values)
    {
        var said = lines[key];
        foreach (var (field, value) in values) said = said.Replace($"{{{field}}}", value, StringComparison.Ordinal);
        return said;
    }

    public string When(Instant at, DateTimeZone zone) => WrittenTime.Say(lines, at, zone);

    public string Minutes(int minutes) => minutes.ToString(CultureInfo.InvariantCulture);

    /// <summary>How an appointment meets, as a calendar and a letter say it.</summary>
    public string How(MeetingWay way, string? number, string room) => way switch
    {
        MeetingWay.Video => room.Length > 0 ? Say("how-room", ("room", room)) : lines["how-video"],
        _ => number is { Length: > 0 } ? Say("how-number", ("number", number)) : lines["how-phone"],
    };

    /// <summary>
    /// A letter as its reader gets it: the words, filled, and after them what no programme may leave out: how to be left alone,
    /// and who writes. Without a link it says that a reply is enough, where one is wanted.
    /// </summary>
    public (string Subject, string Body) Write(LetterName letter, LetterTemplate words, IReadOnlyDictionary<string, string> values)
    {
        var without = letter switch
        {
            LetterName.Missed or LetterName.Invitation => lines["no-link-missed"],
            // Nothing more is to be chosen, so nothing takes the place of the link.
            LetterName.CalledOff => "",
            _ => lines["no-link"],
        };
        var (subject, body) = words.Fill(values, without);
        return (subject, $"{body}\n\n{lines[values.ContainsKey(LetterTemplate.Link) ? "foot-link" : "foot"]}\n\n{Say("end", ("agency", values["agency"]))}");
    }
}
