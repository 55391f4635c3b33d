using System.IO.Compression;
using System.Text;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class TranscriptFormatTests
{
    [Fact]
    public async Task Teams_voice_spans_name_the_speakers_of_a_cue()
    {
        var raw = await Transcribing.Read("WEBVTT\n\nx/1-0\n00:00:03.340 --> 00:00:05.100\n<v Ana Reis>We looked at\nthree vendors.</v>\n<v Bo>Why?</v>\n");
        Assert.Equal(["Ana Reis|We looked at\nthree vendors.", "Bo|Why?"], raw.Lines());
        Assert.Equal([false, true], raw.Cues.Select(cue => cue.Continues));
        Assert.Equal("x/1-0", raw.Cues[1].Id.Say());
    }

    [Fact]
    public async Task Zoom_names_before_a_colon_are_speakers_but_other_colons_are_words()
    {
        var raw = await Transcribing.Read("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nAna Reis: Two things: price and trust.\n\n2\n00:00:02.000 --> 00:00:03.000\nBo: Go on.\n");
        Assert.Equal(["Ana Reis|Two things: price and trust.", "Bo|Go on."], raw.Lines());

        var plain = await Transcribing.Read("WEBVTT\n\n00:01.000 --> 00:02.000\nThe thing is: price.\n\n00:02.000 --> 00:03.000\nand trust\n");
        Assert.Equal(["|The thing is: price.", "|and trust"], plain.Lines());
    }

    [Fact]
    public async Task Webex_names_the_speaker_in_the_id_and_captions_after_two_angles()
    {
        var webex = await Transcribing.Read("WEBVTT\n\n1 \"Ana Reis\" (34567)\n00:01.000 --> 00:02.000\nHello.\n\n2 \"Bo\"\n00:02.000 --> 00:03.000\nHi.\n");
        Assert.Equal(["Ana Reis|Hello.", "Bo|Hi."], webex.Lines());
        var captions = await Transcribing.Read("1\n00:00:01,000 --> 00:00:02,000\n>> ANA: Hello.\n\n2\n00:00:02,000 --> 00:00:03,000\n>> BO: Hi.\n", "t.srt");
        Assert.Equal(["ANA|Hello.", "BO|Hi."], captions.Lines());
    }

    [Fact]
    public async Task An_unclosed_tag_loses_no_words()
    {
        var raw = await Transcribing.Read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana we left\n");
        Assert.Equal("<v Ana we left", raw.Cues[0].Words.Say());
        Assert.Contains(raw.Problems, problem => problem.Line == 3 && problem.Reason.Contains("never closed"));
    }

    [Fact]
    public async Task Odd_times_are_listed_and_the_words_kept()
    {
        var raw = await Transcribing.Read("WEBVTT\n\n00:05.000 --> 00:09.000\none\n\n00:07.000 --> 00:07.000\ntwo\n\n00:20.000 --> 00:10.000\nthree\n");
        Assert.Equal(3, raw.Cues.Length);
        Assert.Equal([6, 6, 9], raw.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public async Task Otter_text_heads_each_utterance_with_name_and_time()
    {
        var raw = await Transcribing.Read("Maya Lindt  0:03  \nWhat made you look?\n\nAna Reis  0:09  \nThe renewal.\nAnd the price.\n\nTranscribed by https://otter.ai\n");
        Assert.Equal(TranscriptFormat.Otter, raw.Format);
        Assert.Equal(["Maya Lindt|What made you look?", "Ana Reis|The renewal.\nAnd the price."], raw.Lines());
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)), (raw.Cues[0].Start, raw.Cues[0].End));
        Assert.Equal(8, Assert.Single(raw.Problems, problem => problem.Reason.Contains("service")).Line);
    }

    [Fact]
    public async Task Rev_text_puts_the_time_in_brackets()
    {
        var raw = await Transcribing.Read("Speaker 1 (00:00):\nThanks for the time.\n\nSpeaker 2 (00:04): Of course.\n\nSpeaker 1 (01:02:03):\nSo why?\n");
        Assert.Equal(TranscriptFormat.Rev, raw.Format);
        Assert.Equal(["Speaker 1|Thanks for the time.", "Speaker 2|Of course.", "Speaker 1|So why?"], raw.Lines());
        Assert.Equal(new TimeSpan(1, 2, 3), raw.Cues[2].Start);
    }

    [Fact]
    public async Task Live_notes_carry_minute_marks()
    {
        var raw = await Transcribing.Read("00:15 budget was cut in spring\n02:40 - champion left\n  went to a rival\n1:02:10 wants to stay friends\n");
        Assert.Equal(TranscriptFormat.LiveNotes, raw.Format);
        Assert.Equal(["|budget was cut in spring", "|champion left\nwent to a rival", "|wants to stay friends"], raw.Lines());
        Assert.Equal(TimeSpan.FromSeconds(160), raw.Cues[1].Start);
    }

    [Fact]
    public async Task Plain_text_takes_letters_or_names_before_a_colon()
    {
        var raw = await Transcribing.Read("I: What happened?\nR: We left: it was slow.\n\nMostly in the mornings.\nI: And then?\nR: Nothing.\n");
        Assert.Equal(TranscriptFormat.Plain, raw.Format);
        Assert.Equal(["I|What happened?", "R|We left: it was slow.", "|Mostly in the mornings.", "I|And then?", "R|Nothing."], raw.Lines());
        var turns = TurnedTranscript.From(raw);
        Assert.Equal(["What happened?", "We left: it was slow. Mostly in the mornings.", "And then?", "Nothing."], turns.Turns.Select(turn => turn.Words.Say()));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public async Task Byte_order_marks_tell_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("I: Größe?\r\nR: Ça va… 🙂\r\n")];
        Assert.Equal(["I|Größe?", "R|Ça va… 🙂"], (await Transcribing.Read(bytes)).Lines());
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_read_as_Windows_1252_and_listed()
    {
        byte[] bytes = [.. "I: Why?\nR: Gr"u8, 0xF6, 0xDF, .. "e, "u8, 0x80, .. "\nI: "u8, 0x93, .. "So\n"u8];
        var raw = await Transcribing.Read(bytes);
        Assert.Equal(["I|Why?", "R|Größe, €", "I|“So"], raw.Lines());
        Assert.Equal(2, Assert.Single(raw.Problems, problem => problem.Reason.Contains("Windows-1252")).Line);
    }

    [Fact]
    public async Task Limits_refuse_with_line_and_number()
    {
        var longLine = await Transcribing.Refusal(Encoding.UTF8.GetBytes("I: hello\nR: " + new string('x', Limits.LineCharsMax)));
        Assert.Equal(2, longLine.Line);
        Assert.Contains("65,536", longLine.Reason);

        var cues = new StringBuilder("WEBVTT\n\n");
        for (var i = 0; i <= Limits.CuesMax; i++) cues.Append("00:01.000 --> 00:02.000\nx\n\n");
        Assert.Contains("50,000", (await Transcribing.Refusal(Encoding.UTF8.GetBytes(cues.ToString()))).Reason);

        var voices = string.Concat(Enumerable.Range(1, Limits.SpeakersMax + 1).Select(i => $"Speaker {i}: hello\n"));
        Assert.Contains("65 speakers", (await Transcribing.Refusal(Encoding.UTF8.GetBytes(voices))).Reason);

        Assert.Contains("no text", (await Transcribing.Refusal([0x4D, 0x5A, 0, 0, 1, 0])).Reason);
        Assert.Contains("PDF", (await Transcribing.Refusal("%PDF-1.7"u8.ToArray())).Reason);
    }

    [Fact]
    public async Task An_upload_beyond_its_limit_is_refused_without_being_held()
    {
        var endless = await TranscriptReader.ReadAsync(new Endless(), "t.vtt", TestContext.Current.CancellationToken);
        Assert.Contains("32 MB", Assert.IsType<Reading.Refused>(endless).Reason);
    }

    [Fact]
    public async Task Teams_documents_read_as_name_time_and_words()
    {
        var raw = await Transcribing.Read(Docx("<w:p><w:r><w:t>Maya Lindt</w:t></w:r><w:r><w:t xml:space=\"preserve\">   0:03</w:t></w:r><w:r><w:br/><w:t>What made you look?</w:t></w:r></w:p><w:p><w:r><w:t>Ana Reis   0:09</w:t><w:br/><w:t>The renewal.</w:t></w:r></w:p>"), "t.docx");
        Assert.Equal(TranscriptFormat.Docx, raw.Format);
        Assert.Equal(["Maya Lindt|What made you look?", "Ana Reis|The renewal."], raw.Lines());
        Assert.Equal(TimeSpan.FromSeconds(9), raw.Cues[1].Start);
    }

    [Fact]
    public async Task A_document_that_unpacks_without_end_is_refused()
    {
        var breaks = Docx($"<w:p><w:r>{string.Concat(Enumerable.Range(0, 210_000).Select(n => $"<w:t>{n}</w:t><w:br/>"))}</w:r></w:p>");
        Assert.Contains("200,000 lines", (await Transcribing.Refusal(breaks, "t.docx")).Reason);
        var bomb = Docx($"<w:p><w:r><w:t>{new string(' ', 20_000_000)}</w:t></w:r></w:p>");
        Assert.True(bomb.Length < 100_000);
        Assert.Contains("unpacks", (await Transcribing.Refusal(bomb, "t.docx")).Reason);
        Assert.Contains("damaged", (await Transcribing.Refusal([.. "PK\x03\x04"u8, 1, 2, 3], "t.docx")).Reason);
    }

    private static byte[] Docx(string body)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            entry.Write($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>");
        }
        return bytes.ToArray();
    }

    private sealed class Endless : MemoryStream
    {
        private bool begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'\n');
            if (!begun) "WEBVTT\n\n"u8.CopyTo(buffer.Span);
            begun = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
