using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>What a buyer asks for is theirs, asides and all; that it was opened for them stands in the log.</summary>
public sealed class CopyTests
{
    private const string Call = "Maya: How was it?\nAna: Quite early on the quote was clear. Between us, my manager Xavier hated it.\nMaya: Back on the record. Thank you.\n";

    [Fact]
    public async Task The_copy_holds_what_we_know_what_was_said_and_what_was_confided_and_the_log_has_it()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = (await house.Vault.InterviewedAsync())[0];
        await house.Vault.MarkedAsync(interview, Call);
        await house.Vault.ClosedAsync(interview);
        SmallAgency.AsHouse();
        var person = house.Vault.Grains.GetGrain<IPerson>((await house.Vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!);
        await house.Vault.Agency.UntilAsync(async () => !(await person.Standing()).Interviews.IsEmpty);
        // Somebody else had the case before them, and wrote too.
        foreach (var (words, whose) in new[] { ("Ring me after nine", 0), ("I have left Casa Azul", -1) })
            await house.Vault.Agency.Services.GetRequiredService<ReplyFiles>().AppendAsync(interview, new Reply(words, house.Vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of(words), [], false) { Whose = whose });
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var privacy = house.Vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        var wish = (await privacy.Take("take", WishKind.Copy, WishCame.ByMail, "ana1@vale1.example")).Wish!;
        var erasure = (await privacy.Take("take-2", WishKind.Erasure, WishCame.ByMail, "ana1@vale1.example")).Wish!;

        var karin = house.As("karin", Role.PrivacyOfficer);
        await karin.ReadAsync($"/interviews/{interview}/transcript/speakers");
        var (status, copy) = await karin.SendAsync($"/privacy/{wish}/copy");

        Assert.Equal(200, status);
        Assert.Contains("ana1@vale1.example", copy);
        Assert.Contains("Quite early on the quote was clear.", copy);
        Assert.Contains("my manager Xavier hated it", copy);
        Assert.Contains("Northwind Freight Systems", copy);
        Assert.Contains("Ring me after nine", copy);
        Assert.DoesNotContain("Casa Azul", copy);
        Assert.True(Assert.Single(await privacy.Wishes(), w => w.Wish == wish).Done);
        Assert.Contains(await house.Vault.Log.Lines(0), line => line is { Who: "karin", Why: WinLossAgency.Vault.AccessLog.AccessReason.BuyersRequest } && line.What == interview);
        // Made for that wish only, and for nobody but the privacy officer.
        Assert.Equal(404, (await karin.SendAsync($"/privacy/{erasure}/copy")).Status);
        var olga = house.As("olga", Role.Owner);
        await olga.ReadAsync($"/access-log/{VaultAgency.Engagement}");
        Assert.NotEqual(200, (await olga.SendAsync($"/privacy/{wish}/copy")).Status);
        Assert.DoesNotContain("Xavier", house.Log.All);
    }
}
