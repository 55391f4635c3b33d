using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Held;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>A hit blocks; a second person may clear it with a reason, recorded (DOMAIN §9.6).</summary>
public sealed class HeldTests
{
    private const string Secret = "the plant manager's bonus hung on signing before the summer";
    private const string Near = "Signing before the summer mattered to the plant manager's bonus.";
    private const string Changed = "Signing before the summer mattered much to the plant manager's bonus.";
    private const string Copied = "We heard that the plant manager's bonus hung on signing before the summer.";
    private const string Spoken = $"Maya: What decided it?\nAna: Haulwise put a date in the contract.\nAna: Between us, {Secret}.\nMaya: And back on record?\nAna: Somebody should answer for the start.\n";

    [Fact]
    public async Task A_held_sentence_is_seen_beside_its_aside_and_cleared_by_a_second_person_with_a_reason()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        await ClosedAsync(house.Vault);
        Assert.Equal([Verdict.Held, Verdict.Held, Verdict.Pass], await CheckAsync(house.Vault, "priya", Near, Copied, "Somebody should answer for the start."));

        var tom = house.As("tom", Role.Analyst);
        var shut = await tom.ReadAsync($"/held/{VaultAgency.Engagement}");
        Assert.DoesNotContain("bonus", shut.Body);
        Assert.Equal(422, (await tom.SendAsync($"/held/{VaultAgency.Engagement}/opening", ("why", "Curious"))).Status);
        Assert.Empty(await OpeningsOfAsync(house.Vault, "tom"));
        Assert.Equal(303, (await tom.SendAsync($"/held/{VaultAgency.Engagement}/opening", ("why", "SeeWhyHeld"))).Status);
        Assert.Equal([AccessReason.SeeWhyHeld], await OpeningsOfAsync(house.Vault, "tom"));
        var open = (await tom.ReadAsync($"/held/{VaultAgency.Engagement}")).Body;
        Assert.Contains(Near, open);
        Assert.Contains($"Interview 1, in confidence</figcaption>", open);
        Assert.Contains(Secret, open);
        Assert.Contains("Nobody can clear it", open);
        var (sentence, seen) = (Field(open, "sentence"), Field(open, "seen"));
        Assert.Equal(422, (await tom.SendAsync($"/held/{VaultAgency.Engagement}/clearings", ("sentence", sentence), ("seen", seen), ("reason", ""))).Status);
        Assert.Contains("Look again", (await tom.SendAsync($"/held/{VaultAgency.Engagement}/clearings", ("sentence", sentence), ("seen", ""), ("reason", "SubjectOnly"))).Body);
        Assert.Equal(Verdict.Held, (await CheckAsync(house.Vault, "priya", Near))[0]);
        Assert.Equal(303, (await tom.SendAsync($"/held/{VaultAgency.Engagement}/clearings", ("sentence", sentence), ("seen", seen), ("reason", "SubjectOnly"), ("note", "Her own bonus is nowhere in it."))).Status);

