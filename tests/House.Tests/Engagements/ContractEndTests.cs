using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;
using WinLossAgency.Vault;
using Stage = WinLossAgency.Domain.Engagements.Stage;

namespace WinLossAgency.House.Tests.Engagements;

/// <summary>Releases rest on the shelf for the contract and no longer.</summary>
public sealed class ContractEndTests
{
    private const string Client = "northwind";
    private const string Engagement = "northwind/q4";
    private static readonly LocalDate Today = new(2026, 11, 24);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_day_after_a_contract_all_but_the_invoices_is_destroyed()
    {
        await using var house = await ContractHouse.OpenAsync();
        await house.FilledAsync(invoice: true);
        SmallAgency.As("helena", Role.Owner);
        var client = house.Client;
        Assert.Contains("One programme of this client is not closed: Q4.", (await client.EndContract("early", Today)).Refusal);
        await house.ClosedAsync();
        SmallAgency.As("rui", Role.BillingAdmin);
        Assert.Contains("is past", (await client.EndContract("past", Today.PlusDays(-1))).Refusal);
        Accepted(await client.EndContract("end", Today));
        Accepted(await client.EndContract("end", Today));
        var before = await client.Contract();
        Assert.Equal((Today, 1), (before.Ends, before.Invoices));
        Assert.True(before.Files > 3, $"{before.Files} files lie there.");

        // Nothing begins under a contract that ends, and nothing goes on its last day.
        SmallAgency.AsHouse();
        var next = house.Agency.Grains.GetGrain<IEngagement>("northwind/q1");
        Accepted(await next.Draft("draft", new SetUp { Title = "Q1", Kind = EngagementKind.WinLoss }));
        Assert.Contains("contract ends on 24 November 2026", (await next.Reach("agree", Stage.Agreed)).Refusal);
        Assert.Contains("contract ends", (await next.Import("list", "upload/1", "deals.csv")).Refusal);
        var lain = await house.ShelfAsync();
        await house.RoundAsync();
        Assert.Equal(lain, await house.ShelfAsync());

        await house.DayAfterAsync();
        await house.DestroyedAsync();
        SmallAgency.As("rui", Role.BillingAdmin);
        var after = await client.Contract();
        Assert.Equal((null, Today, before.Files, 0, 1), (after.Ends, after.Ended!.Value, after.Destroyed, after.Files, after.Invoices));
        Assert.Contains("nobody brings back", (await client.KeepContract("keep")).Refusal);
        var stays = await house.ShelfAsync();
        Assert.Equal(lain.Where(path => path.StartsWith("northwind/invoices/", StringComparison.Ordinal)), stays.Where(path => !path.StartsWith("northwind/access/", StringComparison.Ordinal)));
        var list = await house.AccessAsync(Assert.Single(stays, path => path.StartsWith("northwind/access/", StringComparison.Ordinal)));
        Assert.Equal(("Owen", (LocalDate?)Today), (Assert.Single(list.People).Name, list.Ended));
        Assert.Empty(await ListedAsync(house.Agency.Given.Inbox));
        // A PDF that was owed since no browser was here is owed no more.
        Assert.Equal(JobEnd.Done, await house.Agency.Services.GetRequiredService<ReadoutPress>().PrintAsync(Client, "q4", 3, Stop));
    }

    [Fact]
    public async Task A_round_made_again_changes_nothing_and_takes_what_came_late()
    {
        await using var house = await ContractHouse.OpenAsync();
        await house.FilledAsync(invoice: true);
        await house.EndedAsync();
        await house.DayAfterAsync();
        await house.DestroyedAsync();
        var stays = await house.ShelfAsync();
        await house.DayAfterAsync();
        Assert.Equal(stays, await house.ShelfAsync());
        await house.Agency.Services.GetRequiredService<ShelfWriter>().ReceiptAsync(Client, new Receipt("in-1", InboxKind.Question, house.Agency.Time.Now, true, "Asked.", []), Stop);
        Assert.NotEqual(stays, await house.ShelfAsync());
        await house.DayAfterAsync();
        Assert.Equal(stays, await house.ShelfAsync());

        // Only somebody for the invoices is let in again, until there is work again.
        SmallAgency.As("helena", Role.Owner);
        Assert.Contains("only invoices are left", (await house.Client.Invite("rita", Person("Rita", admin: false))).Refusal);
        Accepted(await house.Client.Invite("ines", Person("Ines", admin: true)));

        // With the last invoice they go too.
        await house.Agency.Services.GetRequiredService<ShelfWriter>().InvoiceAwayAsync(Client, "NW-0001", Stop);
        await house.DayAfterAsync();
        await house.Agency.UntilAsync(async () => (await house.AccessAsync((await house.ShelfAsync())[^1])).People.IsEmpty);
        await house.DayAfterAsync();
        Assert.Single(await house.ShelfAsync());
    }

