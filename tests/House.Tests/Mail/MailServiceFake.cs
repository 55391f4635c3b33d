using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>One letter as the service was given it.</summary>
internal sealed record Taken(string Key, JsonElement Body)
{
    public string To => Body.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString()!;

    public string Token => Body.GetProperty("personalizations")[0].GetProperty("custom_args").GetProperty("letter").GetString()!;
}

/// <summary>
/// As much of the mail service as letters touch, over real HTTP: it takes what is well formed and answers as told. The same
/// calls are checked against the published contract in SendGridPeerTests.
/// </summary>
internal sealed class MailServiceFake : IAsyncDisposable
{
    private const int BytesMax = 30 * 1024 * 1024;
    private readonly WebApplication web;
    private readonly List<Taken> taken = [];
    private readonly Queue<(HttpStatusCode Status, string? RetryAfter)> answers = [];

    private MailServiceFake(WebApplication web) => this.web = web;

    public Uri Address => new(web.Urls.First());

    /// <summary>Requests that came, whatever they were answered.</summary>
    public int Asked { get; private set; }

    public IReadOnlyList<Taken> Letters
    {
        get
        {
            lock (taken) return [.. taken];
        }
    }

    public static async Task<MailServiceFake> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var fake = new MailServiceFake(web);
        web.Run(fake.AnswerAsync);
        await web.StartAsync();
        return fake;
    }

    /// <summary>The next request is answered so and nothing is taken.</summary>
    public void Refuse(HttpStatusCode status, string? retryAfter = null)
    {
        lock (taken) answers.Enqueue((status, retryAfter));
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        lock (taken)
        {
            Asked++;
            if (answers.TryDequeue(out var told))
            {
                http.Response.StatusCode = (int)told.Status;
                if (told.RetryAfter is { } after) http.Response.Headers.RetryAfter = after;
            }
            else http.Response.StatusCode = (int)Judge(http.Request, body.ToArray());
        }
        if (http.Response.StatusCode == 202) return;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("""{"errors":[{"message":"told by the fake about somebody@secret.example","field":null,"help":null}]}""", http.RequestAborted);
    }

    private HttpStatusCode Judge(HttpRequest request, byte[] body)
    {
        if (request is not { Method: "POST", Path.Value: "/v3/mail/send" }) return HttpStatusCode.NotFound;
        if (!request.Headers.Authorization.ToString().StartsWith("Bearer SG.", StringComparison.Ordinal)) return HttpStatusCode.Unauthorized;
        if (body.Length > BytesMax) return HttpStatusCode.RequestEntityTooLarge;
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true) return HttpStatusCode.UnsupportedMediaType;
        try
        {
            using var read = JsonDocument.Parse(body);
            var letter = new Taken(request.Headers.Authorization.ToString(), read.RootElement.Clone());
            if (letter.Body.GetProperty("from").GetProperty("email").GetString() is not { Length: > 0 } || !letter.To.Contains('@', StringComparison.Ordinal) || letter.Token.Length == 0) return HttpStatusCode.BadRequest;
            taken.Add(letter);
            return HttpStatusCode.Accepted;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return HttpStatusCode.BadRequest;
        }
    }
}
