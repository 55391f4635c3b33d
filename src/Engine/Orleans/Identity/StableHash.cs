namespace Orleans.Runtime;

/// <summary>FNV-1a with a final mix: equal in every process and on every machine.</summary>
internal static class StableHash
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var one in bytes) hash = (hash ^ one) * 16777619u;
        hash = (hash ^ (hash >> 15)) * 0x2c1b3c6du;
        return hash ^ (hash >> 13);
    }
}
