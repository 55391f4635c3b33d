using System.IO.Compression;
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

    private readonly sbyte[] rows;

    public NameWeights(sbyte[] rows)
    {
        if (rows.Length != Classes << NameFeatures.Bits) throw new ArgumentException($"The weights are {rows.Length} bytes; {Classes << NameFeatures.Bits} were expected.", nameof(rows));
        this.rows = rows;
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
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        return Vector128.WidenLower(Vector128.CreateScalarUnsafe(System.Runtime.CompilerServices.Unsafe.ReadUnaligned<ulong>(
            ref System.Runtime.CompilerServices.Unsafe.As<sbyte, byte>(ref System.Runtime.CompilerServices.Unsafe.Add(ref first, row * Classes)))).AsSByte());
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
