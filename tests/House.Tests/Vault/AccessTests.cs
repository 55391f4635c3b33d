using NodaTime;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>Who comes to candid words, and what is written down when they do.</summary>
public sealed class AccessTests
{
    private const string Call = "Maya: How was it?\nAna: Quite early on it was clear.\nMaya: Thank you.\n";

    [Fact]
    public async Task An_interviewer_has_their_own_until_it_closes_and_nobody_else_s()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call);
        SmallAgency.As("joao", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(() => vault.Intake(interview).Enter(null));
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Equal(AccessReason.OwnInterview, (await vault.Intake(interview).Enter(null)).Opening!.Why);
        await vault.ClosedAsync(interview);
        SmallAgency.As("maya", Role.Interviewer);
        await Assert.ThrowsAsync<AccessRefusedException>(() => vault.Intake(interview).Enter(AccessReason.CheckQuote));
    }

    [Fact]
    public async Task Whoever_held_the_interview_says_why_like_any_analyst_once_it_is_closed()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call);
        await vault.ClosedAsync(interview);
        SmallAgency.As("maya", Role.Interviewer | Role.Analyst);
        Assert.Null((await vault.Intake(interview).Enter(null)).Opening);
        Assert.StartsWith("Say first why", (await vault.Intake(interview).Seal("seal", new(new(1, 0), new(1, 5)), DeclaredBy.Buyer)).Refusal);
        Assert.Equal(AccessReason.CheckQuote, (await vault.Intake(interview).Enter(AccessReason.CheckQuote)).Opening!.Why);
        Assert.NotNull((await vault.Intake(interview).Enter(null)).Opening);
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.BillingAdmin)]
    public async Task Owners_supervisors_and_billing_have_no_way_in(Role role)
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("zoe", role);
        await Assert.ThrowsAsync<AccessRefusedException>(() => vault.Intake(interview).Enter(AccessReason.Audit));
        await Assert.ThrowsAsync<AccessRefusedException>(() => vault.Intake(interview).View());
        await Assert.ThrowsAsync<AccessRefusedException>(() => vault.Intake(interview).Close("close"));
    }

    [Fact]
    public async Task An_analyst_says_why_first_and_it_stands_for_thirty_minutes()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Null((await vault.Intake(interview).Enter(null)).Opening);
        Assert.Null((await vault.Intake(interview).Enter(AccessReason.OwnInterview)).Opening);
        Assert.StartsWith("Say first why", (await vault.Intake(interview).Seal("seal", new(new(1, 0), new(1, 5)), DeclaredBy.Buyer)).Refusal);
        var opening = (await vault.Intake(interview).Enter(AccessReason.CheckQuote)).Opening!;
        Assert.Equal(opening, (await vault.Intake(interview).Enter(null)).Opening);
        VaultAgency.Accepted(await vault.Intake(interview).Seal("seal", new(new(1, 0), new(1, 5)), DeclaredBy.Buyer));
        vault.Agency.Time.Pass(Duration.FromMinutes(31));
        Assert.Null((await vault.Intake(interview).Enter(null)).Opening);
    }

    [Fact]
    public async Task A_second_person_unseals_what_the_interviewer_sealed_and_only_the_buyer_what_the_buyer_did()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        await vault.MarkedAsync(interview, Call);
        SmallAgency.As("maya", Role.Interviewer);
        var intake = vault.Intake(interview);
        VaultAgency.Accepted(await intake.Seal("one", new(new(1, 0), new(1, 5)), DeclaredBy.Interviewer));
        VaultAgency.Accepted(await intake.Seal("two", new(new(1, 6), new(1, 11)), DeclaredBy.Buyer));
        VaultAgency.Accepted(await intake.ProposeUnseal("ask", 1));
        Assert.False((await intake.ProposeUnseal("ask-two", 2)).Ok);
        Assert.False((await intake.SettleUnseal("self", 1, true)).Ok);
        SmallAgency.As("priya", Role.Analyst);
        await intake.Enter(AccessReason.Marking);
        VaultAgency.Accepted(await intake.SettleUnseal("second", 1, true));
        Assert.Equal([2], (await intake.View()).Marking.Sealed.Select(aside => aside.Number));
    }

    [Fact]
    public async Task The_log_is_kept_in_parts_and_anyone_can_check_it()
    {
        var folder = Directory.CreateTempSubdirectory("vault-").FullName;
        SignedHead before;
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            SmallAgency.AsHouse();
            for (var n = 0; n < AccessLogGrain.LeavesMax + 7; n++) await vault.Log.Record($"person-{n % 3}", "northwind/q4/i-1", AccessReason.Audit);
            before = await vault.Log.Head();
        }
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            SmallAgency.AsHouse();
            await vault.Log.Record("priya", "northwind/q4/i-2", AccessReason.CheckQuote);
            SmallAgency.As("olga", Role.Owner);
            var (file, head) = ((byte[])[.. await vault.Log.Export()], await vault.Log.Head());
            Assert.Null(AuditorsCheck.Of(file, head.PublicKey, new WitnessedHead(before.Size, before.Root)));
            var leaves = System.Text.Encoding.UTF8.GetString(file).Split('\n').Where(line => line.Contains("\"kind\":\"line\"", StringComparison.Ordinal))
                .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("leaf").GetString()!).ToArray();
            Assert.Equal(AccessLogGrain.LeavesMax + 8, leaves.Length);
            Assert.True(HeadKey.Verifies(head));
            Assert.False(HeadKey.Verifies(head with { Size = head.Size - 1 }));
            var consistency = await vault.Log.Consistency(before.Size, head.Size);
            Assert.True(AccessProof.Extends(before.Size, Hash(before.Root), head.Size, Hash(head.Root), [.. consistency.Select(Hash)]));
            var inclusion = await vault.Log.Inclusion(3, head.Size);
            Assert.True(AccessProof.Includes(AccessTree.LeafHash(AccessLeaf.Bytes(leaves[3])), 3, head.Size, Hash(head.Root), [.. inclusion.Select(Hash)]));
            Assert.Equal(AccessLogGrain.PageMax, (await vault.Log.Lines(0)).Length);
            SmallAgency.As("priya", Role.Analyst);
            Assert.Equal("northwind/q4/i-2", Assert.Single(await vault.Log.Lines(0)).What);
            await Assert.ThrowsAsync<AccessRefusedException>(vault.Log.Export);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Hash(string base64) => Convert.FromBase64String(base64);
}
