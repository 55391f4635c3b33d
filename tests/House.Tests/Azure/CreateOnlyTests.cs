using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>Portal's right on the inbox is to lay a new blob down, which the service grants for one kind of request only.</summary>
public sealed class CreateOnlyTests(Azurite azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(20 * 1024 * 1024)]
    public async Task A_blob_is_laid_down_in_one_request_whatever_its_size(int length)
    {
        var (inbox, seen, whole) = await OpenAsync();
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);

        await inbox.CreateAsync("northwind/in-1.payload", new MemoryStream(bytes), cancel: Stop);

        Assert.Equal(["PUT "], seen.Asked);
        Assert.Equal(bytes, await whole.Blobs.ReadAllAsync("northwind/in-1.payload", cancel: Stop));
    }

    [Fact]
    public async Task What_stands_there_stays_and_nothing_larger_than_a_request_is_taken()
    {
        var (inbox, _, whole) = await OpenAsync();
        await inbox.CreateAsync("northwind/in-1.json", "first"u8.ToArray(), cancel: Stop);

        await Assert.ThrowsAsync<BlobExistsException>(async () => await inbox.CreateAsync("northwind/in-1.json", "second"u8.ToArray(), cancel: Stop));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await inbox.CreateAsync("northwind/in-2.json", new byte[33 * 1024 * 1024], cancel: Stop));

        Assert.Equal("first"u8.ToArray(), await whole.Blobs.ReadAllAsync("northwind/in-1.json", cancel: Stop));
        Assert.False(await whole.Blobs.ExistsAsync("northwind/in-2.json", Stop));
    }

    private async Task<(IBlobStore Inbox, Seen Seen, OpenStore Whole)> OpenAsync()
    {
        var (connection, name) = (await azurite.ConnectionAsync(), azurite.FreshName());
        var whole = await Stores.AzureAsync(connection, name, Stop);
        var (seen, options) = (new Seen(), new BlobClientOptions());
        options.AddPolicy(seen, HttpPipelinePosition.PerCall);
        return ((await Stores.OpenAsync(new BlobContainerClient(connection, name, options), createOnly: true, cancel: Stop)).Blobs, seen, whole);
    }

    /// <summary>What was asked of the service: the verb, and which operation of it.</summary>
    private sealed class Seen : HttpPipelineSynchronousPolicy
    {
        public List<string> Asked { get; } = [];

        public override void OnSendingRequest(HttpMessage message)
        {
            var query = System.Web.HttpUtility.ParseQueryString(message.Request.Uri.Query);
            Asked.Add($"{message.Request.Method} {query["comp"]}");
        }
    }
}
