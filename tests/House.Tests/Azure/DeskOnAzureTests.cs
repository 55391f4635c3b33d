using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using WinLossAgency.Desk;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Desk;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Storage;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Azure;

/// <summary>The real staff program with all its stores in containers.</summary>
public sealed class DeskOnAzureTests(Azurite azurite) : IDisposable
{
    private readonly DataFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_done_is_there_after_a_restart_and_nothing_lies_in_a_folder()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        await using (var desk = await StartAsync(settings, ["--found", "Harrow Lane", "--owner", "ines@harrowlane.example"]))
        {
            Caller.House.Enter();
            var opened = await Agency(desk).OpenClient("open", "northwind", "Northwind Freight Systems");
            Assert.True(opened.Ok, opened.Refusal);
        }

        await using var again = await StartAsync(settings);
        Caller.House.Enter();
        Assert.Equal("Northwind Freight Systems", Assert.Single(await Agency(again).Clients()).Name);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(again.Web.Urls.First()) };
        var token = DeskHost.TokenIn(await browser.GetStringAsync("/sign-in", Stop));
        await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", "owner"), new("__RequestVerificationToken", token)]), Stop);
        Assert.Contains("Northwind Freight Systems", (await new DeskBrowser(browser).GoAsync("/engagements")).Page);
        Assert.False(Directory.Exists(folder.In("data", "agency")));
    }

    [Fact]
    public async Task A_second_Desk_on_the_same_stores_is_refused_and_may_start_when_the_first_has_ended()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        await using (await StartAsync(settings))
        {
            var refused = await Assert.ThrowsAsync<StoreInUseException>(() => BuildAsync(settings));
            Assert.Contains("Store agency at http", refused.Message);
            Assert.Contains("in use by another process", refused.Message);
        }

        await using var next = await BuildAsync(settings);
    }

    [Fact]
    public async Task A_successor_waits_for_the_stores_and_takes_them_when_the_first_has_ended()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        var time = new FakeTime();
        Task<DeskApp> next;
        await using (await StartAsync(settings))
        {
            next = BuildAsync(settings, ["--Desk:WaitForStores=true"], time);
            await Task.WhenAny(next, Task.Run(() => Advance(time, 200), Stop));
            Assert.False(next.IsCompleted);
        }

        while (!next.IsCompleted && !Stop.IsCancellationRequested) Advance(time, 1);
        await using var successor = await next;
        await successor.StartAsync();
        Assert.NotEmpty(successor.Web.Urls);
    }

    [Fact]
    public async Task Who_comes_while_a_successor_waits_is_asked_to_come_back_and_the_platform_is_told_that_it_is_well()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        await using var first = await BuildAsync(settings);
        var held = await Assert.ThrowsAsync<StoreInUseException>(() => BuildAsync(settings));
        await using var waiting = await Succession.StartAsync(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0), held);
        using var visitor = new HttpClient { BaseAddress = new Uri(waiting.Addresses.First()) };

        Assert.Equal("waiting", await visitor.GetStringAsync("/health", Stop));
        using var answer = await visitor.GetAsync("/calls", Stop);
        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
    }

    private static void Advance(FakeTime time, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            Thread.Yield();
        }
    }

    [Fact]
    public async Task Desk_stops_by_itself_when_its_hold_is_taken_away()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        var time = new FakeTime();
        await using var desk = await BuildAsync(settings, time: time);
        await desk.StartAsync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = desk.Web.Lifetime.ApplicationStopping.Register(stopping.SetResult);

        var held = new BlobContainerClient(settings.Connection, settings.ContainerOf("vault")).GetBlobClient("lease");
        await held.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Stop);
        time.Advance(TimeSpan.FromSeconds(10));

        await stopping.Task.WaitAsync(Stop);
        Assert.True(desk.HasLostItsStores);
    }

    [Fact]
    public async Task Wrapped_keys_rest_apart_from_what_they_open()
    {
        var settings = await CloudSettings.OnAsync(azurite, folder);
        await using (await StartAsync(settings))
        {
        }

        async Task<string[]> NamesAsync(string container)
        {
            var names = new List<string>();
            await foreach (var blob in new BlobContainerClient(settings.Connection, container).GetBlobsAsync(cancellationToken: Stop)) names.Add(blob.Name);
            return [.. names];
        }

        Assert.Contains("d/group|people", await NamesAsync(settings.ContainerOf("people") + "-keys"));
        Assert.DoesNotContain(await NamesAsync(settings.ContainerOf("people")), name => name.StartsWith("d/group", StringComparison.Ordinal));
    }

    private static IAgency Agency(DeskApp desk) => desk.Web.Services.GetRequiredService<IGrainFactory>().GetGrain<IAgency>(IAgency.Key);

    private async Task<DeskApp> StartAsync(CloudSettings settings, params string[] more)
    {
        var desk = await BuildAsync(settings, more);
        await desk.StartAsync();
        return desk;
    }

    private Task<DeskApp> BuildAsync(CloudSettings settings, string[]? more = null, TimeProvider? time = null) => DeskApp.BuildAsync(
        settings.ForDesk(["--data", folder.In("data"), "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--environment", "Development", .. more ?? []]),
        builder => builder.Logging.ClearProviders(), time);
}
