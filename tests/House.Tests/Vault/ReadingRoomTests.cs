using System.Text;
using WinLossAgency.Grains.Access;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The reading room as a browser meets it.</summary>
public sealed class ReadingRoomTests
{
    private const string Secret = "the plant manager's bonus hung on signing before the summer";

    private static readonly byte[] Zoom = Encoding.UTF8.GetBytes($"""
        WEBVTT

        1
        00:00:03.000 --> 00:00:08.000
        Maya Lindqvist: When did it first look as if it might not be Northwind?

        2
        00:00:09.000 --> 00:00:20.000
        Ana Ferreira: Haulwise put a date in the contract. To be honest, {Secret}.

        3
        00:00:21.000 --> 00:00:24.000
        Maya Lindqvist: And would you put a date in the contract yourself?

        4
        00:00:25.000 --> 00:00:30.000
        Ana Ferreira: Between us girls I would say yes to that.
        """);

    [Fact]
    public async Task A_transcript_goes_from_upload_to_close_by_its_forms()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        var root = $"/interviews/{interview}/transcript";
        var maya = house.As("maya", Role.Interviewer);

        Assert.Contains("Interview 1 of 1", (await maya.ReadAsync(root)).Body);
        Assert.Contains("Bring the transcript", (await maya.ReadAsync(root)).Body);
        Assert.Equal(422, (await maya.UploadAsync($"{root}/uploads", "Ana.pdf", "%PDF-1.7"u8.ToArray())).Status);
        Assert.Contains("Kept, but it could not be read.", (await maya.ReadAsync(root)).Body);
        Assert.Equal(303, (await maya.UploadAsync($"{root}/uploads", "Ana.vtt", Zoom)).Status);

        Assert.Contains("Has the interviewer's first name.", (await maya.ReadAsync(root)).Body);
        Assert.Equal(303, (await maya.SendAsync($"{root}/speakers", ("voice-0", "interviewer"), ("voice-1", "buyer"))).Status);
        Assert.Contains(Secret, (await maya.ReadAsync(root)).Body);
        Assert.Contains("stand 2 times", (await maya.SendAsync($"{root}/seals", ("words", "a date in the contract"))).Body);
        Assert.Contains("stand 0 times", (await maya.SendAsync($"{root}/seals", ("words", "a date in no contract"))).Body);
        Assert.Equal(303, (await maya.SendAsync($"{root}/seals", ("words", $"To be honest,  {Secret}."), ("declared", "buyer"))).Status);
        Assert.Equal(422, (await maya.SendAsync($"{root}/unseals", ("aside", "1"), ("step", "ask"))).Status);
        Assert.Contains("Intake cannot close", (await maya.SendAsync($"{root}/closing")).Body);
        Assert.Equal(303, (await maya.SendAsync($"{root}/suggestions", ("answer", "no"))).Status);
        Assert.Contains("What leaves", (await maya.ReadAsync($"{root}/close")).Body);
        Assert.Equal(303, (await maya.SendAsync($"{root}/closing")).Status);
        Assert.Equal(403, (await maya.ReadAsync($"{root}/asides")).Status);

        var outside = await IntakeTests.OutsideAsync(house.Vault, interview);
        Assert.Contains("Haulwise put a date in the contract.", outside);
        Assert.Contains("Between us girls", outside);
        Assert.DoesNotContain("bonus", outside);
        Assert.DoesNotContain("bonus", house.Log.All);
        Assert.DoesNotContain("Haulwise", house.Log.All);
        Assert.Empty(IntakeTests.FilesHolding(house.Vault.Agency.Folder, "bonus hung"));
        Assert.NotEmpty(IntakeTests.FilesHolding(house.Vault.Agency.Folder, interview));
    }

    [Fact]
    public async Task A_voice_that_begins_with_one_endless_word_can_be_settled_too()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var root = $"/interviews/{(await house.Vault.InterviewedAsync())[0]}/transcript";
        var maya = house.As("maya", Role.Interviewer);
        await maya.ReadAsync(root);
        var endless = Encoding.UTF8.GetBytes($"WEBVTT\n\n00:00:03.000 --> 00:00:08.000\nMaya Lindqvist: Hello?\n\n00:00:09.000 --> 00:00:20.000\nAna Ferreira: {new string('a', 400)}\n");
        Assert.Equal(303, (await maya.UploadAsync($"{root}/uploads", "call.vtt", endless)).Status);
        Assert.Equal(200, (await maya.ReadAsync($"{root}/speakers")).Status);
    }

    [Fact]
    public async Task An_analyst_sees_no_word_before_the_reason_and_the_log_has_it()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        var root = $"/interviews/{interview}/transcript";
        var maya = house.As("maya", Role.Interviewer);
        await maya.ReadAsync(root);
        await maya.UploadAsync($"{root}/uploads", "call.vtt", Zoom);

        var priya = house.As("priya", Role.Analyst);
        var asked = await priya.ReadAsync($"{root}/speakers");
        Assert.Contains("Why do you open this interview?", asked.Body);
        Assert.DoesNotContain("Northwind?", asked.Body);
        Assert.Equal(422, (await priya.SendAsync($"{root}/seals", ("words", "Haulwise"))).Status);
        Assert.Equal(422, (await priya.SendAsync($"{root}/opening", ("why", "OwnInterview"))).Status);
        Assert.Equal(303, (await priya.SendAsync($"{root}/opening", ("why", "CheckQuote"))).Status);
        Assert.Contains("When did it first look", (await priya.ReadAsync($"{root}/speakers")).Body);

        var log = $"/access-log/{VaultAgency.Engagement}";
        Assert.Contains("To check a quote against what was said", (await priya.ReadAsync(log)).Body);
        Assert.Equal(403, (await priya.ReadAsync($"{log}/export")).Status);
        var olga = house.As("olga", Role.Owner);
        Assert.Equal(403, (await olga.ReadAsync(root)).Status);
        Assert.Contains("Their own interview", (await olga.ReadAsync(log)).Body);
        Assert.Equal(200, (await olga.ReadAsync($"{log}/export")).Status);
    }

    [Theory]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.BillingAdmin)]
    [InlineData(Role.Owner)]
    public async Task Others_are_refused_at_every_page_and_form(Role role)
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        var root = $"/interviews/{interview}/transcript";
        var maya = house.As("maya", Role.Interviewer);
        await maya.ReadAsync(root);
        var other = house.As("zoe", role);
        foreach (var page in new[] { "", "/upload", "/speakers", "/asides", "/close" }) Assert.Equal(403, (await other.ReadAsync(root + page)).Status);
        foreach (var form in new[] { "opening", "uploads", "notes", "speakers", "shift", "marks", "seals", "suggestions", "unseals", "themes", "closing" })
            Assert.Equal(403, (await other.SendAsync($"{root}/{form}", ("why", "Audit"))).Status);
    }
}