    [Fact]
    public async Task Without_an_invoice_nobody_signs_in_to_the_empty_shelf()
    {
        await using var house = await ContractHouse.OpenAsync();
        await house.FilledAsync(invoice: false);
        await house.EndedAsync();
        await house.DayAfterAsync();
        await house.DestroyedAsync();
        var list = await house.AccessAsync(Assert.Single(await house.ShelfAsync()));
        Assert.Empty(list.People);
        SmallAgency.As("helena", Role.Owner);
        Assert.Empty(await house.Client.People());
        Assert.Contains("nothing is left", (await house.Client.Invite("owen", Person("Owen", admin: true))).Refusal);
    }

    [Fact]
    public async Task An_end_that_was_taken_back_in_time_destroys_nothing()
    {
        await using var house = await ContractHouse.OpenAsync();
        await house.FilledAsync(invoice: false);
        await house.EndedAsync();
        SmallAgency.As("rui", Role.BillingAdmin);
        Accepted(await house.Client.KeepContract("keep"));
        var lain = await house.ShelfAsync();
        await house.DayAfterAsync();
        await house.DayAfterAsync();
        Assert.Equal(lain, await house.ShelfAsync());
        SmallAgency.As("rui", Role.BillingAdmin);
        Assert.Equal((null, null), ((await house.Client.Contract()).Ends, (await house.Client.Contract()).Ended));
    }

    [Fact]
    public async Task A_round_that_a_programme_holds_up_destroys_nothing_and_its_contract_says_which()
    {
        await using var house = await ContractHouse.OpenAsync();
        await house.FilledAsync(invoice: false);
        await house.ClosedAsync();
        SmallAgency.AsHouse();
        var late = house.Agency.Grains.GetGrain<IEngagement>("northwind/late");
        Accepted(await late.Draft("draft", new SetUp { Title = "Late", Kind = EngagementKind.WinLoss }));
        Accepted(await late.Reach("agree", Stage.Agreed));
        SmallAgency.As("helena", Role.Owner);
        Accepted(await house.Client.EndContract("end", Today));
        SmallAgency.AsHouse();
        Accepted(await house.Agency.Grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement("late", "northwind/late"));
        Assert.False((await house.ViewAsync()).IsPast);
        // Its note of progress is laid after the answer.
        await house.Agency.UntilAsync(late.Settled);
        var lain = await house.ShelfAsync();
        await house.DayAfterAsync();
        Assert.Equal(lain, await house.ShelfAsync());
        var held = await house.ViewAsync();
        Assert.True(held.IsHeldUp);
        Assert.Equal([new OpenProgramme("northwind/late", "Late")], held.Open);

        SmallAgency.As("rui", Role.BillingAdmin);
        Accepted(await house.Client.KeepContract("keep"));
        Assert.False((await house.ViewAsync()).IsHeldUp);
    }

