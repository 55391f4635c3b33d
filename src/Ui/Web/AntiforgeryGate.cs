using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace WinLossAgency.Ui.Web;

/// <summary>
/// Every request that changes something shows the token of a page of ours, whatever its handler looks like. An
/// endpoint that streams its form checks the token itself through <see cref="StreamedForm"/>; a webhook is signed.
/// </summary>
internal sealed class AntiforgeryGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Changes(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<ChecksItself>() is null
            && !await IsOursAsync(context))
        {
            await Refuse(context);
            return;
        }
        await next(context);
    }

    private async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception broken) when (broken is AntiforgeryValidationException or BadHttpRequestException or InvalidDataException or IOException)
        {
            // A form that cannot be read shows no token.
            return false;
        }
    }

    internal static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("This form is no longer valid here. Go back, load the page again and send it once more.");
    }

    private static bool Changes(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
}

/// <summary>Marks an endpoint whose handler checks where its request comes from: a streamed form, or a signed webhook.</summary>
public sealed class ChecksItself;
