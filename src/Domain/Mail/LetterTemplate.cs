using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WinLossAgency.Domain.Mail;

/// <summary>The letters that a buyer gets on the way to an interview and about it.</summary>
public enum LetterName { Invitation, Missed, Reminder, Booked, Moved, CalledOff }

/// <summary>The words of one letter with places in braces that are filled for each buyer. The house's own last lines come after them and are not part of it.</summary>
public sealed partial record LetterTemplate(string Subject, string Body)
{
    public const int SubjectMax = 120;
    public const int BodyMax = 4_000;
    public const string Link = "link";

    private static readonly ImmutableArray<string> OfAll = ["name", "client", "agency", "minutes", Link];
    private static readonly ImmutableArray<string> OfAppointments = [.. OfAll, "time", "how", "interviewer"];

    /// <summary>What can be filled in this letter; no other word in braces is taken.</summary>
    public static ImmutableArray<string> FieldsOf(LetterName letter) => letter is LetterName.Invitation or LetterName.Missed ? OfAll : OfAppointments;

    /// <summary>Without it nobody could choose, move or cancel; after a calling off there is nothing that must be chosen.</summary>
    public static bool NeedsLink(LetterName letter) => letter != LetterName.CalledOff;

    /// <summary>Why these words are not taken, or null.</summary>
    /// <param name="letter">For which letter.</param>
    /// <param name="hidden">The client's name where buyers are not told it, else null.</param>
    public string? WhyNot(LetterName letter, string? hidden = null)
    {
        if (Subject.Length == 0) return "The subject is empty.";
        if (Subject.Length > SubjectMax) return $"The subject has {Subject.Length} characters; {SubjectMax} fit.";
        if (Subject.Any(char.IsControl)) return "The subject goes over more than one line.";
        if (Body.Length == 0) return "The text is empty.";
        if (Body.Length > BodyMax) return $"The text has {Body.Length} characters; {BodyMax} fit.";
        if (Braces(letter) is { } braces) return braces;
        if (FieldIn(Subject, Link)) return "{link} stands in the subject, where nobody can follow it; put it into the text.";
        if (NeedsLink(letter) && !FieldIn(Body, Link)) return "{link} is missing from the text: without it the buyer has no page on which to choose, move or cancel.";
        return hidden is not null && NameIn(hidden) is { } named ? $"The words name “{named}”, and buyers of this programme are not told who asks. Write {{client}}; it becomes words that tell nobody." : null;
    }

    /// <summary>
    /// The letter for one buyer, filled in one pass, so that nothing in a value is filled again. Where there is no link, the
    /// paragraph that leads to it becomes the given words.
    /// </summary>
    public (string Subject, string Body) Fill(IReadOnlyDictionary<string, string> values, string withoutLink)
    {
        var body = Body.ReplaceLineEndings("\n");
        if (!values.ContainsKey(Link))
        {
            var parts = body.Split("\n\n").ToList();
            if (parts.FindIndex(part => FieldIn(part, Link)) is >= 0 and var first) parts[first] = withoutLink;
            body = string.Join("\n\n", parts.Where(part => part.Length > 0 && !FieldIn(part, Link)));
        }
        return (Filled(Subject), Filled(body));

        string Filled(string text) => Field().Replace(text, m => values.GetValueOrDefault(m.Groups[1].Value, OfAppointments.Contains(m.Groups[1].Value) ? "" : m.Value));
    }

    /// <summary>The part of the client's name that stands in these words: all of it, or its first word where that alone would tell.</summary>
    public string? NameIn(string client)
    {
        var first = client.Split(' ')[0];
        return new[] { client, first.Length > 3 ? first : client }.FirstOrDefault(name => Regex.IsMatch($"{Subject}\n{Body}", $@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    private string? Braces(LetterName letter)
    {
        var known = FieldsOf(letter);
        foreach (var (text, where) in new[] { (Subject, "the subject"), (Body, "the text") })
        {
            if (Field().Matches(text).FirstOrDefault(m => !known.Contains(m.Groups[1].Value)) is { } unknown)
                return $"{unknown.Value} in {where}, line {LineOf(text, unknown.Index)}, is nothing that can be filled here; there are {Said(known)}.";
            var rest = Field().Replace(text, m => new string(' ', m.Length));
            if (rest.IndexOfAny(['{', '}']) is >= 0 and var at) return $"A brace in {where}, line {LineOf(text, at)}, belongs to no field; write one of {Said(known)}.";
        }
        return null;
    }

    private static bool FieldIn(string text, string field) => text.Contains($"{{{field}}}", StringComparison.Ordinal);

    private static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static string Said(ImmutableArray<string> fields) => string.Join(", ", fields.Select(f => $"{{{f}}}"));

    [GeneratedRegex(@"\{([^{}\n]*)\}")]
    private static partial Regex Field();
}
