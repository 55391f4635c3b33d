using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;

namespace WinLossAgency.House.Tests.People;

/// <summary>What lies with buyers outlives the programme, and opens nothing.</summary>
public sealed partial class LifetimeTests
{
    [Fact]
    public async Task A_buyers_link_from_a_programme_that_has_ended_is_closed_like_one_that_was_never_sent()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await vault.Grains.GetGrain<IInterview>(interview).Do("asked", new InterviewCommand.AskApproval("house", vault.Agency.Time.Now + Duration.FromDays(5), ["q1"])));
        var links = vault.Agency.Services.GetRequiredService<WinLossAgency.Agency.Interviews.BuyerLinks>();
        await links.LayAsync(interview, 1);
        var door = vault.Grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(links.TokenOf(interview, 1)));
        SmallAgency.As("buyer", Role.Buyer);
        Assert.Equal(Knock.AsksForCode, (await door.Page(null)).Knock);
        SmallAgency.As("olga", Role.Owner);
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        VaultAgency.Accepted(await engagement.Reach("close", Stage.Closed));
        SmallAgency.AsHouse();
        await vault.Agency.UntilAsync(() => engagement.Settled());
        SmallAgency.As("buyer", Role.Buyer);
        Assert.Equal(Knock.Closed, (await door.Page(null)).Knock);
        SmallAgency.As("buyer", Role.Buyer);
        Assert.NotNull((await door.SendCode()).Trouble);
    }
}
