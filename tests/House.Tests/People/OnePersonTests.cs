using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;

namespace WinLossAgency.House.Tests.People;

/// <summary>Who is one person is one person everywhere; what one client's programme noted of them is no other's.</summary>
public sealed class OnePersonTests
{
    private static readonly DossierFile ByMail = new() { Name = "Ana Ferreira", Emails = ["ana@vale.example"] };
    private static readonly DossierFile ByPhone = new() { Name = "A. Ferreira", Phones = [new("n1", "Mobile", "+351912555777", "list")] };

    [Fact]
    public async Task Found_by_mail_and_by_phone_two_keys_become_one_and_the_old_one_forwards()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var people = agency.Grains.GetGrain<IPeople>(IPeople.Key);
        var (mail, phone) = (await people.FindOrOpen("1", "Europe/Lisbon", ByMail), await people.FindOrOpen("2", "Europe/Lisbon", ByPhone));
        Assert.NotEqual(mail, phone);
        await agency.Grains.GetGrain<IPerson>(mail).List("l1", "northwind/q4/i-1");
        await agency.Grains.GetGrain<IPerson>(phone).List("l2", "atlas/h2/i-2");
        Assert.True((await agency.Grains.GetGrain<IPerson>(phone).Permit("dial", TouchKind.Dial, "atlas/h2/i-2")).Ok);

        var both = await people.FindOrOpen("3", "Europe/Lisbon", ByMail with { Phones = ByPhone.Phones });

        Assert.Equal(mail, both);
        Assert.Equal(mail, await people.Whose("+351 912 555 777"));
        var one = agency.Grains.GetGrain<IPerson>(mail);
        Assert.Equal(["northwind/q4/i-1", "atlas/h2/i-2"], (await one.Standing()).Interviews);
        Assert.Single((await one.Standing()).Touches);
        Assert.Equal("+351912555777", Assert.Single((await one.Dossier())!.Phones).E164);
        // The old key is the same person from now on: its touches count there, and a refusal bars both.
        var old = agency.Grains.GetGrain<IPerson>(phone);
        Assert.Equal("Ana Ferreira", (await old.Dossier())!.Name);
        Assert.True((await old.Permit("dial-2", TouchKind.Dial, "atlas/h2/i-2")).Ok);
        Assert.Equal(2, (await one.Standing()).Touches.Length);
        Assert.True((await old.Suppress("never")).Ok);
        Assert.False((await one.Permit("dial-3", TouchKind.Dial, "northwind/q4/i-1")).Ok);
        Assert.Equal("", await people.FindOrOpen("4", "Europe/Lisbon", ByPhone));
    }

    [Fact]
    public async Task A_note_made_for_one_client_shows_in_no_other_client_s_case()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = (await vault.InterviewedAsync())[0];
        SmallAgency.As("maya", Role.Interviewer);
        VaultAgency.Accepted(await vault.Grains.GetGrain<IInterview>(interview).Note("asks for evenings"));
        SmallAgency.AsHouse();
        var person = (await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!;
        await vault.Grains.GetGrain<IPerson>(person).Note(new DossierNote(vault.Agency.Time.Now, "maya", "told us of their merger", "atlas/h2"));
        Assert.Equal(["asks for evenings"], (await vault.Grains.GetGrain<IInterview>(interview).ForMasking()).Dossier.Notes.Select(n => n.Words));
        Assert.Equal(2, (await vault.Grains.GetGrain<IPerson>(person).Dossier())!.Notes.Length);
    }
}