    [Fact]
    public async Task An_end_that_broke_off_between_two_files_is_carried_out_after_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("contract-").FullName;
        string[] lain;
        int files;
        await using (var house = await ContractHouse.OpenAsync(folder, faulty: true))
        {
            await house.FilledAsync(invoice: true);
            await house.EndedAsync();
            files = (await house.ViewAsync()).Files;
            lain = await house.ShelfAsync();
            house.Faulty!.FailAfter(2);
            await house.DayAfterAsync();
            await house.Agency.UntilAsync(() => Task.FromResult(house.Faulty.Failed));
            var left = await house.ShelfAsync();
            Assert.Equal(lain.Length - 2, left.Intersect(lain).Count());
            Assert.Null((await house.ViewAsync()).DestroyedAt);
            // Whoever may not read any more is out before the first file goes.
            Assert.Equal("Owen", Assert.Single((await house.AccessAsync(left.Last(path => path.StartsWith("northwind/access/", StringComparison.Ordinal)))).People).Name);
        }
        await using (var house = await ContractHouse.OpenAsync(folder))
        {
            house.Agency.Time.Pass(Duration.FromDays(3));
            await house.DestroyedAsync();
            Assert.Equal(files, (await house.ViewAsync()).Destroyed);
            Assert.Equal(lain.Where(path => path.StartsWith("northwind/invoices/", StringComparison.Ordinal)), (await house.ShelfAsync()).Where(path => !path.StartsWith("northwind/access/", StringComparison.Ordinal)));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static ClientPerson Person(string name, bool admin) => new($"{name.ToLowerInvariant()}@northwind.example", name, admin, "https://demo.example", null, null, new LocalDate(2027, 11, 1));

    private static void Accepted(Answer answer) => Assert.True(answer.Ok, answer.Refusal);

    private static async Task<string[]> ListedAsync(IBlobStore store)
    {
        var names = new List<string>();
        await foreach (var name in store.ListAsync("", Stop)) names.Add(name);
        return [.. names];
    }

    /// <summary>An agency with its vault, whose one client has a release, lists, a request and perhaps an invoice.</summary>
    private sealed class ContractHouse(SmallAgency agency, OpenStore[] stores, FaultyBlobs? faulty) : IAsyncDisposable
    {
        public SmallAgency Agency => agency;

        public FaultyBlobs? Faulty => faulty;

        public IClient Client => agency.Grains.GetGrain<IClient>(ContractEndTests.Client);

        public static async Task<ContractHouse> OpenAsync(string? folder = null, bool faulty = false)
        {
            (OpenStore[] stores, FaultyBlobs? blobs) = ([], null);
            var agency = await SmallAgency.OpenAsync(folder, (services, at) =>
            {
                stores = VaultAgency.AddVault(services, at);
                if (!faulty) return;
                var given = (AgencyStores)services.Single(one => one.ServiceType == typeof(AgencyStores)).ImplementationInstance!;
                services.AddSingleton(given with { Shelf = blobs = new FaultyBlobs(given.Shelf) });
            }, typeof(VaultDoor).Assembly);
            return new ContractHouse(agency, stores, blobs);
        }

        public async Task FilledAsync(bool invoice)
        {
            await agency.InTheFieldAsync(VaultAgency.List(2));
            SmallAgency.AsHouse();
            Accepted(await Client.Invite("owen", Person("Owen", admin: true)));
            Accepted(await Client.Invite("rita", Person("Rita", admin: false)));
            await agency.UntilAsync(async () => (await ShelfAsync()).LastOrDefault(path => path.StartsWith("northwind/access/", StringComparison.Ordinal)) is { } list && (await AccessAsync(list)).People.Length == 2);
            var shelf = agency.Services.GetRequiredService<ShelfWriter>();
            await shelf.PublishAsync(ContractEndTests.Client, "q4", SampleRelease.Make(), "%PDF-1.4 stands in for a print"u8.ToArray(), Stop);
            await shelf.ReceiptAsync(ContractEndTests.Client, new Receipt("in-9", InboxKind.Question, agency.Time.Now, true, "Asked.", []), Stop);
            await agency.Given.Inbox.CreateAsync("northwind/in-9.json", Encoding.UTF8.GetBytes("{}"), null, Stop);
            if (!invoice) return;
            await shelf.InvoiceAsync(ContractEndTests.Client, new("NW-0001", new(2026, 9, 1), new(2026, 10, 1), "Q3 2026", "Q4 decisions", [new("Set-up", "4,000.00 EUR")], "4,000.00 EUR", "0.00 EUR", "4,000.00 EUR"), "%PDF invoice"u8.ToArray(), Stop);
            await shelf.InvoiceStandsAsync(ContractEndTests.Client, "NW-0001", new("paid 28 September 2026", Open: false), Stop);
        }

        public async Task ClosedAsync()
        {
            SmallAgency.AsHouse();
            var engagement = agency.Grains.GetGrain<IEngagement>(Engagement);
            foreach (var stage in new[] { Stage.Analysis, Stage.Delivered, Stage.Closed }) Accepted(await engagement.Reach($"{stage}", stage));
            await agency.UntilAsync(engagement.Settled);
            Accepted(await agency.Grains.GetGrain<IAgency>(IAgency.Key).OpenEngagement("q1", "northwind/q1"));
        }

        public async Task EndedAsync()
        {
            await ClosedAsync();
            SmallAgency.As("helena", Role.Owner);
            Accepted(await Client.EndContract("end", Today));
        }

        public async Task RoundAsync()
        {
            SmallAgency.AsHouse();
            await agency.Grains.GetGrain<IRounds>(IRounds.Key).Go();
        }

        public Task DayAfterAsync()
        {
            agency.Time.Pass(Duration.FromDays(1));
            return RoundAsync();
        }

        public async Task DestroyedAsync() => await agency.UntilAsync(async () => await ViewAsync() is { Ended: not null, DestroyedAt: not null });

        public async Task<ContractView> ViewAsync()
        {
            SmallAgency.AsHouse();
            return await Client.Contract();
        }

        public Task<string[]> ShelfAsync() => ListedAsync(agency.Given.Shelf);

        public async Task<AccessList> AccessAsync(string path) => HouseJson.ReadShelf<AccessList>(await agency.Given.Shelf.ReadAllAsync(path, cancel: Stop) ?? [])!;

        public async ValueTask DisposeAsync()
        {
            await agency.DisposeAsync();
            foreach (var store in stores) await store.DisposeAsync();
        }
    }
}
