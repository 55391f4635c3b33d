using System.Text;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Stores;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The whole way of a transcript through real grains and real stores.</summary>
public sealed class IntakeTests
{
    private const string Secret = "our managing director and their country head shared a boarding school";
    private const string OnRecord = "Haulwise put a date in the contract with a penalty and Northwind would not.";

    private static string Call(string aside) => $"""
        Maya: When did it first look as if it might not be Northwind?
        Ana: {OnRecord}
        Maya: And the demo, how was it for you?
        Ana: {aside}
        Maya: Back on the record, what would have changed your mind?
        Ana: The name of somebody who answers for the go-live.
        """;

    [Fact]
    public async Task What_was_sealed_never_leaves_and_the_rest_does()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
        await vault.ClosedAsync(interview);

        var outside = await OutsideAsync(vault, interview);
        Assert.Contains(OnRecord, outside);
        Assert.DoesNotContain("boarding", outside);
        Assert.DoesNotContain("Between us", outside);
        Assert.Empty(FilesHolding(vault.Agency.Folder, "boarding school"));
        Assert.Empty(FilesHolding(vault.Agency.Folder, "penalty"));
    }

    [Fact]
    public async Task An_aside_changes_no_byte_outside()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var held = await vault.InterviewedAsync(2);
        await vault.MarkedAsync(held[0], Call($"Between us, {Secret}."));
        await vault.MarkedAsync(held[1], Call("Between us, no. Something else altogether that takes far longer to say and names two people, Rui and Inês."));
        await vault.ClosedAsync(held[0]);
        await vault.ClosedAsync(held[1]);
        Assert.Equal(await OutsideAsync(vault, held[0]), await OutsideAsync(vault, held[1]));
    }

    [Fact]
    public async Task A_report_that_repeats_an_aside_is_held_and_the_check_is_logged()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.AppendAsync(interview, new(61, CandidText.Of("Haulwise put a date in the contract with a penalty, Northwind would not."), false));
        await notes.AppendAsync(interview, new(90, CandidText.Of("Bonus scheme of the plant manager hung on signing before the summer."), false));
        await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
        await vault.ClosedAsync(interview);
        SmallAgency.AsHouse();
        var verdicts = await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check("house", "release-1",
        [
            new(1, "It helped that our managing director and their country head shared a boarding school."),
            new(2, OnRecord),
            new(3, "The plant manager's bonus hung on signing before the summer."),
            new(4, "Buyers wished for a named person who answers for the first month."),
        ]);
        Assert.Equal([Verdict.Held, Verdict.Pass, Verdict.Held, Verdict.Pass], verdicts);
        SmallAgency.As("olga", Role.Owner);
        var line = (await vault.Log.Lines(0))[0];
        Assert.Equal(("house", "release-1", AccessReason.LeakCheck), (line.Who, line.What, line.Why));
    }

    [Fact]
    public async Task An_aside_noted_after_the_transcript_was_first_looked_at_still_wants_its_place()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.OpenAsideAsync(interview, 120);
        await notes.CloseAsideAsync(interview, 140);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Contains("1 live mark has no place", (await vault.Intake(interview).Close("close")).Refusal);
    }

    [Fact]
    public async Task A_full_stop_does_not_carry_an_aside_through_the_wall()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.AppendAsync(interview, new(61, CandidText.Of("I play squash with the guy who runs their sales and he showed me the other bids"), true));
        SmallAgency.AsHouse();
        var verdicts = await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check("priya", "release-1",
        [
            new(1, "Buyers wished for a named person who answers for the first month."),
            new(2, "Someone he knows there runs their sales and."),
            new(3, "He showed me the numbers, which were then discussed at length."),
        ]);
        Assert.Equal([Verdict.Pass, Verdict.Held, Verdict.Held], verdicts);
    }

    [Fact]
    public async Task A_theme_is_told_from_k_buyers_on()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var held = await vault.InterviewedAsync(5);
        foreach (var interview in held)
        {
            await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
            SmallAgency.As("priya", Role.Analyst);
            await vault.Intake(interview).Enter(AccessReason.Marking);
            VaultAgency.Accepted(await vault.Intake(interview).File("theme", 1, "personal-ties"));
            SmallAgency.AsHouse();
            var told = await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).ProposeTheme("personal-ties");
            Assert.Equal(interview == held[^1] ? 5 : null, told.Count);
        }
    }

    [Fact]
    public async Task Where_recording_was_refused_only_notes_become_the_transcript()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync(recording: false))[0];
        SmallAgency.As("maya", Role.Interviewer);
        var refused = await vault.DeliverAsync(interview, "WEBVTT\n\n00:01.000 --> 00:03.000\nAna: We wanted a date.\n", "call.vtt");
        Assert.Contains("refused the recording", refused.Refusal);
        VaultAgency.Accepted(await vault.DeliverAsync(interview, "00:10 She wanted a date.\n04:20 Support answered within the hour.\n", "notes.txt"));
    }

    [Fact]
    public async Task Intake_does_not_close_while_anything_waits_for_an_answer()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("maya", Role.Interviewer);
        VaultAgency.Accepted(await vault.DeliverAsync(interview, Call($"Between us, {Secret}.")));
        var refused = await vault.Intake(interview).Close("close");
        Assert.Equal("Intake cannot close: 2 voices have no role (no. 1, 2); 1 suggestion is unanswered (no. 1).", refused.Refusal);
    }

    [Fact]
    public async Task An_unreadable_file_is_kept_and_refused_with_its_line()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("maya", Role.Interviewer);
        var answer = await vault.DeliverAsync(interview, "%PDF-1.7 blue heron", "Ana.pdf");
        Assert.StartsWith("Line 1:", answer.Refusal);
        var kept = Assert.Single(await vault.Files.UploadsAsync(interview));
        Assert.Equal(answer.Refusal, kept.File.Refusal);
        await using var bytes = await vault.Files.OpenAsync(interview, kept.Number);
        Assert.Equal("%PDF-1.7 blue heron", await new StreamReader(bytes).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(FilesHolding(vault.Agency.Folder, "blue heron"));
        Assert.Equal(0, (await vault.Intake(interview).View()).Marking.Upload);
    }

    [Fact]
    public async Task A_file_that_is_too_large_leaves_nothing_behind()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await Assert.ThrowsAsync<UploadTooLargeException>(() => vault.Files.KeepAsync(interview, new Endless(), TestContext.Current.CancellationToken));
        Assert.Empty(await vault.Files.UploadsAsync(interview));
        Assert.False(await vault.Files.HasAsync(interview, 1));
    }

    [Fact]
    public async Task Where_nothing_was_recorded_the_notes_are_the_transcript()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.AppendAsync(interview, new(60, CandidText.Of("Wanted a date in the contract."), false));
        await notes.OpenAsideAsync(interview, 100);
        await notes.AppendAsync(interview, new(110, CandidText.Of("The planner is leaving in May."), true));
        await notes.CloseAsideAsync(interview, 120);
        await notes.AppendAsync(interview, new(180, CandidText.Of("Price was never the reason."), false));
        SmallAgency.As("maya", Role.Interviewer);
        VaultAgency.Accepted(await vault.Intake(interview).DeliverNotes("notes"));
        VaultAgency.Accepted(await vault.Intake(interview).ConfirmSpeakers("speakers", [WinLossAgency.Vault.Speakers.VoiceRole.Buyer]));
        await vault.ClosedAsync(interview);
        var outside = await OutsideAsync(vault, interview);
        Assert.Contains("Price was never the reason.", outside);
        Assert.DoesNotContain("leaving in May", outside);
    }

    [Fact]
    public async Task Notes_are_never_a_transcript_without_the_seals_they_came_with()
    {
        var writes = 0;
        await using var vault = await VaultAgency.OpenAsync(through: inner => new FaultyDocuments(inner)
        {
            FailsBefore = key => key.StartsWith("journal|intake|", StringComparison.Ordinal) && ++writes == 2,
        });
        var interview = (await vault.InterviewedAsync())[0];
        var notes = vault.Agency.Services.GetRequiredService<CallNotes>();
        await notes.AppendAsync(interview, new(110, CandidText.Of("The planner is leaving in May."), true));
        await notes.AppendAsync(interview, new(180, CandidText.Of("Price was never the reason."), false));
        SmallAgency.As("maya", Role.Interviewer);
        var intake = vault.Intake(interview);
        // Whatever becomes of the second write, the first holds all or nothing.
        await Record.ExceptionAsync(() => intake.DeliverNotes("notes"));
        Assert.Single((await intake.View()).Marking.Sealed);
    }

    [Fact]
    public async Task A_death_between_the_document_and_the_event_is_mended_by_closing_again()
    {
        var folder = Directory.CreateTempSubdirectory("vault-").FullName;
        string interview;
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            interview = (await vault.InterviewedAsync())[0];
            await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
            SmallAgency.As("maya", Role.Interviewer);
            // As a death leaves it: the words lie outside, and nothing has happened that names them.
            var facts = await vault.Files.FactsAsync(interview, 1);
            var split = Split.Of(facts.Transcript, (await vault.Intake(interview).View()).Marking);
            await vault.Agency.Given.Transcripts.WriteAsync(VaultFiles.SubjectOf(interview), IntakeFiles.OnRecord, split.OnRecord);
        }
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            vault.Agency.Time.Now = Instant.FromUtc(2026, 11, 24, 15, 0);
            SmallAgency.AsHouse();
            Assert.Equal(CaseStatus.Intake, (await vault.Grains.GetGrain<IInterview>(interview).View()).State.Status);
            SmallAgency.As("maya", Role.Interviewer);
            await vault.ClosedAsync(interview);
            Assert.Contains(OnRecord, await OutsideAsync(vault, interview));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Sealing_after_the_close_takes_the_words_back()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call($"Between us, {Secret}."));
        await vault.ClosedAsync(interview);
        SmallAgency.As("priya", Role.Analyst);
        await vault.Intake(interview).Enter(AccessReason.BuyersRequest);
        VaultAgency.Accepted(await vault.Intake(interview).Seal("later", new(new(1, 0), new(1, OnRecord.Length)), DeclaredBy.Buyer));
        Assert.DoesNotContain("penalty", await OutsideAsync(vault, interview));
        SmallAgency.AsHouse();
        Assert.Equal([Verdict.Held], await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check("house", "release-2", [new(1, OnRecord)]));
    }

    internal static async Task<string> OutsideAsync(VaultAgency vault, string interview)
    {
        var transcript = await vault.Agency.Given.Transcripts.ReadAsync<OnRecordTranscript>(VaultFiles.SubjectOf(interview), IntakeFiles.OnRecord);
        return Encoding.UTF8.GetString(OnRecordJson.Write(transcript!));
    }

    /// <summary>Every file under the folder whose bytes hold the words, WAL and blobs included, in UTF-8 or UTF-16.</summary>
    internal static List<string> FilesHolding(string folder, string words)
    {
        byte[][] shapes = [Encoding.UTF8.GetBytes(words), Encoding.Unicode.GetBytes(words)];
        var holding = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            if (shapes.Any(shape => bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(shape) >= 0)) holding.Add(file);
        }
        return holding;
    }

    private sealed class Endless : MemoryStream
    {
        private static readonly byte[] Line = "00:01 word word word\n"u8.ToArray();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var at = 0; at < buffer.Length; at += Line.Length) Line.AsSpan(0, Math.Min(Line.Length, buffer.Length - at)).CopyTo(buffer.Span[at..]);
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
