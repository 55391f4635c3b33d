using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>A small program with sign-in on a true server, and what it logged.</summary>
internal sealed class House : IAsyncDisposable
{
    public const string ClientId = "winloss-desk";
    public const string ClientSecret = "a-secret-that-only-the-two-of-them-know";

    private readonly WebApplication _app;

    private House(WebApplication app, Log log, MemoryKeys keys)
    {
        (_app, Log, Keys) = (app, log, keys);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public Log Log { get; }

    public MemoryKeys Keys { get; }

    public static async Task<House> StartAsync(Setting setting)
    {
        var log = new Log();
        var keys = setting.Keys ?? new MemoryKeys();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = setting.Environment });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls(setting.Urls);
        if (setting.People is { } people)
            builder.Services.AddSingleton(people);
        builder.AddHouseSignIn(new HouseSignInOptions
        {
            Program = "Desk",
            CookieName = setting.CookieName,
            WhomToAsk = "Ines Duarte, ines@harrowlane.example",
            Keys = _ => keys,
            Provider = setting.Authority is null ? null : new OpenIdProvider(setting.Authority, ClientId)
            {
                ClientSecret = setting.Assertion is null ? ClientSecret : null,
                ClientAssertion = setting.Assertion is { } statement ? _ => new(statement) : null,
            },
            RolesAllowed = setting.RolesAllowed,
            RealClock = setting.Clock ?? TimeProvider.System,
        });
        setting.Configure(builder);

        var app = builder.Build();
        app.MapHouseSignIn();
        app.MapGet("/", (HttpContext http) => HousePerson.Of(http.User));
        app.MapGet("/team", () => "the team").RequireAuthorization(new AuthorizeAttribute { Roles = Roles.Supervisor });
        app.MapGet("/token", (HttpContext http, IAntiforgery forms) => forms.GetAndStoreTokens(http).RequestToken);
        app.MapPost("/things", ([FromForm] string? words) => $"took {words}");
        app.MapPost("/plain", () => "done");
        app.MapPost("/stream", async (HttpContext http) => $"{await new StreamReader(http.Request.Body).ReadToEndAsync()}").WithMetadata(new TokenInHeaderOnly());
        app.MapPost("/api/things", () => "by bearer").DisableAntiforgery();
        app.MapGet("/health", () => "well");
        app.MapGet("/b/abc", () => "a buyer's page");
        app.MapPost("/hooks/stripe", () => "noted");
        setting.Map(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new House(app, log, keys);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal sealed record Setting
{
    public string Environment { get; init; } = "Production";
    public string Urls { get; init; } = "http://127.0.0.1:0";
    public string CookieName { get; init; } = "desk";
    public string? Authority { get; init; }
    public IDemoPeople? People { get; init; }
    public IReadOnlyList<string> RolesAllowed { get; init; } = Roles.OfStaff;
    public string? Assertion { get; init; }
    public TimeProvider? Clock { get; init; }
    public MemoryKeys? Keys { get; init; }
    public Action<WebApplicationBuilder> Configure { get; init; } = _ => { };
    public Action<WebApplication> Map { get; init; } = _ => { };
}

internal sealed class MemoryKeys : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _kept = new();

    public int Count => _kept.Count;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _kept];

    public void StoreElement(XElement element, string friendlyName) => _kept.Enqueue(element);
}

/// <summary>Every line that anything logged.</summary>
internal sealed class Log : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string All => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose() { }

    private sealed class Writer(Log log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;
}
