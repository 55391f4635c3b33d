using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Billing;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class CardTests
{
    [Fact]
    public async Task A_card_that_was_laid_and_not_told_to_the_queue_is_told_again()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var agency = await SmallAgency.OpenAsync();
        var engagement = agency.Grains.GetGrain<IEngagement>(await agency.InTheFieldAsync(BillingAgency.Deals));
        SmallAgency.AsHouse();
        var queue = agency.Grains.GetGrain<ICallQueue>("main");
        Assert.True((await engagement.Choose("choose", [(await engagement.Deals(0))[0].Deal])).Ok);
        await agency.UntilAsync(async () => (await queue.Board(0)).Length == 1 && await engagement.Settled());

        // As if the queue had not answered once the card was laid: the case owes the same card again.
        var card = (await queue.Board(0))[0];
        var newer = card with { Version = card.Version + 1, Status = CaseStatus.Suppressed };
        var document = $"card|{card.Interview}";
        await agency.Given.Facts.WriteAsync(document, HouseJson.Bytes(newer), (await agency.Given.Facts.ReadAsync(document, stop))!.ETag, stop);
        await engagement.Tell(newer);
        Assert.Equal(newer.Version, (await queue.Board(0))[0].Version);
    }
}
