using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>Where the mail service's events come in. They are signed, so the program maps them without sign-in and without a form token.</summary>
public static class MailHooks
{
    /// <summary>Bytes of one message: a thousand events are less than half of it.</summary>
    public const int BodyBytesMax = 2 * 1024 * 1024;

    public static IEndpointConventionBuilder MapMailHooks(this IEndpointRouteBuilder app) => app.MapPost("/hooks/sendgrid/events", (Delegate)TakeAsync);

    private static async Task<IResult> TakeAsync(HttpContext http)
    {
        var events = http.RequestServices.GetRequiredService<MailEvents>();
        if (!events.IsOpen) return Results.NotFound();
        if (await BodyAsync(http.Request) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var verdict = await events.TakeAsync(http.Request.Headers["X-Twilio-Email-Event-Webhook-Signature"].ToString(), http.Request.Headers["X-Twilio-Email-Event-Webhook-Timestamp"].ToString(), body);
        return verdict == EventVerdict.Valid ? Results.Ok() : Results.BadRequest();
    }

    /// <summary>The raw bytes, for the signature is over them and over nothing parsed; null where they are too many.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength > BodyBytesMax) return null;
        using var body = new MemoryStream();
        var part = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > BodyBytesMax) return null;
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }
}
