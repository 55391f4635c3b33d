using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WinLossAgency.Portal;
using WinLossAgency.Portal.Shelf;
using WinLossAgency.Storage;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>One answer as the client's machine receives it: the status line, every header and every byte.</summary>
internal sealed record Answered(int Status, string Headers, byte[] Body, string? Location);

/// <summary>The real clients' program without a socket, on the shelf and inbox of its world.</summary>
internal sealed partial class WorldPortal : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly string folder;
    private int sent;

    private WorldPortal(WebApplication app, string folder, LogBook log)
    {
        (this.app, this.folder, Log) = (app, folder, log);
        client = new HttpClient(app.GetTestServer().CreateHandler()) { BaseAddress = new Uri("http://127.0.0.1") };
    }

    public LogBook Log { get; }

    /// <summary>Whether the log tells of every request that was sent.</summary>
    public bool IsLogged => Log.RequestsFinished == sent;

    public static async Task<WorldPortal> OpenAsync(IBlobStore shelf, IBlobStore inbox, WorldClock clock)
    {
        var folder = Directory.CreateTempSubdirectory("portal-").FullName;
        var log = new LogBook();
        var app = await PortalApp.BuildAsync(["--data", folder, "--environment", "Development", "--seed", "noninterference", "--Logging:LogLevel:Default", "Information"], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(log);
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Host.UseServiceProviderFactory(new Substituting(services =>
            {
                var real = services.Last(one => one.ServiceType == typeof(PortalStores)).ImplementationFactory!;
                services.AddSingleton(given => (PortalStores)real(given) with { Shelf = shelf, Inbox = inbox });
                services.AddSingleton(new ShelfReader(shelf));
            }));
        });
        await app.StartAsync();
        return new WorldPortal(app, folder, log);
    }

    /// <summary>The cookie with which this person is signed in, as the program itself seals it.</summary>
    public string SignIn(HousePerson person)
    {
        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        // Sign-in runs on the real clock, which no run depends on.
        var ticket = new AuthenticationTicket(person.ToPrincipal(), new AuthenticationProperties { ExpiresUtc = DateTimeOffset.MaxValue }, CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    public Task<Answered> GetAsync(string path, string? cookie) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cookie);

    /// <summary>Sends a form of a page, with the token that the page holds.</summary>
    public async Task<Answered> PostAsync(string page, string path, string cookie, Func<string, HttpContent> form)
    {
        var (shown, cookies) = await RawAsync(new HttpRequestMessage(HttpMethod.Get, page), cookie);
        var token = Token().Match(System.Text.Encoding.UTF8.GetString(shown.Body)).Groups[2].Value;
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form(token) }, string.Join("; ", [cookie, .. cookies]));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Answered> SendAsync(HttpRequestMessage request, string? cookie) => (await RawAsync(request, cookie)).Answer;

    private async Task<(Answered Answer, string[] Cookies)> RawAsync(HttpRequestMessage request, string? cookie)
    {
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        sent++;
        using (request)
        using (var answer = await client.SendAsync(request))
        {
            var body = await answer.Content.ReadAsByteArrayAsync();
            string[] cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set.Select(one => one.Split(';')[0])] : [];
            var headers = answer.Headers.Concat(answer.Content.Headers).OrderBy(h => h.Key, StringComparer.Ordinal)
                .Select(h => $"{h.Key}: {(h.Key == "Set-Cookie" ? string.Join(", ", h.Value.Select(v => CookieValue().Replace(v, "$1=…"))) : string.Join(", ", h.Value))}");
            return (new Answered((int)answer.StatusCode, string.Join('\n', headers), body, answer.Headers.Location?.ToString()), cookies);
        }
    }

    /// <summary>What is sealed anew on each answer by design, and so differs between any two: the token of a form and the cookie beside it. Their lengths are kept.</summary>
    public static byte[] WithoutTokens(byte[] body) => body is [(byte)'<', ..]
        ? System.Text.Encoding.UTF8.GetBytes(Token().Replace(System.Text.Encoding.UTF8.GetString(body), found => $"{found.Groups[1].Value}{found.Groups[2].Length} characters")) : body;

    [GeneratedRegex("(name=\"__RequestVerificationToken\"[^>]*value=\")([^\"]+)")]
    private static partial Regex Token();

    [GeneratedRegex("^([^=]+)=[^;]+")]
    private static partial Regex CookieValue();

    private sealed class Substituting(Action<IServiceCollection> change) : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services) => services;

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
        {
            change(containerBuilder);
            return containerBuilder.BuildServiceProvider();
        }
    }
}
