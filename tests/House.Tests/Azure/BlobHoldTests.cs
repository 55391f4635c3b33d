using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Azure;

public sealed class BlobHoldTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hold_is_lost_before_its_lease_ends_when_the_account_cannot_be_reached()
    {
        var (connection, name, time, way) = (await azurite.ConnectionAsync(), azurite.FreshName(), new FakeTime(), new Way());
        await Stores.AzureAsync(connection, name, Stop);
        var container = new BlobContainerClient(connection, name, new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(way)), Retry = { MaxRetries = 0 } });
        await using var hold = await BlobHold.TakeAsync("agency", container, time, Stop);
        var taken = time.GetUtcNow();

        way.IsCut = true;
        while (!hold.Lost.IsCompleted && !Stop.IsCancellationRequested)
        {
            Assert.True(time.GetUtcNow() - taken < BlobHold.Length + TimeSpan.FromMinutes(10), "The hold was never lost.");
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.True(hold.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_hold_that_is_given_back_is_not_lost()
    {
        var (connection, name) = (await azurite.ConnectionAsync(), azurite.FreshName());
        await Stores.AzureAsync(connection, name, Stop);
        var hold = await BlobHold.TakeAsync("agency", new BlobContainerClient(connection, name), new FakeTime(), Stop);
        await hold.DisposeAsync();

        Assert.False(hold.Lost.IsCompleted);
    }

    private sealed class Way() : DelegatingHandler(new HttpClientHandler())
    {
        public volatile bool IsCut;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
            IsCut ? throw new HttpRequestException("cut") : base.SendAsync(request, cancel);
    }
}
