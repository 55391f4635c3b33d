using System.Globalization;

namespace WinLossAgency.Evaluate.Seeded;

/// <summary>A patch that says what is not there in the source any more, or says it twice.</summary>
internal sealed class PatchTroubleException(string message) : Exception(message);

/// <summary>
/// One seeded bug: two lines that say what is wrong and which check has to see it, then a unified diff. A hunk is found by
/// its words and not by its line numbers, so that the source may grow around it; where it is not found exactly once the
/// patch has gone stale.
/// </summary>
internal sealed record Patch(string Name, string Bug, string Check, IReadOnlyList<(string File, string Before, string After)> Hunks, int Lines)
{
    public const int LinesMax = 10;

    /// <summary>The room whose assembly it changes; a bug stays within one.</summary>
    public string Room => Hunks[0].File.Split('/')[1];

    public static Patch Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var lines = File.ReadAllLines(path);
        string Head(string key) => lines.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim() ?? throw new PatchTroubleException($"{name} has no line “{key}”.");
        var (hunks, file, before, after, changed) = (new List<(string, string, string)>(), "", new List<string>(), new List<string>(), 0);
        void End()
        {
            if (before.Count + after.Count > 0) hunks.Add((file, string.Join('\n', before), string.Join('\n', after)));
            before.Clear();
            after.Clear();
        }
        foreach (var line in lines.SkipWhile(l => !l.StartsWith("--- a/", StringComparison.Ordinal)))
        {
            if (line.StartsWith("--- a/", StringComparison.Ordinal) || line.StartsWith("@@", StringComparison.Ordinal)) End();
            if (line.StartsWith("--- a/", StringComparison.Ordinal)) file = line["--- a/".Length..];
            else if (line.StartsWith("+++ ", StringComparison.Ordinal) || line.StartsWith("@@", StringComparison.Ordinal)) continue;
            else if (line.StartsWith('-')) before.Add(line[1..]);
            else if (line.StartsWith('+')) after.Add(line[1..]);
            else
            {
                before.Add(line.Length > 0 ? line[1..] : "");
                after.Add(line.Length > 0 ? line[1..] : "");
                continue;
            }
            if (line[0] is '-' or '+' && !line.StartsWith("--- a/", StringComparison.Ordinal)) changed++;
        }
        End();
        if (hunks.Count == 0) throw new PatchTroubleException($"{name} changes nothing.");
        if (changed > LinesMax) throw new PatchTroubleException($"{name} changes {changed} lines; a seeded bug has {LinesMax} at the most.");
        if (hunks.Select(h => h.Item1.Split('/')[1]).Distinct().Count() > 1) throw new PatchTroubleException($"{name} changes more than one room.");
        return new Patch(name, Head("Bug:"), Head("Check:"), hunks, changed);
    }

    /// <summary>The changed text of each file under the root; throws where the patch no longer fits.</summary>
    public IReadOnlyDictionary<string, string> AppliedTo(string root)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (file, before, after) in Hunks)
        {
            var path = Path.Combine(root, file);
            if (!File.Exists(path)) throw new PatchTroubleException($"{Name} no longer applies: {file} is gone.");
            var text = texts.GetValueOrDefault(file) ?? File.ReadAllText(path).ReplaceLineEndings("\n");
            var at = text.IndexOf(before, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
                throw new PatchTroubleException(string.Create(CultureInfo.InvariantCulture, $"{Name} no longer applies: its lines stand {(at < 0 ? "nowhere" : "more than once")} in {file}."));
            texts[file] = string.Concat(text.AsSpan(0, at), after, text.AsSpan(at + before.Length));
        }
        return texts;
    }
}
