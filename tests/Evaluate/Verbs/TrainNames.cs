using System.IO.Compression;
using System.Text.Json.Nodes;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Disclosure.Masking.Names;
using WinLossAgency.Evaluate.Training;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// train-names FOLDER house FILE writes the weights learnt from all sets. train-names FOLDER folds OUT masks each text with weights that
/// never saw its group; train-names FOLDER sets OUT with weights that never saw its set. Both write OUT/SET.out for the scorer.
/// </summary>
internal static class TrainNames
{
    private const int Folds = 5;

    public static int Run(string[] args)
    {
        if (!JsonLines.Arguments(args, 3, "train-names FOLDER house|folds|sets OUT")) return 2;
        var texts = TrainingSets.Read(args[0]);
        if (args[1] == "house") return House(texts, args[2]);
        Func<TrainingText, string> part = args[1] == "sets" ? t => t.Set : t => (Hash(t.Group) % Folds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var masked = new Dictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        foreach (var held in texts.Select(part).Distinct().Order(StringComparer.Ordinal))
        {
            var tagger = new NameTagger(NameTraining.Fit(texts.Where(t => part(t) != held)));
            foreach (var text in texts.Where(t => part(t) == held))
                (masked.TryGetValue(text.Set, out var lines) ? lines : masked[text.Set] = []).Add(Mask.Line(text.Id, Masker.Find(text.Text, text.Set == "winloss_synth" ? Dossiers.Read(text.Dossier) : null, tagger)));
        }
        foreach (var (set, lines) in masked) JsonLines.Write(Path.Combine(args[2], set + ".out"), lines);
        return 0;
    }

    private static int House(List<TrainingText> texts, string file)
    {
        var rows = NameTraining.Rows(texts);
        using var stream = File.Create(file);
        using var packed = new BrotliStream(stream, CompressionLevel.SmallestSize);
        packed.Write((byte[])(Array)rows);
        Console.WriteLine($"{texts.Sum(t => t.Examples.Count)} words of {texts.Count} texts; {rows.Count(r => r != 0)} weights differ from nought");
        return 0;
    }

    private static uint Hash(string group) => group.Aggregate(2166136261u, (hash, unit) => (hash ^ unit) * 16777619);
}
