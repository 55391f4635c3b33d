using System.Text;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>Reads bytes that are not UTF-8 as Windows-1252, which is what old recorders write, and counts them.</summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    private const string C1 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    public int BytesRead { get; private set; }

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private static char Read(byte value) => value is >= 0x80 and < 0xA0 ? C1[value - 0x80] : (char)value;

    private sealed class Buffer(Windows1252Fallback owner) : DecoderFallbackBuffer
    {
        private char[] chars = [];
        private int next;

        public override int Remaining => chars.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            chars = Array.ConvertAll(bytesUnknown, Windows1252Fallback.Read);
            next = 0;
            owner.BytesRead += bytesUnknown.Length;
            return chars.Length > 0;
        }

        public override char GetNextChar() => next < chars.Length ? chars[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0) return false;
            next--;
            return true;
        }

        public override void Reset() => (chars, next) = ([], 0);
    }
}
