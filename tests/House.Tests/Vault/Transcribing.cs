using System.Text;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>Short ways for tests to read a transcript and to look into it.</summary>
internal static class Transcribing
{
    public static readonly Opening Looking = Opening.ByStep("test");

    public static Task<Reading> Reading(string text, string fileName = "t.txt") => Reading(Encoding.UTF8.GetBytes(text), fileName);

    public static async Task<Reading> Reading(byte[] bytes, string fileName = "t.txt") =>
        await TranscriptReader.ReadAsync(new MemoryStream(bytes), fileName, TestContext.Current.CancellationToken);

    public static async Task<RawTranscript> Read(string text, string fileName = "t.txt") => Assert.IsType<Reading.Read>(await Reading(text, fileName)).Transcript;

    public static async Task<RawTranscript> Read(byte[] bytes, string fileName = "t.txt") => Assert.IsType<Reading.Read>(await Reading(bytes, fileName)).Transcript;

    public static async Task<Reading.Refused> Refusal(byte[] bytes, string fileName = "t.txt") => Assert.IsType<Reading.Refused>(await Reading(bytes, fileName));

    public static async Task<TurnedTranscript> Turns(string text, string fileName = "t.txt") => TurnedTranscript.From(await Read(text, fileName));

    public static string Say(this CandidText? text) => text?.Reveal(Looking) ?? "";

    /// <summary>"speaker|words" for each cue.</summary>
    public static string[] Lines(this RawTranscript raw) => [.. raw.Cues.Select(cue => $"{cue.Speaker.Say()}|{cue.Words.Say()}")];
}
