using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class TranscriptFuzzTests
{
    private static readonly string[] Names = ["t.vtt", "t.srt", "t.sbv", "t.txt", "t.docx", "t"];

    private static readonly string[] Scraps =
    [
        "WEBVTT", "\n", "\n\n", "\r\n", "\r", "-->", " --> ", "00:01.000", "00:00:02,000", "0:00:01.000,0:00:02.000", "120:00.000", "Ana Reis  0:03\n",
        "Ana (00:03): ", "<v Ana>", "</v>", "<", ">", "&amp;", "&#x", "NOTE x\n", "STYLE\n", "1\n", "I: ", "R: words", "00:15 note", "\0", "\u2028", "🙂", "…", "99999999999:00",
    ];

    [Fact]
    public void Any_scraps_are_read_or_refused_with_a_line_and_a_reason() => Prop.ForAll(
        Gen.Elements(Scraps).ListOf().Zip(Gen.Elements(Names)).ToArbitrary(),
        drawn => Holds(Encoding.UTF8.GetBytes(string.Concat(drawn.Item1)), drawn.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_line_and_a_reason() => Prop.ForAll(
        Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Zip(Gen.Elements("", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "PK\x03\x04")).ToArbitrary(),
        drawn => Holds([.. Encoding.UTF8.GetBytes(drawn.Item2), .. drawn.Item1], "t.vtt")).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool Holds(byte[] bytes, string name) => TranscriptReader.ReadAsync(new MemoryStream(bytes), name).AsTask().GetAwaiter().GetResult() switch
    {
        Reading.Refused refused => refused is { Line: >= 1, Reason.Length: > 10 },
        Reading.Read { Transcript: var read } => read.Problems.All(problem => problem.Line >= 1) && TurnsHold(read),
        _ => false,
    };

    private static bool TurnsHold(RawTranscript read)
    {
        var turned = TurnedTranscript.From(read);
        return turned.Turns.All(turn => turn.Parts[^1].To == turn.Words.Length && turn.Voice < turned.Voices.Length);
    }
}
