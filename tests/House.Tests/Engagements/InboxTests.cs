using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.Engagements.Inbox;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class InboxTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string Issuer = "https://id.example/v2.0";
    private static readonly PortalPerson Owen = new(Issuer, "t", "owen", "Owen Price", null);
    private static readonly PortalPerson Lena = new(Issuer, "t", "lena", "Lena Ford", null);

    [Fact]
    public async Task A_deal_list_is_taken_once_answered_and_its_file_goes()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        await SendListAsync(agency, "in-1", Lists.Example("northwind-deals.csv"));
        await TakeAsync(agency);
        await TakeAsync(agency);
        var receipt = (await ReceiptAsync(agency, "in-1"))!;
        Assert.True(receipt.Taken);
        Assert.StartsWith("60 deals are taken, 2 rows repeat others, 5 rows need repair.", receipt.Words);
        Assert.Equal([11, 34, 48, 60, 67], receipt.ToRepair.Select(r => r.Line));
        Assert.DoesNotContain(receipt.ToRepair, r => r.What.Contains("Oduya"));
        Assert.False(await agency.Given.Inbox.ExistsAsync(ShelfPaths.InboxPayload("northwind", "in-1"), Stop));
        Assert.Equal(61, (await agency.Grains.GetGrain<IEngagement>("northwind/q4").View())!.Deals);
    }

    [Fact]
    public async Task A_file_that_is_no_list_is_answered_and_kept()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        await SendListAsync(agency, "in-1", [.. "PK"u8, 1, 2]);
        await TakeAsync(agency);
        var receipt = (await ReceiptAsync(agency, "in-1"))!;
        Assert.False(receipt.Taken);
        Assert.Contains("spreadsheet", receipt.Words);
        Assert.True(await agency.Given.Inbox.ExistsAsync(ShelfPaths.InboxPayload("northwind", "in-1"), Stop));
    }

    [Fact]
    public async Task Every_kind_of_request_does_what_it_asks()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>("northwind/q4");
        var deal = (await engagement.Deals(0))[0].Deal;
        await SendAsync(agency, Item("a", InboxKind.LeaveOut, Lena) with { LeaveOut = new(deal, "Talks are going on") });
        await SendAsync(agency, Item("b", InboxKind.Expectation, Lena) with { Expectation = new(["Price"]) });
        await SendAsync(agency, Item("c", InboxKind.Colleague, Owen) with { Colleague = new("Zoe Hart", "zoe@northwind.example", Rights.Reader) });
        await SendAsync(agency, Item("d", InboxKind.Question, Lena) with { Question = new("Does the demonstration help?") });
        await TakeAsync(agency);
        foreach (var id in new[] { "a", "b", "c", "d" }) Assert.True((await ReceiptAsync(agency, id))!.Taken, id);
        Assert.Equal("Talks are going on", (await engagement.LeftOut()).Single().Reason);
        Assert.Equal("Price", (await engagement.Words()).Beliefs.Single());
        Assert.Equal("Does the demonstration help?", (await engagement.Questions()).Single().Words);
        var zoe = (await agency.Grains.GetGrain<IClient>("northwind").People()).Single(p => p.Mail == "zoe@northwind.example");
        Assert.Equal((false, Issuer), (zoe.Admin, zoe.Issuer));
    }

    [Fact]
    public async Task A_request_that_lies_in_anothers_folder_is_refused()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        var item = Item("x", InboxKind.Expectation, Lena) with { Client = "southwind", Expectation = new(["Price"]) };
        await agency.Given.Inbox.CreateAsync("northwind/x.json", HouseJson.ShelfBytes(item), cancel: Stop);
        await TakeAsync(agency);
        Assert.False((await ReceiptAsync(agency, "x"))!.Taken);
        Assert.Empty((await agency.Grains.GetGrain<IEngagement>("northwind/q4").Words()).Beliefs);
    }

    [Fact]
    public async Task A_stranger_a_removed_person_and_a_reader_who_adds_colleagues_are_refused()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        var client = agency.Grains.GetGrain<IClient>("northwind");
        await SendAsync(agency, Item("a", InboxKind.Question, new PortalPerson(Issuer, "t", "stranger", "Nobody", null)) with { Question = new("?") });
        await SendAsync(agency, Item("b", InboxKind.Colleague, Lena) with { Colleague = new("Zoe Hart", "zoe@northwind.example", Rights.Admin) });
        await TakeAsync(agency);
        Assert.True((await client.Remove("gone", "lena@northwind.example")).Ok);
        await ImportTests.Until(async () => await agency.Given.Shelf.ExistsAsync(ShelfPaths.Access("northwind", 2), Stop));
        await SendAsync(agency, Item("c", InboxKind.Question, Lena) with { Question = new("?") });
        await TakeAsync(agency);
        foreach (var id in new[] { "a", "b", "c" }) Assert.False((await ReceiptAsync(agency, id))!.Taken, id);
        Assert.Empty(await agency.Grains.GetGrain<IEngagement>("northwind/q4").Questions());
    }

    [Fact]
    public async Task What_cannot_be_read_is_answered_and_stops_nothing()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        await agency.Given.Inbox.CreateAsync("northwind/bad.json", Encoding.UTF8.GetBytes("{ \"id\": 7"), cancel: Stop);
        await agency.Given.Inbox.CreateAsync("northwind/vast.json", new byte[100_000], cancel: Stop);
        await SendAsync(agency, Item("empty", InboxKind.LeaveOut, Lena));
        await SendAsync(agency, Item("else", InboxKind.Question, Lena) with { Engagement = "q9", Question = new("?") });
        await SendAsync(agency, Item("good", InboxKind.Question, Lena) with { Question = new("Why?") });
        await TakeAsync(agency);
        foreach (var id in new[] { "bad", "vast", "empty", "else" }) Assert.False((await ReceiptAsync(agency, id))!.Taken, id);
        Assert.True((await ReceiptAsync(agency, "good"))!.Taken);
    }

    [Fact]
    public async Task A_store_that_lets_one_look_run_out_of_time_ends_no_later_one()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var slow = new SlowOnce(agency.Given.Inbox);
        var time = new FakeTime();
        using var worker = ActivatorUtilities.CreateInstance<InboxWorker>(agency.Services, agency.Given with { Inbox = slow }, time);
        await worker.StartAsync(Stop);
        await agency.UntilAsync(() =>
        {
            time.Advance(InboxWorker.Every);
            return Task.FromResult(slow.Looks > 1 || worker.ExecuteTask is { IsCompleted: true });
        });
        await worker.StopAsync(Stop);
        Assert.True(slow.Looks > 1);
    }

    /// <summary>Gives up on the first look, as a client library does whose own patience has ended; nobody asked it to stop.</summary>
    private sealed class SlowOnce(IBlobStore inner) : IBlobStore
    {
        private int looks;

        public int Looks => Volatile.Read(ref looks);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) =>
            Interlocked.Increment(ref looks) == 1 ? throw new TaskCanceledException("The time for this request has run out.") : inner.ListAsync(prefix, cancel);

        public ValueTask CreateAsync(string name, Func<Stream, CancellationToken, ValueTask> write, DateTimeOffset? stamp, CancellationToken cancel) => inner.CreateAsync(name, write, stamp, cancel);

        public ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancel) => inner.OpenReadAsync(name, cancel);

        public ValueTask<bool> ExistsAsync(string name, CancellationToken cancel) => inner.ExistsAsync(name, cancel);

        public ValueTask<BlobFacts?> FactsAsync(string name, CancellationToken cancel) => inner.FactsAsync(name, cancel);

        public ValueTask DeleteAsync(string name, CancellationToken cancel) => inner.DeleteAsync(name, cancel);
    }

    [Fact]
    public async Task A_request_answered_before_the_house_closed_is_not_done_again()
    {
        var folder = Directory.CreateTempSubdirectory("inbox-").FullName;
        try
        {
            await using (var agency = await OpenAsync(folder))
            {
                SmallAgency.AsHouse();
                await SendListAsync(agency, "in-1", Lists.Example("northwind-deals.csv"));
                await TakeAsync(agency);
                // As if the process had ended between the receipt and the clearing away.
                await agency.Given.Inbox.CreateAsync(ShelfPaths.InboxPayload("northwind", "in-1"), Lists.Example("northwind-deals.csv"), cancel: Stop);
            }
            await using (var again = await SmallAgency.OpenAsync(folder))
            {
                await TakeAsync(again);
                SmallAgency.AsHouse();
                Assert.Equal(61, (await again.Grains.GetGrain<IEngagement>("northwind/q4").View())!.Deals);
                Assert.False(await again.Given.Inbox.ExistsAsync(ShelfPaths.InboxPayload("northwind", "in-1"), Stop));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_admin_lets_nobody_stay_longer_than_the_agency_lets_them_stay()
    {
        await using var agency = await OpenAsync();
        SmallAgency.AsHouse();
        var client = agency.Grains.GetGrain<IClient>("northwind");
        var soon = new LocalDate(2026, 12, 31);
        await client.SetPeople("soon", [new("owen@northwind.example", "Owen Price", true, Issuer, "t", "owen", soon)]);
        await ImportTests.Until(async () => await agency.Given.Shelf.ExistsAsync(ShelfPaths.Access("northwind", 2), Stop));
        await SendAsync(agency, Item("self", InboxKind.Colleague, Owen) with { Colleague = new("Owen Price", "owen@northwind.example", Rights.Admin) });
        await SendAsync(agency, Item("zoe", InboxKind.Colleague, Owen) with { Colleague = new("Zoe Grant", "zoe@northwind.example", Rights.Reader) });
        await TakeAsync(agency);
        SmallAgency.AsHouse();
        Assert.All(await client.People(), person => Assert.Equal(soon, person.Until));
        Assert.Equal(2, (await client.People()).Length);
    }

    private static async Task<SmallAgency> OpenAsync(string? folder = null)
    {
        var agency = await SmallAgency.OpenAsync(folder);
        SmallAgency.AsHouse();
        await agency.InTheFieldAsync(Lists.Head + "\no1,Acme,Ana Reis,ana@acme.example,+351 915 559 901,Planner,1000,2026-11-01,Closed Lost,Portugal\n");
        var until = new LocalDate(2027, 12, 31);
        await agency.Grains.GetGrain<IClient>("northwind").SetPeople("people",
            [new("owen@northwind.example", "Owen Price", true, Issuer, "t", "owen", until), new("lena@northwind.example", "Lena Ford", false, Issuer, "t", "lena", until)]);
        await ImportTests.Until(async () => await agency.Given.Shelf.ExistsAsync(ShelfPaths.Access("northwind", 1), Stop));
        return agency;
    }

    private static InboxItem Item(string id, InboxKind kind, PortalPerson by) => new(id, kind, "northwind", "q4", by, Instant.FromUtc(2026, 11, 24, 9, 0));

    private static async Task SendAsync(SmallAgency agency, InboxItem item) => await agency.Given.Inbox.CreateAsync(ShelfPaths.InboxItem(item.Client, item.Id), HouseJson.ShelfBytes(item), cancel: Stop);

    private static async Task SendListAsync(SmallAgency agency, string id, byte[] bytes)
    {
        await agency.Given.Inbox.CreateAsync(ShelfPaths.InboxPayload("northwind", id), bytes, cancel: Stop);
        await SendAsync(agency, Item(id, InboxKind.DealList, Lena) with { DealList = new("deals.csv", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))) });
    }

    private static Task TakeAsync(SmallAgency agency) => agency.Services.GetRequiredService<InboxWorker>().TakeAllAsync(Stop);

    private static async Task<Receipt?> ReceiptAsync(SmallAgency agency, string id) =>
        await agency.Given.Shelf.ReadAllAsync(ShelfPaths.Receipt("northwind", id), cancel: Stop) is { } bytes ? HouseJson.ReadShelf<Receipt>(bytes) : null;
}
