using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Storage;

/// <summary>
/// Where a store's ids and chance come from, one stream per store: true chance in a real agency, a repeatable sequence in demos, simulations and tests.
/// May be used from several threads; a seeded stream repeats itself only if it is asked in the same order.
/// </summary>
public sealed class IdStream
{
    /// <summary>Crockford's base 32: no i, l, o or u, so an id survives being read aloud.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>12 characters of 5 bits: among a million ids of one store two agree with a chance below one in two million.</summary>
    private const int Characters = 12;

    private readonly byte[]? key;
    private readonly Lock turn = new();
    private ulong counter;

    private IdStream(byte[]? key) => this.key = key;

    /// <summary>Ids that nobody can guess or repeat.</summary>
    public static IdStream Random() => new(null);

    /// <summary>The same sequence for the same seed: HMAC-SHA256 over a counter. It begins again at every start; see <see cref="SeededAsync"/>.</summary>
    public static IdStream Seeded(string seed) => new(HMACSHA256.HashData(Encoding.UTF8.GetBytes(seed), "id stream"u8));

    /// <summary>
    /// A seeded stream that never repeats an id after a restart: each opening is numbered in a document, and the number is part of the seed.
    /// The first opening on an empty store gives the same sequence every time.
    /// </summary>
    public static async ValueTask<IdStream> SeededAsync(string seed, IDocumentStore documents, string key, CancellationToken cancel = default)
    {
        while (true)
        {
            var last = await documents.ReadAsync(key, cancel);
            var opening = last is null ? 1 : long.Parse(Encoding.ASCII.GetString(last.Bytes.Span), CultureInfo.InvariantCulture) + 1;
            try
            {
                await documents.WriteAsync(key, Encoding.ASCII.GetBytes(opening.ToString(CultureInfo.InvariantCulture)), last?.ETag, cancel);
                return Seeded(string.Create(CultureInfo.InvariantCulture, $"{seed} opening {opening}"));
            }
            catch (EtagMismatchException)
            {
                // Another opening took this number; take the next.
            }
        }
    }

    /// <summary>A new id such as <c>i-7k2m9qx4ptn3</c>: the prefix, a dash and 60 bits.</summary>
    public string Next(string prefix)
    {
        Span<byte> chance = stackalloc byte[Characters];
        Fill(chance);
        Span<char> text = stackalloc char[Characters];
        for (var at = 0; at < Characters; at++)
            text[at] = Alphabet[chance[at] & 31];
        return $"{prefix}-{text}";
    }

    /// <summary>An even choice of 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        Span<byte> chance = stackalloc byte[4];
        // Values past the last whole multiple would favour the small numbers; they are drawn again.
        var limit = uint.MaxValue - (uint.MaxValue % (uint)below);
        while (true)
        {
            Fill(chance);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(chance);
            if (value < limit)
                return (int)(value % (uint)below);
        }
    }

    /// <summary>Fills a span, for tokens longer than an id. Keys and nonces are never taken from here: they are always true chance.</summary>
    public void Fill(Span<byte> target)
    {
        if (key is null)
        {
            RandomNumberGenerator.Fill(target);
            return;
        }

        Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> number = stackalloc byte[8];
        while (!target.IsEmpty)
        {
            lock (turn)
                BinaryPrimitives.WriteUInt64LittleEndian(number, counter++);
            HMACSHA256.HashData(key, number, block);
            var taken = Math.Min(block.Length, target.Length);
            block[..taken].CopyTo(target);
            target = target[taken..];
        }
    }
}
