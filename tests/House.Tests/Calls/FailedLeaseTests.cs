using Orleans;
using Orleans.Runtime;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>A case that could not be given out is nobody's; it is not kept from everybody until a lease would have ended.</summary>
public sealed class FailedLeaseTests
{
    [Fact]
    public async Task A_case_whose_lease_was_not_written_goes_to_whoever_asks_next()
    {
        BreakingGrains? store = null;
        await using var agency = await SmallAgency.OpenAsync(more: (services, _) => store = BreakingGrains.Put(services, (state, _) => state == "lease"));
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(BillingAgency.Deals));
        SmallAgency.AsHouse();
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        Assert.True((await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal])).Ok);
        await agency.UntilAsync(async () => (await queue.Board(0)).Length == 1 && await engagement.Settled());
        SmallAgency.As("maya", Role.Interviewer);
        store!.Breaks = true;
        Assert.IsType<StoreUnavailableException>((await Assert.ThrowsAsync<OrleansException>(() => queue.Next())).InnerException);
        store.Breaks = false;
        SmallAgency.As("joao", Role.Interviewer);
        var taken = (await queue.Next()).Interview;
        Assert.NotNull(taken);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await queue.Next()).Interview);
    }
}
