using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
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

    [Fact]
    public async Task Whoever_had_a_case_before_gets_what_they_wrote_and_nothing_of_whoever_came_after()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = await CalledAsync(house);
        var ana = await PersonAsync(house, interview);
        await WroteAsync(house, interview, "Ask Rosa Ribeiro instead", 0, ana);
        await PassOnAsync(house, interview, "Rosa Ribeiro", "rosa@vale.example");
        var rosa = await PersonAsync(house, interview);
        await WroteAsync(house, interview, "Gladly, after nine", 1, rosa);
        // To a letter that Ana still has; and one of which nobody is known to have written it.
        await WroteAsync(house, interview, "I have left Casa Azul", -1, ana);
        await WroteAsync(house, interview, "From whom is this?", -1, null);

        var copy = await CopyAsync(house, "ana1@vale1.example");
        Assert.Contains("Ask Rosa Ribeiro instead", copy);
        Assert.Contains("I have left Casa Azul", copy);
        Assert.DoesNotContain("Gladly", copy);
        Assert.DoesNotContain("rosa@vale.example", copy);
        Assert.DoesNotContain("From whom", copy);
        SmallAgency.As("karin", Role.PrivacyOfficer);
        Assert.Contains(await house.Vault.Log.Lines(0), line => line is { Who: "karin", Why: WinLossAgency.Vault.AccessLog.AccessReason.BuyersRequest } && line.What == interview);

        var hers = await CopyAsync(house, "rosa@vale.example");
        Assert.Contains("Gladly, after nine", hers);
        Assert.DoesNotContain("Casa Azul", hers);

        // Rosa sends us back to her: what she wrote before is hers still.
        await PassOnAsync(house, interview, "Ana1 Ferreira1", "ana1@vale1.example");
        Assert.Equal(ana, await PersonAsync(house, interview));
        copy = await CopyAsync(house, "ana1@vale1.example");
        Assert.Contains("Ask Rosa Ribeiro instead", copy);
        Assert.Contains("I have left Casa Azul", copy);
        Assert.DoesNotContain("Gladly", copy);
        Assert.Contains("Gladly, after nine", await CopyAsync(house, "rosa@vale.example"));
    }

    [Fact]
    public async Task Whoever_was_the_wrong_person_gets_what_they_wrote_and_a_case_in_which_they_wrote_nothing_is_not_opened()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = await CalledAsync(house);
        SmallAgency.AsHouse();
        Assert.Null((await house.Vault.Grains.GetGrain<IInterview>(interview).Do("wrong", new InterviewCommand.NoteWrongPerson("maya"))).Refusal);
        await WroteAsync(house, interview, "It was never mine to decide", 0, await PersonAsync(house, interview));
        Assert.Contains("It was never mine to decide", await CopyAsync(house, "ana1@vale1.example"));

        await using var other = await ReadingRoomHost.OpenAsync();
        interview = await CalledAsync(other);
        await PassOnAsync(other, interview, "Rosa Ribeiro", "rosa@vale.example");
        await WroteAsync(other, interview, "Gladly", 1, await PersonAsync(other, interview));
        Assert.DoesNotContain("Gladly", await CopyAsync(other, "ana1@vale1.example"));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        Assert.DoesNotContain(await other.Vault.Log.Lines(0), line => line.What == interview);
    }

    [Fact]
    public async Task Whoever_asks_not_to_be_contacted_ends_no_case_that_went_on_to_somebody_else()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = await CalledAsync(house);
        var ana = house.Vault.Grains.GetGrain<IPerson>(await PersonAsync(house, interview));
        await PassOnAsync(house, interview, "Rosa Ribeiro", "rosa@vale.example");
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var privacy = house.Vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        var wish = (await privacy.Take("take", WishKind.DoNotContact, WishCame.ByMail, "ana1@vale1.example")).Wish!;
        Assert.True((await privacy.CarryOut("do", wish)).Ok);
        SmallAgency.AsHouse();
        await house.Vault.Agency.UntilAsync(async () => await ana.WhyNot(TouchKind.Dial, interview) is not null);
        Assert.True((await house.Vault.Grains.GetGrain<IInterview>(interview).View()).State.Open);
    }

    [Fact]
    public async Task What_came_from_an_address_that_we_do_not_hold_of_them_may_be_anybodys_and_is_in_no_copy()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var interview = await CalledAsync(house);
        var ana = await PersonAsync(house, interview);
        await WroteAsync(house, interview, "After nine, please", 0, ana, r => r with { FromHeld = true, Check = MailCheck.Passed });
        await WroteAsync(house, interview, "I answer for her, she is ill", 0, ana, r => r with { FromHeld = false });
        await WroteAsync(house, interview, "Forged under her address", 0, ana, r => r with { FromHeld = true, Check = MailCheck.Failed });
        var copy = await CopyAsync(house, "ana1@vale1.example");
        Assert.Contains("After nine", copy);
        Assert.DoesNotContain("she is ill", copy);
        Assert.DoesNotContain("Forged", copy);
    }

    private static async Task<string> CalledAsync(ReadingRoomHost house)
    {
        var agency = house.Vault.Agency;
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(VaultAgency.List(1)));
        SmallAgency.AsHouse();
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(deal => deal.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        var interview = (await engagement.Cards())[0].Interview;
        var person = agency.Grains.GetGrain<IPerson>(await PersonAsync(house, interview));
        SmallAgency.AsHouse();
        await agency.UntilAsync(async () => !(await person.Standing()).Interviews.IsEmpty);
        return interview;
    }

    private static async Task<string> PersonAsync(ReadingRoomHost house, string interview)
    {
        SmallAgency.AsHouse();
        return (await house.Vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!;
    }

    private static Task WroteAsync(ReadingRoomHost house, string interview, string words, int whose, string? writer, Func<Reply, Reply>? head = null) =>
        house.Vault.Agency.Services.GetRequiredService<ReplyFiles>().AppendAsync(interview, (head ?? (r => r))(new Reply(words, house.Vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of(words), [], false) { Whose = whose, Writer = writer }));

    private static async Task PassOnAsync(ReadingRoomHost house, string interview, string name, string mail)
    {
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await house.Vault.Grains.GetGrain<ICallQueue>("main").Open(interview)).Refusal);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await house.Vault.Grains.GetGrain<IInterview>(interview).Refer($"refer/{mail}", new DossierFile { Name = name, Emails = [mail] })).Refusal);
        var person = house.Vault.Grains.GetGrain<IPerson>(await PersonAsync(house, interview));
        SmallAgency.AsHouse();
        await house.Vault.Agency.UntilAsync(async () => (await person.Standing()).Interviews.Contains(interview));
    }

    internal static async Task<string> CopyAsync(ReadingRoomHost house, string mail)
    {
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var wish = (await house.Vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key).Take($"take/{Guid.NewGuid()}", WishKind.Copy, WishCame.ByMail, mail)).Wish;
        Assert.NotNull(wish);
        var karin = house.As("karin", Role.PrivacyOfficer);
        await karin.ReadAsync($"/access-log/{VaultAgency.Engagement}");
        var (status, copy) = await karin.SendAsync($"/privacy/{wish}/copy");
        Assert.Equal(200, status);
        return copy;
    }
}
