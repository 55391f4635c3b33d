using System.Text;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>Files far beyond any interview: each has a clear outcome, is never held in memory, and nothing is lost without a word.</summary>
public sealed class LargeUploadTests
{
    private const long Megabyte = 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_megabytes_are_refused_with_size_and_limit_and_kept_to_the_last_byte()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        var root = $"/interviews/{interview}/transcript";
        var maya = house.As("maya", Role.Interviewer);
        await maya.ReadAsync(root);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sent = new Generated(200 * Megabyte);
        var answer = await maya.UploadAsync($"{root}/uploads", "all-hands.vtt", new StreamContent(sent));

        Assert.Equal(422, answer.Status);
        Assert.Contains("larger than 32 MB", answer.Body);
        Assert.Contains("209,715,200 bytes, about 200 MB", answer.Body);
        Assert.Contains("The file is kept.", answer.Body);
        // While it streamed, what lives at all stayed far below what was sent.
        Assert.True(sent.MostAlive - before < 100 * Megabyte, $"{(sent.MostAlive - before) / Megabyte} MB more were alive on the way.");
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal(0, (await house.Vault.Intake(interview).View()).Marking.Upload);
        var kept = Assert.Single(await house.Vault.Files.UploadsAsync(interview));
        Assert.Contains("larger than 32 MB", kept.File.Refusal);
        await using var bytes = await house.Vault.Files.OpenAsync(interview, kept.Number);
        Assert.True(await SameAsync(new Generated(200 * Megabyte), bytes), "What is kept is not what was sent.");
        // Another file may still come.
        Assert.Equal(303, (await maya.UploadAsync($"{root}/uploads", "call.vtt", "WEBVTT\n\n00:00.000 --> 00:10.000\nMaya: How was it?\n\n00:10.000 --> 00:20.000\nAna: Clear.\n"u8.ToArray())).Status);
    }

    [Fact]
    public async Task More_than_is_kept_is_refused_before_it_is_sent_and_says_how_much_may_be()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        var root = $"/interviews/{interview}/transcript";
        var maya = house.As("maya", Role.Interviewer);
        await maya.ReadAsync(root);
        var answer = await maya.UploadAsync($"{root}/uploads", "call.vtt", new StreamContent(new Generated(300 * Megabyte)));
        Assert.Equal(413, answer.Status);
        Assert.Contains("about 300 MB were sent, and at most 256 MB are taken here. Nothing was taken", answer.Body);
        Assert.False(await house.Vault.Files.HasAsync(interview, 1));
    }

    [Fact]
    public async Task A_file_beyond_what_is_kept_leaves_nothing_behind_where_its_length_was_not_said()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await Assert.ThrowsAsync<WinLossAgency.Vault.Intake.UploadTooLargeException>(() => vault.Files.KeepAsync(interview, new Generated(300 * Megabyte), Stop));
        Assert.Empty(await vault.Files.UploadsAsync(interview));
        Assert.False(await vault.Files.HasAsync(interview, 1));
    }

    [Fact]
    public async Task Too_many_cues_are_refused_with_their_line_where_the_file_is_small_enough()
    {
        var refused = Assert.IsType<Reading.Refused>(await TranscriptReader.ReadAsync(new Generated(8 * Megabyte), "call.vtt", Stop));
        Assert.StartsWith("Line ", refused.Reason, StringComparison.Ordinal);
        Assert.Contains($"{Limits.CuesMax:N0}", refused.Reason);
    }

    private static async Task<bool> SameAsync(Stream one, Stream other)
    {
        var (first, second) = (new byte[64 * 1024], new byte[64 * 1024]);
        while (true)
        {
            var (a, b) = (await one.ReadAtLeastAsync(first, first.Length, false, Stop), await other.ReadAtLeastAsync(second, second.Length, false, Stop));
            if (a != b || !first.AsSpan(0, a).SequenceEqual(second.AsSpan(0, b))) return false;
            if (a == 0) return true;
        }
    }

    /// <summary>A WebVTT file of so many bytes, made as it is read and never held.</summary>
    private sealed class Generated(long length) : Stream
    {
        private static readonly byte[] Head = "WEBVTT\n\n"u8.ToArray();
        // Many at once, so that copying is most of the work.
        private static readonly byte[] Cue = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("00:01.000 --> 00:04.000\nAna: Nothing new was said here, and it was said again.\n\n", 1_000)));
        private long at;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;

        /// <summary>The most that was alive at once while it was read.</summary>
        public long MostAlive { get; private set; }

        public override long Position
        {
            get => at;
            set => at = value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var take = (int)Math.Min(count, length - at);
            for (var left = buffer.AsSpan(offset, take); !left.IsEmpty;)
            {
                var part = at < Head.Length ? Head.AsSpan((int)at) : Cue.AsSpan((int)((at - Head.Length) % Cue.Length));
                part = part[..Math.Min(part.Length, left.Length)];
                part.CopyTo(left);
                left = left[part.Length..];
                at += part.Length;
            }
            if (at / (25 * Megabyte) != (at - take) / (25 * Megabyte)) MostAlive = Math.Max(MostAlive, GC.GetTotalMemory(forceFullCollection: true));
            return take;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => at = offset;

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
