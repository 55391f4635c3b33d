using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Desk;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Desk;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>The real staff program over a fresh folder, with an agency that has people, one client and one agreed engagement, and no price yet.</summary>
public sealed class BillingHost : IAsyncLifetime
{
    private static readonly (string Id, string Name, Role Roles)[] People =
    [
        ("rui", "Rui Matos", Role.BillingAdmin), ("helena", "Helena Prado", Role.Owner), ("maya", "Maya Lindqvist", Role.Interviewer),
        ("lars", "Lars Holm", Role.Analyst), ("karin", "Karin Maes", Role.PrivacyOfficer), ("sofia", "Sofia Nunes", Role.Supervisor),
    ];

    private DeskApp? desk;

    private string Data { get; } = Path.Combine(AppContext.BaseDirectory, "billing-data", IdStream.Random().Next("d"));

    public IServiceProvider Services => desk!.Web.Services;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskApp.BuildAsync(["--data", Data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--seed", "tests", "--environment", "Development"], builder => builder.Logging.ClearProviders());
        await desk.StartAsync();
        Caller.House.Enter();
        var grains = Services.GetRequiredService<IGrainFactory>();
        var agency = grains.GetGrain<IAgency>(IAgency.Key);
        await agency.Found("found", "Harrow Lane", "Europe/Lisbon");
        foreach (var (id, name, roles) in People) await agency.Join(id, new Staff(id, name, $"{id}@harrow-lane.example", roles, "main", "Europe/Lisbon", null));
        await agency.OpenClient("client", "northwind", "Northwind Freight Systems");
        await grains.GetGrain<IClient>("northwind").Open("open", "Northwind Freight Systems", new ClientBilling("Northwind Freight Systems Lda", ["Porto", "Portugal"], "PT1", "ap@northwind.example", "EUR"));
        await agency.OpenEngagement("engagement", "northwind/q4");
        var day = new LocalDate(2026, 11, 2);
        await grains.GetGrain<IEngagement>("northwind/q4").Draft("draft", new SetUp { Title = "Q4", Kind = EngagementKind.WinLoss, FieldFrom = day, FieldUntil = day.PlusDays(30), ReadoutOn = day.PlusDays(40) });
        await grains.GetGrain<IEngagement>("northwind/q4").Reach("agree", Stage.Agreed);
    }

    public async ValueTask DisposeAsync()
    {
        if (desk is not null)
        {
            await desk.Web.StopAsync();
            await desk.DisposeAsync();
        }
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>The first door is the staff's, the second the buyers' and the hooks'.</summary>
    public HttpClient Stranger(int door = 0) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(desk!.Web.Urls.ElementAt(door)) };

    internal async Task<DeskBrowser> SignedInAsync(string person)
    {
        var browser = Stranger();
        var token = DeskHost.TokenIn(await browser.GetStringAsync("/sign-in"));
        var answer = await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new DeskBrowser(browser);
    }
}
