using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WinLossAgency.Domain.Interviews.Guides;

/// <summary>Where the talk goes when they say something of their own accord: what they say, and the section that asks about it.</summary>
public sealed record GuideTurn(string WhenThey, string Section);

/// <summary>One question with its second wording, what to say when they pause, notes to the interviewer, and where an answer may lead.</summary>
public sealed record GuideQuestion(string Words, string Otherwise, ImmutableArray<string> Prompts, ImmutableArray<string> Notes)
{
    public ImmutableArray<GuideTurn> Turns { get; init; } = [];

    /// <summary>Outcomes of the deal for which this is asked; none named means all.</summary>
    public ImmutableArray<DealOutcome> Only { get; init; } = [];
}

public sealed record GuideSection(string Title, ImmutableArray<GuideQuestion> Questions);

/// <summary>
/// An interview guide: data, versioned by its name ("win-loss/1"). A landed version is never edited; a better wording is a
/// new version, so that an interview can always say what was asked.
/// </summary>
public sealed record Guide(string Name, string Title, ImmutableArray<string> Notes, ImmutableArray<GuideSection> Sections)
{
    public static readonly ImmutableArray<string> Shipped = ["win-loss/2", "win-loss/1", "exit/1", "employee-exit/1", "check-in/1"];
    private static readonly FrozenDictionary<string, Guide> All = Shipped.ToFrozenDictionary(name => name, Load);

    public static Guide? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The guide as it is asked of a buyer whose deal ended so. Every section stays, so that sections count alike in all interviews.</summary>
    public Guide For(DealOutcome outcome) => this with
    {
        Sections = [.. Sections.Select(s => s with { Questions = s.Questions.RemoveAll(q => !q.Only.IsEmpty && !q.Only.Contains(outcome)) })],
    };

    private static Guide Load(string name)
    {
        using var stream = typeof(Guide).Assembly.GetManifestResourceStream($"{name.Replace('/', '-')}.txt")
            ?? throw new InvalidOperationException($"Guide {name} is not embedded in the Domain assembly.");
        using var reader = new StreamReader(stream);
        return Read(name, reader.ReadToEnd());
    }

    /// <summary>
    /// Lines begin with a sign: # section, ? question, ~ second wording, - prompt, ! note to the interviewer before its question,
    /// > where an answer leads ("> Price: they name the price"), = for which outcomes the question is ("= lost, churned").
    /// </summary>
    public static Guide Read(string name, string text)
    {
        var (title, notes, sections, waiting) = ("", new List<string>(), new List<(string Title, List<GuideQuestion> Questions)>(), new List<string>());
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            var words = line[1..].Trim();
            if (line.StartsWith("title:", StringComparison.Ordinal)) title = line["title:".Length..].Trim();
            else if (line.StartsWith("note:", StringComparison.Ordinal)) notes.Add(line["note:".Length..].Trim());
            else if (line[0] == '#') sections.Add((words, []));
            else if (line[0] == '!') waiting.Add(words);
            else if (line[0] == '?')
            {
                sections[^1].Questions.Add(new GuideQuestion(words, "", [], [.. waiting]));
                waiting.Clear();
            }
            else
            {
                var last = sections[^1].Questions[^1];
                sections[^1].Questions[^1] = line[0] switch
                {
                    '~' => last with { Otherwise = words },
                    '-' => last with { Prompts = last.Prompts.Add(words) },
                    '>' when words.Split(": ", 2) is [var section, var they] => last with { Turns = last.Turns.Add(new GuideTurn(they, section)) },
                    '=' => last with { Only = [.. words.Split(',', StringSplitOptions.TrimEntries).Select(w => Enum.Parse<DealOutcome>(w, ignoreCase: true))] },
                    _ => throw new FormatException($"Guide {name} has a line that begins with {line[0]}: {line}"),
                };
            }
        }
        return new Guide(name, title, [.. notes], [.. sections.Select(s => new GuideSection(s.Title, [.. s.Questions]))]);
    }
}
