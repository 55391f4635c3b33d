using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class RealTranscriptTests
{
    [Theory]
    [InlineData("acdt_2026-02-16_070.vtt", 356, 17)]
    [InlineData("focil_2026-04-21_033.vtt", 196, 6)]
    public async Task Real_Zoom_files_read_whole_with_every_speaker(string name, int cues, int speakers)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SharedData.Folder("transcripts"), name), TestContext.Current.CancellationToken);
        var raw = await Transcribing.Read(bytes, name);
        Assert.Equal(TranscriptFormat.WebVtt, raw.Format);
        Assert.Equal(cues, raw.Cues.Length);
        Assert.All(raw.Cues, cue => Assert.NotNull(cue.Speaker));
        Assert.Equal(speakers, raw.Cues.Select(cue => cue.Speaker).Distinct().Count());

        var turned = TurnedTranscript.From(raw);
        Assert.True(turned.Turns.Length < raw.Cues.Length);
        Assert.All(turned.Turns.Skip(1), turn => Assert.NotEqual(turned.Turns[turn.Index - 1].Voice, turn.Voice));
        Assert.Equal(speakers, VoiceGuess.Guess(turned, "Nobody").Length);
    }

    [Theory]
    [InlineData("captions_with_bom.vtt", 4)]
    [InlineData("comments.vtt", 3)]
    [InlineData("cue_tags.vtt", 3)]
    [InlineData("invalid_timeframe.vtt", 6)]
    [InlineData("invalid_timeframe_in_cue_text.vtt", 4)]
    [InlineData("metadata_headers.vtt", 2)]
    [InlineData("metadata_headers_multiline.vtt", 2)]
    [InlineData("missing_caption_text.vtt", 5)]
    [InlineData("missing_timeframe.vtt", 6)]
    [InlineData("no_captions.vtt", 0)]
    [InlineData("one_caption.vtt", 1)]
    [InlineData("sample.vtt", 16)]
    [InlineData("styles.vtt", 1)]
    [InlineData("using_identifiers.vtt", 6)]
    [InlineData("invalid_timeframe.srt", 5)] // SRT with points for commas is common and taken.
    [InlineData("missing_caption_text.srt", 5)]
    [InlineData("missing_timeframe.srt", 4)]
    [InlineData("one_caption.srt", 1)]
    [InlineData("sample.srt", 5)]
    [InlineData("invalid_timeframe.sbv", 4)]
    [InlineData("missing_caption_text.sbv", 5)]
    [InlineData("missing_timeframe.sbv", 4)]
    [InlineData("sample.sbv", 5)]
    [InlineData("two_captions.sbv", 2)]
    public async Task Sound_cues_are_taken_and_broken_ones_are_listed(string name, int cues)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SharedData.Folder("webvtt", "webvtt-py"), name), TestContext.Current.CancellationToken);
        var raw = await Transcribing.Read(bytes, name);
        Assert.Equal(cues, raw.Cues.Length);
        if (name is "invalid_timeframe.vtt" or "invalid_timeframe.sbv" || name.StartsWith("missing")) Assert.NotEmpty(raw.Problems);
    }

    [Theory]
    [InlineData("invalid.vtt", "WEBVTT")]
    [InlineData("empty.vtt", "WEBVTT")]
    [InlineData("invalid_format1.srt", "time line")]
    [InlineData("invalid_format2.srt", "time line")]
    [InlineData("invalid_format3.srt", "time line")]
    [InlineData("invalid_format.sbv", "time line")]
    public async Task What_is_no_transcript_is_refused_with_line_and_reason(string name, string reason)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(SharedData.Folder("webvtt", "webvtt-py"), name), TestContext.Current.CancellationToken);
        var refused = await Transcribing.Refusal(bytes, name);
        Assert.Equal(1, refused.Line);
        Assert.Contains(reason, refused.Reason);
    }
}