        // The house's own check before a release is laid lets these very words pass too; other words, and the aside's own, stay held.
        foreach (var by in new[] { "priya", "house" })
            Assert.Equal([Verdict.Pass, Verdict.Held, Verdict.Held], await CheckAsync(house.Vault, by, Near, Changed, Copied));
        var after = (await tom.ReadAsync($"/held/{VaultAgency.Engagement}")).Body;
        Assert.Contains("Her own bonus is nowhere in it.", after);
        Assert.Contains("it shares the subject", after);
        Assert.Equal([AccessReason.Clearing, AccessReason.SeeWhyHeld], await OpeningsOfAsync(house.Vault, "tom"));
        Assert.DoesNotContain("bonus", house.Log.All);
        Assert.Empty(IntakeTests.FilesHolding(house.Vault.Agency.Folder, "mattered to the plant"));
        Assert.Empty(IntakeTests.FilesHolding(house.Vault.Agency.Folder, "nowhere in it"));
    }

    [Fact]
    public async Task Who_had_it_checked_clears_nothing_and_nobody_clears_an_asides_own_words()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await ClosedAsync(vault);
        await CheckAsync(vault, "priya", Near, Copied);
        var held = vault.Grains.GetGrain<IHeld>(VaultAgency.Engagement);
        SmallAgency.As("priya", Role.Analyst);
        await Assert.ThrowsAsync<AccessRefusedException>(() => held.View());
        Assert.Null(await held.Enter(null));
        Assert.NotNull(await held.Enter(AccessReason.SeeWhyHeld));
        var lines = await LinesAsync(vault.Agency, VaultAgency.Engagement);
        var (near, copied) = (Of(lines, Near), Of(lines, Copied));
        Assert.Contains("a second person", (await held.Clear("mine", near.Sentence, near.Seen, ClearingReason.SubjectOnly)).Refusal);
        SmallAgency.As("tom", Role.Analyst);
        Assert.Contains("Say first why", (await held.Clear("unseen", near.Sentence, near.Seen, ClearingReason.SubjectOnly)).Refusal);
        await held.Enter(AccessReason.SeeWhyHeld);
        Assert.Contains("own words", (await held.Clear("copied", copied.Sentence, copied.Seen, ClearingReason.SubjectOnly)).Refusal);
        Assert.Contains("no such", (await held.Clear("other", "0123456789abcdef0123", near.Seen, ClearingReason.SubjectOnly)).Refusal);
        foreach (var role in new[] { Role.Interviewer, Role.Supervisor, Role.BillingAdmin, Role.Owner })
        {
            SmallAgency.As("somebody", role);
            await Assert.ThrowsAsync<AccessRefusedException>(() => held.Enter(AccessReason.SeeWhyHeld));
        }
        // Whoever had it checked later has asked for it as well.
        Assert.Equal(Verdict.Held, (await CheckAsync(vault, "tom", Near))[0]);
        SmallAgency.As("tom", Role.Analyst);
        Assert.Contains("a second person", (await held.Clear("asked", near.Sentence, near.Seen, ClearingReason.SubjectOnly)).Refusal);
        SmallAgency.As("karin", Role.PrivacyOfficer);
        await held.Enter(AccessReason.SeeWhyHeld);
        VaultAgency.Accepted(await held.Clear("karin", near.Sentence, near.Seen, ClearingReason.AlsoOnRecord));
        Assert.Equal(Verdict.Pass, (await CheckAsync(vault, "priya", Near))[0]);
    }

    [Fact]
    public void A_clearing_counts_for_the_asides_that_were_seen_and_for_no_other()
    {
        var key = new HashKey(new string('a', 64));
        var before = new Nearness(new LeakIndex([new Aside("0", Secret)]), new Dictionary<string, CandidAside> { ["0"] = new("i-1", Secret) }, key);
        var after = new Nearness(new LeakIndex([new Aside("0", Secret)]), new Dictionary<string, CandidAside> { ["0"] = new("i-2", Secret) }, key);
        var cleared = new HeldSentence(before.HashOf(Near), "i-1", ["priya"], default, [.. before.Of(Near).Select(a => a.Hash)], "tom", ClearingReason.SubjectOnly);
        Assert.True(before.IsCleared(cleared, Near, before.Index.Check(Near)));
        Assert.Equal(["i-2"], after.Of(Near).Select(a => a.Interview));
        Assert.False(after.IsCleared(cleared, Near, after.Index.Check(Near)));
        Assert.False(before.IsCleared(cleared with { ClearedBy = null }, Near, before.Index.Check(Near)));
        Assert.False(before.IsCleared(null, Near, before.Index.Check(Near)));
    }

    [Fact]
    public async Task A_report_with_a_cleared_sentence_is_proposed_approved_and_laid()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var held = agency.Agency.Grains.GetGrain<IHeld>(CodedAgency.Engagement);
        SmallAgency.As("maya", Role.Interviewer);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IInterview>(agency.Interviews[2]).Note($"It is said that {Secret}"));
        ReportDraft With(ReportDraft d) => d with { CouldNotLearn = [.. d.CouldNotLearn, Near] };
        Assert.Equal(LightState.Stops, (await agency.LightAsync(GateLight.Leak, With)).State);
        SmallAgency.As("lena", Role.PrivacyOfficer);
        await held.Enter(AccessReason.SeeWhyHeld);
        foreach (var line in await LinesAsync(agency.Agency, CodedAgency.Engagement))
            CodedAgency.Accepted(await held.Clear($"clear/{line.Held.Sentence}", line.Held.Sentence, [.. line.Seen.Split(',')], ClearingReason.PublicKnowledge));
        Assert.Equal(LightState.Clear, (await agency.LightAsync(GateLight.Leak, With)).State);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.Propose("propose"));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await agency.Report.Approve("approve", (await agency.Report.View()).Seen));
        await agency.Agency.UntilAsync(async () => (await agency.Report.View()).State.Stage == ReportStage.Released);
    }

    private static async Task ClosedAsync(VaultAgency vault)
    {
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Spoken);
        await vault.ClosedAsync(interview);
    }

    private static async Task<HeldLine[]> LinesAsync(SmallAgency agency, string engagement)
    {
        var visit = new HeldVisit(agency.Grains, agency.Services.GetRequiredService<HeldWords>(), agency.Services.GetRequiredService<CandidWords>());
        await visit.LoadAsync(engagement);
        return [.. visit.Lines];
    }

    private static (string Sentence, ImmutableArray<string> Seen) Of(HeldLine[] lines, string words)
    {
        var line = lines.Single(l => l.Words == words);
        return (line.Held.Sentence, [.. line.Seen.Split(',')]);
    }

    private static async Task<Verdict[]> CheckAsync(VaultAgency vault, string by, params string[] sentences)
    {
        SmallAgency.AsHouse();
        return [.. await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check(by, $"{VaultAgency.Engagement}/r-1", [.. sentences.Select((s, n) => new ReportSentence(n + 1, s))])];
    }

    private static async Task<AccessReason[]> OpeningsOfAsync(VaultAgency vault, string who)
    {
        SmallAgency.As("karin", Role.PrivacyOfficer);
        return [.. (await vault.Log.Lines(0)).Where(l => l.Who == who).Select(l => l.Why)];
    }

    private static string Field(string body, string name) => body.Split($"name=\"{name}\" value=\"")[1].Split('"')[0];
}
