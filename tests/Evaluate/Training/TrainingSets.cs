using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Disclosure.Masking.Finders;
using WinLossAgency.Disclosure.Masking.Names;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Evaluate.Training;

/// <summary>One word that the weights are asked about, with the answer. Nothing of the text is kept but the rows of its questions.</summary>
internal sealed record Example(int[] Rows, NameClass Gold);

/// <summary>One text of a set. Texts of one group (a template with other names) are never split between training and test.</summary>
internal sealed record TrainingText(string Set, string Group, string Id, string Text, JsonObject? Dossier, IReadOnlyList<Example> Examples);

/// <summary>Reads the sets of shared/data/anonymization as questions and answers.</summary>
internal static class TrainingSets
{
    public static readonly string[] Names = ["tab", "presidio_synth", "panorama", "uner_ewt", "wnut17", "winloss_synth"];

    private const NameClass Unknown = (NameClass)7;

    public static List<TrainingText> Read(string folder) => [.. Names.SelectMany(set => JsonLines.Read(Path.Combine(folder, set + ".jsonl")).Select(line => Of(set, line)))];

    private static TrainingText Of(string set, JsonObject line)
    {
        var text = line.Text("text");
        var group = line["meta"]?["template_id"]?.ToString() ?? line.Text("id");
        var view = new TextView(text);
        var (found, guesses) = Masker.Rules(view, null);
        FamousFinder.Find(view, guesses);
        return new TrainingText(set, $"{set}:{group}", line.Text("id"), text, line["dossier"] as JsonObject, Questions(new Evidence(view, found, guesses), Answers(set, line, view)));
    }

    private static List<Example> Questions(Evidence evidence, NameClass[] gold)
    {
        var examples = new List<Example>();
        Span<int> rows = stackalloc int[NameFeatures.CountMax];
        for (var i = 0; i < gold.Length; i++)
        {
            if (!evidence.IsAsked(i) || gold[i] == Unknown) continue;
            var count = NameFeatures.Write(evidence, i, rows);
            // While masking, words not asked about and words a pattern took count as none of the classes.
            var before = i > 0 && evidence.IsAsked(i - 1) && gold[i - 1] != Unknown ? gold[i - 1] : NameClass.None;
            rows[count++] = NameFeatures.Follows(evidence, i, before);
            rows[count++] = NameFeatures.FollowsInForm(evidence, i, before);
            examples.Add(new Example(rows[..count].ToArray(), gold[i]));
        }
        return examples;
    }

    private static NameClass[] Answers(string set, JsonObject line, TextView view)
    {
        var gold = new NameClass[view.Tokens.Length];
        foreach (var span in (line["spans"] as JsonArray ?? []).OfType<JsonObject>())
        {
            int start = span["start"]!.GetValue<int>(), end = span["end"]!.GetValue<int>();
            var kind = ClassOf(set, span.Text("label"), span.Text("kind"));
            for (var i = 0; i < gold.Length; i++)
                if (view.Tokens[i].Start < end && start < view.Tokens[i].End) gold[i] = kind;
        }
        return gold;
    }

    // What must stay because a dossier says so, or is masked in some texts of a set and not in others, teaches nothing.
    private static NameClass ClassOf(string set, string label, string kind) => (label, kind) switch
    {
        ("WORK", _) => NameClass.None,
        ("PERSON", "NO_MASK") => Unknown,
        (_, "NO_MASK") => set == "tab" ? NameClass.None : Unknown,
        ("PERSON", _) => NameClass.Person,
        ("ORG" or "ORGANIZATION" or "GROUP", _) => NameClass.Organization,
        ("LOC" or "GPE", _) => NameClass.Place,
        ("STREET_ADDRESS" or "ZIP_CODE", _) => NameClass.Address,
        ("DEM" or "NRP" or "AGE" or "TITLE", _) => NameClass.Trait,
        ("MISC" or "CODE" or "QUANTITY" or "DATETIME" or "DATE" or "DATE_TIME", _) => NameClass.Detail,
        _ => Unknown,
    };
}
