using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace WinLossAgency.Agency.Billing;

/// <summary>Where Stripe's messages come in. They are signed, so the program maps them without sign-in and without a form token.</summary>
public static class BillingHooks
{
    /// <summary>Bytes of one message.</summary>
    public const int BodyBytesMax = 256 * 1024;

    public static IEndpointConventionBuilder MapBillingHooks(this IEndpointRouteBuilder app) => app.MapPost("/hooks/stripe", (Delegate)TakeAsync);

    private static async Task<IResult> TakeAsync(HttpContext http)
    {
        if (await BodyAsync(http.Request) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var verdict = await http.RequestServices.GetRequiredService<StripeInbox>().TakeAsync(http.Request.Headers["Stripe-Signature"].ToString(), body, http.RequestAborted);
        return verdict == SignatureVerdict.Valid ? Results.Ok() : Results.BadRequest();
    }

    /// <summary>The raw bytes, for the signature is over them and over nothing parsed; null where they are too many.</summary>
    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
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
