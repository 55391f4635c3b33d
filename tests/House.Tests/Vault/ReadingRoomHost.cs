using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.SignIn;
using WinLossAgency.Ui;
using WinLossAgency.Ui.SignIn;
using WinLossAgency.Vault;
using WinLossAgency.Vault.Held;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.ReadingRoom;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Wall;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>The reading room on a loopback port over a real vault; who asks stands in a header, as sign-in would settle it.</summary>
internal sealed partial class ReadingRoomHost : IAsyncDisposable
{
    public const string InboundSecret = "a-word-known-to-the-service-alone";
    private const string CallerHeader = "X-Caller";
    private readonly WebApplication app;
    private readonly List<HttpClient> browsers = [];

    private ReadingRoomHost(VaultAgency vault, WebApplication app, Log log) => (Vault, this.app, Log) = (vault, app, log);

    public VaultAgency Vault { get; }

    public Log Log { get; }

    public static async Task<ReadingRoomHost> OpenAsync()
    {
        var vault = await VaultAgency.OpenAsync();
        var log = new Log();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "WinLossAgency.Desk", EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHouseUi(ui => ui.Program = "desk");
        var services = builder.Services;
        services.AddSingleton(vault.Grains);
        foreach (var type in new[] { typeof(IntakeFiles), typeof(Entrances), typeof(VaultStores), typeof(WinLossAgency.Vault.Notes.CallNotes), typeof(ReplyFiles), typeof(ReplyDesk), typeof(HeldWords), typeof(CandidWords) }) services.AddSingleton(type, vault.Agency.Services.GetRequiredService(type));
        services.AddScoped<HeldVisit>().AddScoped<ReadingVisit>().AddScoped<AccessLogVisit>().AddScoped<AnswersVisit>().AddScoped<RepliesVisit>();
        builder.Configuration["Desk:SendGridInboundSecret"] = InboundSecret;
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton(new HouseSignInOptions { Program = "Desk", CookieName = "desk", WhomToAsk = "Ines Duarte", Keys = _ => new MemoryKeys() });
        var app = builder.Build();
        app.UseHouseUi();
        app.UseAntiforgery();
        app.Use(async (context, next) =>
        {
            if (Caller.Parse(context.Request.Headers[CallerHeader].ToString()) is { } caller) caller.Enter();
            try
            {
                await next(context);
            }
            catch (AccessRefusedException)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        });
        app.MapPages();
        app.MapForms();
        app.MapHeld();
        app.MapReplies();
        app.MapAnswers();
        await app.StartAsync();
        return new(vault, app, log);
    }

    public Person As(string id, Role roles)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Add(CallerHeader, new Caller(id, roles).ToString());
        browsers.Add(http);
        return new(http);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers) browser.Dispose();
        await app.DisposeAsync();
        await Vault.DisposeAsync();
    }

    /// <summary>One person at their browser.</summary>
    internal sealed partial class Person(HttpClient http)
    {
        /// <summary>Brings a mail as the service does that took it in.</summary>
        public async Task<int> BringAsync((string Type, byte[] Body) form)
        {
            using var content = new ByteArrayContent(form.Body);
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(form.Type);
            using var answer = await http.PostAsync($"/hooks/sendgrid/inbound/{InboundSecret}", content, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }

        private string token = "";

        public async Task<(int Status, string Body)> ReadAsync(string path)
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            if (answer.Headers.Location is { } further) return await ReadAsync(further.ToString());
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (Token().Match(body) is { Success: true } found) token = WebUtility.HtmlDecode(found.Groups[1].Value);
            return ((int)answer.StatusCode, WebUtility.HtmlDecode(body));
        }

        public Task<(int Status, string Body)> SendAsync(string path, params (string Name, string Value)[] fields) =>
            SendAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

        public Task<(int Status, string Body)> UploadAsync(string path, string name, byte[] bytes) =>
            UploadAsync(path, name, new ByteArrayContent(bytes));

        public Task<(int Status, string Body)> UploadAsync(string path, string name, HttpContent file) =>
            SendAsync(path, new MultipartFormDataContent { { file, "file", name } });

        private async Task<(int Status, string Body)> SendAsync(string path, HttpContent content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            request.Headers.Add(HouseUi.TokenHeader, token);
            // As a browser reads an answer that comes before it has sent everything.
            request.Headers.ExpectContinue = content is MultipartFormDataContent;
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
