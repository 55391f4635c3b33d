using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;

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
}
