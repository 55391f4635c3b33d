using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.House.Tests.People;

public sealed partial class LifetimeTests
{
    [Fact]
    public async Task An_answer_that_nobody_has_read_outlives_the_words_beside_it_until_it_is_dealt_with()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        var (replies, its) = (vault.Agency.Services.GetRequiredService<ReplyFiles>(), vault.Grains.GetGrain<IInterview>(interview));
        var (engagement, rounds) = (vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement), vault.Grains.GetGrain<IRounds>(IRounds.Key));
        await replies.AppendAsync(interview, new Reply("late", vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of("I take it all back."), [], false));
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await its.Do("wrote", new InterviewCommand.NoteReply()));
        await vault.Agency.UntilAsync(async () => (await engagement.Cards())[0].Late is not null);
        SmallAgency.As("olga", Role.Owner);
        await LayOldCardAsync(vault, interview);
        SmallAgency.As("olga", Role.Owner);
        Assert.Null((await engagement.Cards())[0].Late);
        SmallAgency.AsHouse();
        await rounds.Go();
        SmallAgency.As("olga", Role.Owner);
        Assert.Equal(1, (await engagement.Cards())[0].Late?.Count);
        Assert.Contains("The privacy officer does first", (await engagement.Reach("closed", Stage.Closed)).Refusal, StringComparison.Ordinal);

        SmallAgency.AsHouse();
        vault.Agency.Time.Pass(Duration.FromDays(91));
        await rounds.Go();
        await vault.Agency.UntilAsync(async () => (await vault.Intake(interview).View()).Marking.IsErased);
        await vault.Agency.UntilAsync(() => engagement.Settled());
        Assert.Null(await vault.Files.ReadingAsync(interview, 1));
        Assert.False(await vault.Files.AnyAsync(interview));
        foreach (var _ in new[] { 1, 2 })
        {
            vault.Agency.Time.Pass(Duration.FromDays(1));
            await rounds.Go();
            Assert.Single((await replies.ReadAsync(interview)).Replies);
            Assert.Equal(1, await TimesOverAsync(vault));
        }

        VaultAgency.Accepted(await its.Do("dealt", new InterviewCommand.SettleAnswers("karin", AnswerOutcome.TakenBack, 1)));
        vault.Agency.Time.Pass(Duration.FromDays(1));
        await rounds.Go();
        Assert.Empty((await replies.ReadAsync(interview)).Replies);
        Assert.Equal(2, await TimesOverAsync(vault));
    }

    /// <summary>As a card was laid before late answers were kept: of the same history, and telling less of it.</summary>
    private static async Task LayOldCardAsync(VaultAgency vault, string interview)
    {
        var facts = vault.Agency.Services.GetRequiredService<AgencyStores>().Facts;
        var stored = (await facts.ReadAsync(EngagementCards.KeyOf(interview), Stop))!;
        await facts.WriteAsync(EngagementCards.KeyOf(interview), HouseJson.Bytes(HouseJson.Read<InterviewCard>(stored.Bytes.Span) with { Late = null, Unread = false }), stored.ETag);
    }

    [Fact]
    public async Task A_dossier_stays_as_long_as_something_that_they_wrote_waits()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        var its = vault.Grains.GetGrain<IInterview>(interview);
        SmallAgency.AsHouse();
        var person = vault.Grains.GetGrain<IPerson>((await its.View()).State.Person!);
        VaultAgency.Accepted(await its.Do("wrote", new InterviewCommand.NoteReply()));
        await vault.Agency.UntilAsync(async () => (await vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement).Cards())[0].Late is not null);
        vault.Agency.Time.Pass(Duration.FromDays(400));
        await vault.Grains.GetGrain<IRounds>(IRounds.Key).Go();
        Assert.False((await person.Standing()).Lapsed);
        Assert.NotNull(await person.Dossier());
    }

    [Fact]
    public async Task A_programme_is_not_closed_over_a_mail_of_an_open_case_that_nobody_has_answered()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (engagement, interview) = await OneOpenCaseAsync(vault);
        SmallAgency.AsHouse();
        var (its, replies) = (vault.Grains.GetGrain<IInterview>(interview), vault.Agency.Services.GetRequiredService<ReplyFiles>());
        foreach (var stage in new[] { Stage.Analysis, Stage.Delivered }) VaultAgency.Accepted(await engagement.Reach($"{stage}", stage));
        await replies.AppendAsync(interview, new Reply("open", vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of("Ring me in May."), [], false));
        VaultAgency.Accepted(await its.Do("wrote", new InterviewCommand.NoteReply()));
        await vault.Agency.UntilAsync(async () => (await engagement.Cards())[0].Unread);

        SmallAgency.As("olga", Role.Owner);
        Assert.Contains("whose case is still open wrote to us", (await engagement.Reach("close", Stage.Closed)).Refusal, StringComparison.Ordinal);
        Assert.Equal(Stage.Delivered, (await engagement.View())!.Stage);
        Assert.Single((await replies.ReadAsync(interview)).Replies);

        // Once the case is over the mail is the privacy officer's, and the programme waits for them instead.
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await its.Do("over", new InterviewCommand.EndFor("maya", EndReason.LeftCompany)));
        await vault.Agency.UntilAsync(async () => (await engagement.Cards())[0].Late is not null);
        SmallAgency.As("olga", Role.Owner);
        Assert.Contains("The privacy officer does first", (await engagement.Reach("close", Stage.Closed)).Refusal, StringComparison.Ordinal);
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await its.Do("dealt", new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 1)));
        await vault.Agency.UntilAsync(async () => (await engagement.Cards())[0].Late is null);
        SmallAgency.As("olga", Role.Owner);
        VaultAgency.Accepted(await engagement.Reach("close", Stage.Closed));
        Assert.Equal(Stage.Closed, (await engagement.View())!.Stage);
    }

    [Fact]
    public async Task What_lies_unread_of_an_open_case_is_not_destroyed_with_what_is_over()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (engagement, interview) = await OneOpenCaseAsync(vault);
        SmallAgency.AsHouse();
        var (replies, its, forgetting) = (vault.Agency.Services.GetRequiredService<ReplyFiles>(), vault.Grains.GetGrain<IInterview>(interview), vault.Agency.Services.GetRequiredService<Forgetting>());
        await replies.AppendAsync(interview, new Reply("open", vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of("Ring me in May."), [], false));
        // Sealed, and the case has not heard of it yet.
        await forgetting.OutlivedAsync(vault.Grains, "age-1", interview, ended: false);
        Assert.Single((await replies.ReadAsync(interview)).Replies);
        VaultAgency.Accepted(await its.Do("wrote", new InterviewCommand.NoteReply()));
        await vault.Agency.UntilAsync(async () => (await engagement.Cards())[0].Unread);
        vault.Agency.Time.Pass(Duration.FromDays(1));
        await forgetting.OutlivedAsync(vault.Grains, "age-2", interview, ended: false);
        Assert.Single((await replies.ReadAsync(interview)).Replies);
        VaultAgency.Accepted(await its.Do("rung", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.Spoke)));
        await forgetting.OutlivedAsync(vault.Grains, "age-3", interview, ended: false);
        Assert.Empty((await replies.ReadAsync(interview)).Replies);
    }

    private static async Task<(IEngagement Engagement, string Interview)> OneOpenCaseAsync(VaultAgency vault)
    {
        await vault.Agency.InTheFieldAsync(VaultAgency.List(1));
        SmallAgency.AsHouse();
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(deal => deal.Deal)]);
        await vault.Agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        return (engagement, (await engagement.Cards())[0].Interview);
    }
}
