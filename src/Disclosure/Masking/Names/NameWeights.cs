using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WinLossAgency.Disclosure.Masking.Names;

/// <summary>
/// The weights that infra/build/lists/README.md tells how to train: eight signed bytes for each row, one a class, sixteen to the unit of
/// the logarithm of odds.
/// </summary>
internal sealed class NameWeights
{
    public const int Classes = 8;
    public const int Unit = 16;

    private const string Resource = "names.weights";

    // Nearly all rows are empty. Which are not, and how many came before, stands in one small table; only those are kept, after one
    // empty row for all the others, so that both stay near the processor.
    private readonly (ulong Filled, int Before)[] index = new (ulong, int)[(1 << NameFeatures.Bits) / 64];
    private readonly ulong[] filled;

    public NameWeights(sbyte[] rows)
    {
        if (rows.Length != Classes << NameFeatures.Bits) throw new ArgumentException($"The weights are {rows.Length} bytes; {Classes << NameFeatures.Bits} were expected.", nameof(rows));
        var all = MemoryMarshal.Cast<sbyte, ulong>(rows);
        List<ulong> kept = [0];
        for (var row = 0; row < all.Length; row++)
        {
            ref var place = ref index[row >> 6];
            if ((row & 63) == 0) place.Before = kept.Count;
            if (all[row] == 0) continue;
            place.Filled |= 1UL << row;
            kept.Add(all[row]);
        }
        filled = [.. kept];
    }

    public static NameWeights House { get; } = Read();

    /// <summary>The sum of the rows, class by class.</summary>
    public Vector128<short> Sum(ReadOnlySpan<int> features)
    {
        var sum = Vector128<short>.Zero;
        foreach (var row in features) sum += Row(row);
        return sum;
    }

    public Vector128<short> Row(int row)
    {
        ref readonly var place = ref index[row >> 6];
        var upTo = place.Filled << (63 - (row & 63));
        // The sign tells whether the row is filled, the count of those below it where it is kept.
        var at = (place.Before + BitOperations.PopCount(upTo) - 1) & (int)((long)upTo >> 63);
        return Vector128.WidenLower(Vector128.CreateScalarUnsafe(filled[at]).AsSByte());
    }

    private static NameWeights Read()
    {
        using var packed = typeof(NameWeights).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The weights {Resource} are not in the assembly.");
        using var unpacked = new BrotliStream(packed, CompressionMode.Decompress);
        var rows = new byte[Classes << NameFeatures.Bits];
        unpacked.ReadExactly(rows);
        return new NameWeights((sbyte[])(Array)rows);
    }
}
