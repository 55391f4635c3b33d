using WinLossAgency.Disclosure.Masking.Names;

namespace WinLossAgency.Evaluate.Training;

/// <summary>Fits the weights: logistic regression over the classes, by gradient steps that shrink where a row has been seen often (AdaGrad).</summary>
internal sealed class NameTraining
{
    private const int Rounds = 12;
    private const float Step = 0.07f;
    private const float Shrink = 2e-6f;
    /// <summary>The weights are the mean over the rounds from this one on: single rounds sway.</summary>
    private const int Settled = 4;

    private const int Classes = NameWeights.Classes;
    private const int Used = (int)NameClass.Detail + 1;

    /// <summary>How often a question about the word itself, or any other, goes unasked in a round.</summary>
    private const double DroppedAboutTheWord = 0.3, Dropped = 0.5;

    private const int SeenMin = 2;

    private readonly float[] weights = new float[Classes << NameFeatures.Bits];
    private readonly float[] squares = new float[Classes << NameFeatures.Bits];
    private readonly bool[] often;
    private readonly Random chance = new(20261122);

    private NameTraining(IReadOnlyList<Example> examples)
    {
        var seen = new int[1 << NameFeatures.Bits];
        foreach (var example in examples)
            foreach (var row in example.Rows) seen[row]++;
        often = [.. seen.Select(s => s >= SeenMin)];
    }

    public static NameWeights Fit(IEnumerable<TrainingText> texts) => new(Rows(texts));

    public static sbyte[] Rows(IEnumerable<TrainingText> texts)
    {
        var examples = texts.SelectMany(t => t.Examples).ToArray();
        var training = new NameTraining(examples);
        var mean = new float[Classes << NameFeatures.Bits];
        for (var round = 0; round < Rounds; round++)
        {
            training.chance.Shuffle(examples);
            foreach (var example in examples) training.Learn(example);
            if (round < Settled) continue;
            for (var i = 0; i < mean.Length; i++) mean[i] += training.weights[i] / (Rounds - Settled);
        }
        return [.. mean.Select(w => (sbyte)Math.Clamp(MathF.Round(w * NameWeights.Unit), sbyte.MinValue + 1, sbyte.MaxValue))];
    }

    private void Learn(Example example)
    {
        Span<int> rows = stackalloc int[NameFeatures.CountMax];
        var count = 0;
        for (var k = 0; k < example.Rows.Length; k++)
            if (often[example.Rows[k]] && chance.NextDouble() >= (k < NameFeatures.AboutTheWord ? DroppedAboutTheWord : Dropped)) rows[count++] = example.Rows[k];
        Span<float> odds = stackalloc float[Used];
        foreach (var row in rows[..count])
            for (var c = 0; c < Used; c++) odds[c] += weights[row * Classes + c];
        var most = float.MinValue;
        foreach (var o in odds) most = Math.Max(most, o);
        var total = 0f;
        for (var c = 0; c < Used; c++) total += odds[c] = MathF.Exp(odds[c] - most);
        for (var c = 0; c < Used; c++)
        {
            var slope = (odds[c] / total) - ((int)example.Gold == c ? 1f : 0f);
            if (MathF.Abs(slope) < 1e-4f) continue;
            foreach (var row in rows[..count])
            {
                var at = row * Classes + c;
                var g = slope + Shrink * weights[at];
                squares[at] += g * g;
                weights[at] -= Step * g / MathF.Sqrt(squares[at] + 1e-6f);
            }
        }
    }
}
