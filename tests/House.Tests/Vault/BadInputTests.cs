using System.Text;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Stores;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Speakers;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>Bad input and faults of the candid side, each with its outcome.</summary>
public sealed class BadInputTests
{
    private const string Vtt = "WEBVTT\n\n00:00.000 --> 00:10.000\nMaya: How was it?\n\n00:10.000 --> 00:20.000\nAna: Clear.\n";

    [Theory]
    [InlineData("call.docx")]
    [InlineData("call.srt")]
    [InlineData("call.txt")]
    [InlineData("")]
    public async Task A_file_is_read_for_what_it_is_whatever_its_name_says(string name)
    {
        var raw = await Transcribing.Read(Vtt, name);
        Assert.Equal(TranscriptFormat.WebVtt, raw.Format);
        Assert.Equal(["Maya|How was it?", "Ana|Clear."], raw.Lines());
    }

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj\n", "PDF")]
    [InlineData("\u0000\u0001\u0002RIFF....WAVE", "no text")]
    public async Task What_is_no_text_is_refused_under_any_name(string text, string reason)
    {
        foreach (var name in new[] { "call.vtt", "call.docx", "call.txt" })
            Assert.Contains(reason, (await Transcribing.Refusal(Encoding.Latin1.GetBytes(text), name)).Reason);
    }

    [Fact]
    public async Task A_broken_file_is_kept_and_the_next_one_taken()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("maya", Role.Interviewer);
        Assert.False((await vault.DeliverAsync(interview, "\u0000\u0001\u0002", "call.vtt")).Ok);
        VaultAgency.Accepted(await vault.DeliverAsync(interview, Vtt, "call.vtt"));
        var uploads = await vault.Files.UploadsAsync(interview);
        Assert.Equal(2, uploads.Length);
        Assert.NotNull(uploads[0].File.Refusal);
        Assert.Null(uploads[1].File.Refusal);
    }

    [Fact]
    public async Task Speakers_named_like_the_client_name_nobody_outside()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("maya", Role.Interviewer);
        VaultAgency.Accepted(await vault.DeliverAsync(interview, "Northwind Freight Systems: How was it?\nOwen Hale, Northwind: It was clear to us.\nNorthwind Freight Systems: Thank you.\n"));
        // Whoever the file says they are, a person says who they were, and until then nothing closes.
        Assert.Contains("voices have no role", (await vault.Intake(interview).Close("early")).Refusal);
        VaultAgency.Accepted(await vault.Intake(interview).ConfirmSpeakers("speakers", [VoiceRole.Interviewer, VoiceRole.Other]));
        await vault.ClosedAsync(interview);
        var outside = (await vault.Agency.Given.Transcripts.ReadAsync<System.Text.Json.Nodes.JsonObject>(CaseSubject.Of(interview), "on-record"))!.ToJsonString();
        Assert.Contains("It was clear to us.", outside);
        Assert.DoesNotContain("Owen", outside);
        Assert.DoesNotContain("Northwind", outside);
    }

    [Fact]
    public async Task An_aside_marked_outside_the_recording_keeps_intake_open_and_is_never_dropped_by_one()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        var notes = (WinLossAgency.Vault.Notes.CallNotes)vault.Agency.Services.GetService(typeof(WinLossAgency.Vault.Notes.CallNotes))!;
        await notes.OpenAsideAsync(interview, 600);
        await notes.CloseAsideAsync(interview, 660);
        await vault.MarkedAsync(interview, Vtt);
        SmallAgency.As("maya", Role.Interviewer);
        var intake = vault.Intake(interview);
        VaultAgency.Accepted(await intake.ConfirmShift("shift", TimeSpan.Zero));
        Assert.Contains("1 live mark has no place", (await intake.Close("close")).Refusal);
        VaultAgency.Accepted(await intake.SetMarkAside("aside", 1));
        Assert.Contains("1 live mark has no place", (await intake.Close("close-2")).Refusal);
        SmallAgency.As("priya", Role.Analyst);
        await intake.Enter(WinLossAgency.Vault.AccessLog.AccessReason.Marking);
        VaultAgency.Accepted(await intake.SetMarkAside("aside-2", 1));
        await vault.ClosedAsync(interview);
        Assert.Empty((await vault.Intake(interview).View()).Marking.Sealed);
    }
}
