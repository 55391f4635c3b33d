using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Replies;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>What a buyer writes once their transcript is closed, from the mail service's door to the privacy officer's decision.</summary>
public sealed class LateAnswerTests
{
    private const string Call = "Maya: How was it?\nAna: Quite early on the quote was clear.\nMaya: Thank you.\n";
    private const string Words = "I take back every word, the marmalade harbour included.";

    [Fact]
    public async Task What_a_buyer_writes_after_the_close_reaches_the_privacy_officer_and_nobody_else()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        Assert.Equal(200, await house.As("", Role.None).BringAsync(ReplyTests.Form(to, Words)));
        var waiting = Assert.Single(await AnswersAsync(house, some: true));
        Assert.Equal((interview, 1), (waiting.Interview, waiting.Unread.Count));
        Assert.DoesNotContain("marmalade", waiting.ToString(), StringComparison.Ordinal);

        var root = $"/interviews/{interview}/answers";
        foreach (var (id, role) in new[] { ("priya", Role.Analyst), ("maya", Role.Interviewer), ("sofia", Role.Supervisor), ("olga", Role.Owner) })
            Assert.Equal(403, (await house.As(id, role).ReadAsync(root)).Status);
        Assert.Equal(403, (await house.As("maya", Role.Interviewer).ReadAsync($"/interviews/{interview}/replies")).Status);

        var karin = house.As("karin", Role.PrivacyOfficer);
        var (shut, asks) = await karin.ReadAsync(root);
        Assert.Equal(200, shut);
        Assert.Contains("Why do you open it?", asks, StringComparison.Ordinal);
        Assert.DoesNotContain("marmalade", asks, StringComparison.Ordinal);
        Assert.Equal(422, (await karin.SendAsync($"{root}/outcome", ("outcome", "NothingToDo"), ("seen", "1"), ("read", "1"))).Status);
        SmallAgency.As("olga", Role.Owner);
        Assert.DoesNotContain(await house.Vault.Log.Lines(0), line => line.Who == "karin");
        Assert.Equal(303, (await karin.SendAsync($"{root}/opening", ("why", nameof(AccessReason.BuyersRequest)))).Status);
        SmallAgency.As("olga", Role.Owner);
        Assert.Contains(await house.Vault.Log.Lines(0), line => line is { Who: "karin", Why: AccessReason.BuyersRequest } && line.What == interview);
        Assert.Contains(Words, (await karin.ReadAsync(root)).Body, StringComparison.Ordinal);

