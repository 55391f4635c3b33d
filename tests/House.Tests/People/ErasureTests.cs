using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.People;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.People;

/// <summary>A buyer who asks for it is gone from both sides of the wall, from every file, and stays gone.</summary>
public sealed class ErasureTests
{
    private const string Mail = "ana1@vale1.example";
    private const string Other = "ana2@vale2.example";
    private const string Phone = "+351912555001";
    private const string Call = "Maya: How was it?\nAna: Quite early on the zirconium quote was clear, between us my manager Xavier hated it. Let us go on.\nMaya: Thank you.\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erased_on_both_sides_of_the_wall_the_buyer_is_in_no_file_and_the_counts_stay()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var held = await HeldAsync(vault);
        Assert.True(await HoldsAsync(vault, held[0]));

        var told = await EraseAsync(vault, Mail);

        Assert.Equal(1, told.Cases);
        Assert.Equal(1, told.Lists);
        Assert.Empty(told.Found);
        Assert.True(told.FilesSearched > 5);
        foreach (var words in new[] { Mail, Phone, "Ana1 Ferreira1" })
            Assert.Empty((await FileSearch.InAsync(vault.Agency.Folder, "*", [Encoding.UTF8.GetBytes(words)], Stop)).Found);
        Assert.False(await HoldsAsync(vault, held[0]));
        Assert.True(await HoldsAsync(vault, held[1]));
        SmallAgency.AsHouse();
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        await vault.Agency.UntilAsync(async () => (await engagement.Cards()).Count(c => c.Status == CaseStatus.Done) == 1);
        Assert.Equal(2, (await engagement.View())!.Interviewed);
        Assert.True((await vault.Intake(held[0]).View()).Marking.IsErased);
        // The wall still answers, and still holds the other buyer's aside.
        Assert.Equal([Verdict.Held], await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check("house", "r", [new(1, "My manager Xavier hated it.")]));
    }

    [Fact]
    public async Task A_call_still_to_come_is_withdrawn_and_its_time_is_free()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await vault.Agency.InTheFieldAsync(VaultAgency.List(1));
        SmallAgency.AsHouse();
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)]);
        await vault.Agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        var card = (await engagement.Cards())[0];
        VaultAgency.Accepted(await vault.Grains.GetGrain<IInterview>(card.Interview).Do("book", new InterviewCommand.Book("maya", "maya", vault.Agency.Time.Now + Duration.FromHours(2), 30, MeetingWay.Phone)));
        await ListedAsync(vault, card.Person);
        await vault.Agency.UntilAsync(async () => (await vault.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.Any(p => p.Interview == card.Interview));

        await EraseAsync(vault, Phone);

        SmallAgency.AsHouse();
        Assert.Equal(CaseStatus.Suppressed, (await vault.Grains.GetGrain<IInterview>(card.Interview).View()).State.Status);
        await vault.Agency.UntilAsync(async () => (await vault.Grains.GetGrain<IInterviewer>("maya").Day()).Promises.All(p => p.Interview != card.Interview));
        Assert.False((await vault.Grains.GetGrain<IPerson>(card.Person).Permit("mail", TouchKind.BookingMail, card.Interview)).Ok);
        Assert.Null(await vault.Grains.GetGrain<IPerson>(card.Person).Dossier());
    }

    [Fact]
    public async Task A_new_list_brings_nobody_back_and_tells_the_erased_from_the_barred_by_nothing()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await vault.Agency.InTheFieldAsync(VaultAgency.List(3));
        await EraseAsync(vault, Mail);
        await CarriedOutAsync(vault, WishKind.DoNotContact, Other);

        SmallAgency.AsHouse();
        var engagement = vault.Grains.GetGrain<IEngagement>("northwind/again");
        VaultAgency.Accepted(await vault.Grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement("open", "northwind/again"));
        VaultAgency.Accepted(await engagement.Draft("draft", (await vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement).View())!.SetUp));
        var upload = await engagement.Keep("keep", "again.csv", [.. Encoding.UTF8.GetBytes(VaultAgency.List(3))]);
        var taken = await engagement.Import("again", upload, "again.csv");

        Assert.Equal((3, 3, 2), (taken.Rows, taken.Accepted, taken.Barred));
        Assert.Empty(taken.Repeated);
        Assert.Empty(taken.Rejected);
        Assert.Equal(["not to be contacted", "not to be contacted", "not chosen"], (await engagement.Deals(0)).Select(d => d.State));
        VaultAgency.Accepted(await engagement.Reach("agreed", Domain.Engagements.Stage.Agreed));
        VaultAgency.Accepted(await engagement.Choose("all", [.. (await engagement.Deals(0)).Select(d => d.Deal)]));
        await vault.Agency.UntilAsync(() => engagement.Settled());
        await vault.Agency.UntilAsync(async () => (await engagement.Cards()).Length > 0);
        Assert.Single(await engagement.Cards());
    }

    [Fact]
    public async Task A_death_after_the_keys_were_destroyed_is_finished_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("erasure-").FullName;
        string[] held;
        string person;
        await using (var vault = await VaultAgency.OpenAsync(folder, documents => new Breaking(documents)))
        {
            held = await HeldAsync(vault);
            person = await PersonOfAsync(vault, held[0]);
            Breaking.Now = true;
            await CarriedOutAsync(vault, WishKind.Erasure, Mail);
            // The people's keys are gone and the vault's are not: the store broke in between.
            SmallAgency.AsHouse();
            await vault.Agency.UntilAsync(async () => await vault.Agency.Given.Transcripts.ReadAsync<object>(WinLossAgency.Grains.Stores.CaseSubject.Of(held[0]), "on-record") is null && Breaking.Hit);
            Assert.Null(await ToldAsync(vault, person));
        }
        Breaking.Now = false;
        await using (var again = await VaultAgency.OpenAsync(folder))
        {
            again.Agency.Time.Pass(Duration.FromDays(2));
            SmallAgency.AsHouse();
            await again.Agency.UntilAsync(async () => await ToldAsync(again, person) is not null);
            Assert.False(await HoldsAsync(again, held[0]));
            Assert.True((await again.Intake(held[0]).View()).Marking.IsErased);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_death_between_the_list_and_the_record_is_finished_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("erasure-").FullName;
        string person;
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            var held = await HeldAsync(vault);
            person = await PersonOfAsync(vault, held[0]);
            await vault.Agency.Services.GetRequiredService<ErasureList>().NoteAsync(new ErasedPerson(person, [], [], [], vault.Agency.Time.Now));
        }
        await using (var again = await VaultAgency.OpenAsync(folder))
        {
            SmallAgency.AsHouse();
            await again.Agency.UntilAsync(async () => await ToldAsync(again, person) is not null);
            Assert.True((await again.Grains.GetGrain<IPerson>(person).Standing()).Erased);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_restore_of_an_older_copy_with_its_keys_brings_nobody_back()
    {
        var folder = Directory.CreateTempSubdirectory("erasure-").FullName;
        var copy = folder + "-copy";
        string[] held;
        string person;
        await using (var vault = await VaultAgency.OpenAsync(folder))
        {
            held = await HeldAsync(vault);
            person = await PersonOfAsync(vault, held[0]);
        }
        CopyAll(folder, copy);
        await using (var vault = await VaultAgency.OpenAsync(folder)) await EraseAsync(vault, Mail);
        // Everything comes back as it was, but for the list that is kept apart.
        foreach (var store in new[] { "agency", "people", "transcripts", "vault", "keys/people", "keys/vault" })
        {
            Directory.Delete(Path.Combine(folder, store), recursive: true);
            CopyAll(Path.Combine(copy, store), Path.Combine(folder, store));
        }
        await using (var restored = await VaultAgency.OpenAsync(folder))
        {
            SmallAgency.AsHouse();
            await restored.Agency.UntilAsync(async () => await ToldAsync(restored, person) is not null);
            Assert.False(await HoldsAsync(restored, held[0]));
            Assert.True(await HoldsAsync(restored, held[1]));
            SmallAgency.AsHouse();
            Assert.True((await restored.Intake(held[0]).View()).Marking.IsErased);
            Assert.Equal("", await restored.Grains.GetGrain<IPeople>(IPeople.Key).FindOrOpen("again", "Europe/Lisbon", new DossierFile { Name = "Ana", Emails = [Mail] }));
        }
        Directory.Delete(folder, recursive: true);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Only_the_privacy_officer_takes_a_wish_and_it_stands_in_the_record_first()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await vault.Agency.InTheFieldAsync(VaultAgency.List(1));
        var privacy = vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        foreach (var role in new[] { Role.Owner, Role.Analyst, Role.Supervisor, Role.Interviewer, Role.BillingAdmin, Role.House })
        {
            SmallAgency.As("olga", role);
            await Assert.ThrowsAsync<AccessRefusedException>(() => privacy.Take("t", WishKind.Copy, WishCame.ByMail, Mail));
            await Assert.ThrowsAsync<AccessRefusedException>(() => privacy.Wish("x"));
        }
        SmallAgency.As("karin", Role.PrivacyOfficer);
        Assert.StartsWith("Nobody is known", (await privacy.Take("t", WishKind.Copy, WishCame.ByMail, "who@else.example")).Refusal);
        Assert.StartsWith("Type an e-mail", (await privacy.Take("t", WishKind.Copy, WishCame.ByMail, "Ana")).Refusal);
        var wish = (await privacy.Take("t", WishKind.Copy, WishCame.ByLetter, "00351 912 555 001")).Wish!;
        var line = Assert.Single(await privacy.Wishes());
        Assert.Equal((wish, WishKind.Copy, WishCame.ByLetter, "karin", false), (line.Wish, line.Kind, line.Came, line.By, line.Done));
        Assert.Equal("Ana1 Ferreira1", (await privacy.Wish(wish))!.Name);
        Assert.Contains("Ana1 Ferreira1", Encoding.UTF8.GetString([.. await privacy.Held(wish)]));
        var erasure = (await privacy.Take("t2", WishKind.Erasure, WishCame.ByLetter, Mail)).Wish!;
        await Assert.ThrowsAsync<AccessRefusedException>(() => privacy.Held(erasure));
    }

    private static async Task<string[]> HeldAsync(VaultAgency vault)
    {
        var held = await vault.InterviewedAsync(2);
        foreach (var interview in held)
        {
            await ListedAsync(vault, await PersonOfAsync(vault, interview));
            await vault.MarkedAsync(interview, Call);
            await vault.ClosedAsync(interview);
        }
        return held;
    }

    /// <summary>That a case is theirs is told to the person after the fact.</summary>
    private static Task ListedAsync(VaultAgency vault, string person)
    {
        SmallAgency.AsHouse();
        return vault.Agency.UntilAsync(async () => !(await vault.Grains.GetGrain<IPerson>(person).Standing()).Interviews.IsEmpty);
    }

    private static async Task<string> PersonOfAsync(VaultAgency vault, string interview)
    {
        SmallAgency.AsHouse();
        return (await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!;
    }

    private static async Task<string> CarriedOutAsync(VaultAgency vault, WishKind kind, string contact)
    {
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var privacy = vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        var taken = await privacy.Take($"take/{kind}", kind, WishCame.ByMail, contact);
        Assert.Null(taken.Refusal);
        VaultAgency.Accepted(await privacy.CarryOut($"do/{kind}", taken.Wish!));
        return taken.Wish!;
    }

    private static async Task<ErasureTold> EraseAsync(VaultAgency vault, string contact)
    {
        var wish = await CarriedOutAsync(vault, WishKind.Erasure, contact);
        SmallAgency.As("karin", Role.PrivacyOfficer);
        ErasureTold? told = null;
        await vault.Agency.UntilAsync(async () => (told = (await vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key).Wish(wish))?.Told) is not null);
        return told!;
    }

    private static Task<ErasureTold?> ToldAsync(VaultAgency vault, string person) => vault.Agency.Services.GetRequiredService<Erasure>().ToldAsync(person);

    /// <summary>Whether the transcript of an interview can be read on either side.</summary>
    private static async Task<bool> HoldsAsync(VaultAgency vault, string interview)
    {
        var outside = await vault.Agency.Given.Transcripts.ReadAsync<object>(WinLossAgency.Grains.Stores.CaseSubject.Of(interview), "on-record") is not null;
        Assert.Equal(outside, await vault.Files.ReadingAsync(interview, 1) is not null);
        return outside;
    }

    private static void CopyAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>A vault whose disk fails as soon as something is to be erased there.</summary>
    private sealed class Breaking(IDocumentStore inner) : IDocumentStore
    {
        public static volatile bool Now;
        public static volatile bool Hit;

        public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default) => inner.ReadAsync(key, cancel);

        public ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default)
        {
            if (!Now) return inner.WriteAsync(key, bytes, ifMatch, cancel);
            Hit = true;
            throw new StoreUnavailableException("vault", "the test broke it.");
        }

        public ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default) => inner.DeleteAsync(key, ifMatch, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) => inner.ListAsync(prefix, cancel);

        public ValueTask ScrubAsync(CancellationToken cancel = default) => inner.ScrubAsync(cancel);
    }
}
