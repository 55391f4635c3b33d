using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The file for an auditor is accepted as it is by a check that shares no code with us, and refused after any change.</summary>
public sealed class AccessExportTests
{
    [Fact]
    public async Task A_check_of_somebody_else_accepts_the_file_and_refuses_it_after_any_tampering()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (file, head) = await ExportAsync(vault, 37);
        Assert.Null(AuditorsCheck.Of(file, head.PublicKey, new WitnessedHead(head.Size, head.Root)));
        Prop.ForAll(Arb.From(Tampered(file)), tampered => AuditorsCheck.Of(tampered, head.PublicKey) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Fact]
    public async Task Every_single_byte_counts()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (file, head) = await ExportAsync(vault, 3);
        for (var at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 1;
            Assert.True(AuditorsCheck.Of(changed, head.PublicKey) is not null, $"A change of byte {at} of {file.Length} was not seen.");
            Assert.True(AuditorsCheck.Of(file[..at], head.PublicKey) is not null, $"The end from byte {at} of {file.Length} was not missed.");
        }
    }

    [Fact]
    public async Task A_log_that_the_house_itself_wrote_anew_is_known_by_the_witness()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (file, head) = await ExportAsync(vault, 9);
        // Signed by the house and whole in itself, yet not what the witness was told.
        Assert.Null(AuditorsCheck.Of(file, head.PublicKey));
        Assert.Contains("witness saw another", AuditorsCheck.Of(file, head.PublicKey, new WitnessedHead(head.Size, Convert.ToBase64String(new byte[32]))));
        Assert.Contains("witness saw another", AuditorsCheck.Of(file, head.PublicKey, new WitnessedHead(head.Size + 1, head.Root)));
    }

    [Fact]
    public async Task A_log_that_nobody_has_opened_exports_too()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (file, head) = await ExportAsync(vault, 0);
        Assert.Null(AuditorsCheck.Of(file, head.PublicKey));
    }

    private static async Task<(byte[] File, SignedHead Head)> ExportAsync(VaultAgency vault, int lines)
    {
        SmallAgency.AsHouse();
        var day = new LocalDate(2026, 11, 24);
        for (var n = 0; n < lines; n++)
        {
            await vault.Log.Record($"person-{n % 3}", "northwind/q4/i-1", AccessReason.Audit);
            if (n % 10 == 4) Assert.Equal(await vault.Log.Witness(day.PlusDays(n)), await vault.Log.Witness(day.PlusDays(n)));
        }
        SmallAgency.As("karin", Role.PrivacyOfficer);
        return ([.. await vault.Log.Export()], await vault.Log.Head());
    }

    /// <summary>Flips, drops, swaps, insertions and cuts, of bytes and of whole lines, at any place.</summary>
    private static Gen<byte[]> Tampered(byte[] file)
    {
        var place = Gen.Choose(0, file.Length - 1);
        var lines = Encoding.UTF8.GetString(file).Split('\n')[..^1];
        var line = Gen.Choose(0, lines.Length - 1);
        static byte[] Joined(IEnumerable<string> all) => Encoding.UTF8.GetBytes(string.Concat(all.Select(one => one + "\n")));
        var bytes = Gen.OneOf(
            from at in place from bit in Gen.Choose(0, 7) select (byte[])[.. file[..at], (byte)(file[at] ^ (1 << bit)), .. file[(at + 1)..]],
            from at in place select (byte[])[.. file[..at], .. file[(at + 1)..]],
            from at in place from put in Gen.Choose(0, 255) select (byte[])[.. file[..at], (byte)put, .. file[at..]],
            from at in place from other in place select Swapped(file, at, other),
            from at in place select file[..at],
            from put in Gen.Choose(0, 255) select (byte[])[.. file, (byte)put]);
        var whole = Gen.OneOf(
            from at in line select Joined([.. lines[..at], .. lines[(at + 1)..]]),
            from at in line from to in line select Joined([.. lines[..to], lines[at], .. lines[to..]]),
            from at in line from to in line select Joined(Swapped(lines, at, to)),
            from at in line select Joined(lines[..at]));
        return from one in Gen.OneOf(bytes, whole) where !one.AsSpan().SequenceEqual(file) select one;
    }

    private static T[] Swapped<T>(T[] all, int one, int other)
    {
        T[] swapped = [.. all];
        (swapped[one], swapped[other]) = (all[other], all[one]);
        return swapped;
    }
}
