using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WinLossAgency.Desk;
using WinLossAgency.Storage;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The real staff program with its demo agency on loopback ports over a fresh data folder, and browsers without a screen.</summary>
public sealed partial class DeskHost : IAsyncLifetime
{
    private DeskApp? desk;

    public string Data { get; } = Path.Combine(AppContext.BaseDirectory, "desk-data", IdStream.Random().Next("d"));

    public Uri Staff { get; private set; } = null!;

    public Uri Buyers { get; private set; } = null!;

    public IServiceProvider Services => desk!.Web.Services;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskApp.BuildAsync(
            ["--data", Data, "--urls", "http://127.0.0.1:0", "--buyers", "http://127.0.0.1:0", "--demo", "true", "--seed", "tests", "--environment", "Development"],
            builder => { if (Environment.GetEnvironmentVariable("DESK_LOG") is null) builder.Logging.ClearProviders(); });
        await desk.StartAsync();
        var urls = desk.Web.Urls.ToArray();
        (Staff, Buyers) = (new Uri(urls[0]), new Uri(urls[1]));
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

    public HttpClient Stranger(Uri? door = null) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = door ?? Staff };

    internal async Task<DeskBrowser> SignedInAsync(string person)
    {
        var browser = Stranger();
        var token = TokenIn(await browser.GetStringAsync("/sign-in"));
        var answer = await browser.PostAsync("/sign-in/demo", new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new DeskBrowser(browser);
    }

    public static string TokenIn(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>One person's browser at the desk.</summary>
internal sealed partial class DeskBrowser(HttpClient browser)
{
    public HttpClient Browser => browser;

    public string Page { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    /// <summary>The key of the case that is open.</summary>
    public string Case => Address().Match(Page) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("No case is open on this desk.");

    public string Command => CommandField().Match(Page).Groups[1].Value;

    public string Who => WebUtility.HtmlDecode(Head().Match(Page).Groups[1].Value);

    public async Task<DeskBrowser> GoAsync(string path)
    {
        for (var hops = 0; hops < 5; hops++)
        {
            using var answer = await browser.GetAsync(path);
            (Status, Page) = (answer.StatusCode, await answer.Content.ReadAsStringAsync());
            if (answer.Headers.Location is not { } next) break;
            path = next.ToString();
        }
        return this;
    }

    /// <summary>Looks at a page until it says so: the day reads cards, and a card is told as an effect, so it may come a moment after the answer.</summary>
    public Task UntilAsync(string path, Func<string, bool> says, string what) => Patience.UntilAsync(async () => says(Page) || says((await GoAsync(path)).Page), what);

    /// <summary>Sends a form of the page that is shown, and follows to the page it leads to.</summary>
    public async Task<DeskBrowser> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var token = DeskHost.TokenIn(Page);
        using var answer = await browser.PostAsync(path, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", token)]));
        Status = answer.StatusCode;
        if (answer.Headers.Location is { } next) return await GoAsync(next.ToString());
        if (answer.Content.Headers.ContentType?.MediaType == "text/html") Page = await answer.Content.ReadAsStringAsync();
        return this;
    }

    public Task<DeskBrowser> EndAsync(string outcome, params (string Name, string Value)[] more) =>
        SendAsync($"/calls/{Case}/outcomes", [("command", Command), ("outcome", outcome), ("number", "n1"), ("way", "Phone"), ("refusal", "Person"), .. more]);

    [GeneratedRegex("action=\"/calls/([^\"]+)/outcomes\"")]
    private static partial Regex Address();

    [GeneratedRegex("name=\"command\" value=\"(c-[a-z0-9]+)\"")]
    private static partial Regex CommandField();

    [GeneratedRegex("<h1 id=\"who\">([^<]+)</h1>")]
    private static partial Regex Head();
}