        Assert.Equal(422, (await karin.SendAsync($"{root}/outcome", ("outcome", "Forgotten"), ("seen", "1"), ("read", "1"))).Status);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.TakenBackAtOnce)), ("seen", "1"), ("read", "1"))).Status);
        var state = await StateAsync(house, interview);
        Assert.True(state is { Withdrawal.AtOnce: true, Late: null, Settled: { By: "karin", Outcome: AnswerOutcome.TakenBackAtOnce } });
        Assert.Empty(await AnswersAsync(house, some: false));
        Assert.Contains("take back all they said, at once", (await karin.ReadAsync(root)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("marmalade", house.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_comes_while_the_page_is_open_is_not_settled_unread()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        var (service, karin, root) = (house.As("", Role.None), house.As("karin", Role.PrivacyOfficer), $"/interviews/{interview}/answers");
        // More than are counted one by one: the case hears of no other today, and the vault keeps them all.
        for (var n = 0; n < LateAnswers.CountedMax + 2; n++) Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, $"{Words} {n}")));
        Assert.Equal(LateAnswers.CountedMax, (await StateAsync(house, interview)).Late!.Count);
        await karin.ReadAsync(root);
        await karin.SendAsync($"{root}/opening", ("why", nameof(AccessReason.BuyersRequest)));
        Assert.Contains($"{Words} {LateAnswers.CountedMax + 1}", (await karin.ReadAsync(root)).Body, StringComparison.Ordinal);
        Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, "One more.")));
        (string, string)[] seen = [("outcome", nameof(AnswerOutcome.NothingToDo)), ("seen", $"{LateAnswers.CountedMax}"), ("read", $"{LateAnswers.CountedMax + 2}")];
        var (status, page) = await karin.SendAsync($"{root}/outcome", seen);
        Assert.Equal(422, status);
        Assert.Contains("Another answer came meanwhile", page, StringComparison.Ordinal);
        Assert.Contains("One more.", page, StringComparison.Ordinal);
        seen[2] = ("read", $"{LateAnswers.CountedMax + 3}");
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", seen)).Status);
        Assert.Null((await StateAsync(house, interview)).Late);
    }

    [Fact]
    public async Task Whoever_got_hold_of_a_letter_stops_nothing_once_it_is_seen()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        var (service, karin, root) = (house.As("", Role.None), house.As("karin", Role.PrivacyOfficer), $"/interviews/{interview}/answers");
        Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, "I am Ana, wait for me.", from: "Ana <stranger@evil.example>")));
        await karin.ReadAsync(root);
        await karin.SendAsync($"{root}/opening", ("why", nameof(AccessReason.BuyersRequest)));
        Assert.Contains("Not from an address that we hold of them", (await karin.ReadAsync(root)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.NotTheirs)), ("seen", "1"), ("read", "1"))).Status);
        Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, "Wait for me again.", from: "Ana <stranger@evil.example>")));
        var state = await StateAsync(house, interview);
        Assert.Equal((null, 1), (state.Late, state.Listed?.Count));
        Assert.True(Assert.Single(await AnswersAsync(house, some: true)).StopsNothing);
        var (_, page) = await karin.ReadAsync(root);
        Assert.Contains("Wait for me again.", page, StringComparison.Ordinal);
        Assert.Contains("Answers a letter that somebody else has", page, StringComparison.Ordinal);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.NothingToDo)), ("seen", "1"), ("read", "2"))).Status);
        Assert.Empty(await AnswersAsync(house, some: false));
    }

    [Fact]
    public async Task What_somebody_else_wrote_to_a_letter_of_theirs_is_in_no_copy_for_them()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        var (service, karin, root) = (house.As("", Role.None), house.As("karin", Role.PrivacyOfficer), $"/interviews/{interview}/answers");
        SmallAgency.AsHouse();
        var mine = (await house.Vault.Grains.GetGrain<IPerson>((await StateAsync(house, interview)).Person!).Dossier())!.Emails[0];
        Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, "I have her laptop.", from: "Ana <stranger@evil.example>")));
        Assert.Equal(200, await service.BringAsync(ReplyTests.Form(to, "This one is mine.", from: $"Ana <{mine}>")));
        Assert.DoesNotContain("I have her laptop.", await CopyTests.CopyAsync(house, mine), StringComparison.Ordinal);
        await karin.ReadAsync(root);
        await karin.SendAsync($"{root}/opening", ("why", nameof(AccessReason.BuyersRequest)));
        await karin.ReadAsync(root);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.NotTheirs)), ("seen", "2"), ("read", "2"))).Status);
        var copy = await CopyTests.CopyAsync(house, mine);
        Assert.DoesNotContain("I have her laptop.", copy, StringComparison.Ordinal);
        Assert.Contains("This one is mine.", copy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_somebody_is_away_waits_for_nobody_and_is_kept_to_be_looked_at()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        Assert.Equal(200, await house.As("", Role.None).BringAsync(ReplyTests.Form(to, "I am away.", headers: "Auto-Submitted: auto-replied")));
        Assert.True(await StateAsync(house, interview) is { Late: null, Listed.Count: 1 });
        Assert.True(Assert.Single(await AnswersAsync(house, some: true)).StopsNothing);
    }

    [Fact]
    public async Task Whoever_reads_after_a_colleague_that_they_take_it_back_can_still_say_so()
    {
        await using var house = await ReadingRoomHost.OpenAsync();
        var (interview, to) = await ClosedAsync(house);
        var (karin, root) = (house.As("karin", Role.PrivacyOfficer), $"/interviews/{interview}/answers");
        Assert.Equal(200, await house.As("", Role.None).BringAsync(ReplyTests.Form(to, Words)));
        await karin.ReadAsync(root);
        await karin.SendAsync($"{root}/opening", ("why", nameof(AccessReason.BuyersRequest)));
        await karin.ReadAsync(root);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.NothingToDo)), ("seen", "1"), ("read", "1"))).Status);
        var (_, page) = await karin.ReadAsync(root);
        Assert.Contains(nameof(AnswerOutcome.TakenBackAtOnce), page, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(AnswerOutcome.PassedOn), page, StringComparison.Ordinal);
        var (status, again) = await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.PassedOn)), ("seen", "1"), ("read", "1"));
        Assert.Equal(422, status);
        Assert.Contains("dealt with already", again, StringComparison.Ordinal);
        Assert.Equal(303, (await karin.SendAsync($"{root}/outcome", ("outcome", nameof(AnswerOutcome.TakenBackAtOnce)), ("seen", "1"), ("read", "1"))).Status);
        Assert.True((await StateAsync(house, interview)).Withdrawal is { AtOnce: true });
    }

    /// <summary>A transcript that is closed, and the address of the letter that asks its buyer.</summary>
    private static async Task<(string Interview, string To)> ClosedAsync(ReadingRoomHost house)
    {
        var interview = (await house.Vault.InterviewedAsync())[0];
        await house.Vault.MarkedAsync(interview, Call);
        await house.Vault.ClosedAsync(interview);
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await house.Vault.Grains.GetGrain<IInterview>(interview).Do("ask", new InterviewCommand.AskApproval("priya", house.Vault.Agency.Time.Now + Duration.FromDays(7), ["q1"])));
        async Task<MailLine?> LetterAsync()
        {
            SmallAgency.AsHouse();
            return (await house.Vault.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).FirstOrDefault(m => m.Subject == "What will be read of our conversation");
        }
        await house.Vault.Agency.UntilAsync(async () => await LetterAsync() is not null);
        return (interview, (await LetterAsync())!.ReplyTo);
    }

    private static async Task<InterviewState> StateAsync(ReadingRoomHost house, string interview)
    {
        SmallAgency.AsHouse();
        return (await house.Vault.Grains.GetGrain<IInterview>(interview).View()).State;
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<WaitingAnswers>> AnswersAsync(ReadingRoomHost house, bool some)
    {
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var privacy = house.Vault.Grains.GetGrain<IPrivacy>(IPrivacy.Key);
        await house.Vault.Agency.UntilAsync(async () => (await privacy.Answers()).IsEmpty != some);
        SmallAgency.As("karin", Role.PrivacyOfficer);
        return await privacy.Answers();
    }
}
