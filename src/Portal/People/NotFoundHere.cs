using Microsoft.AspNetCore.Http.HttpResults;
using WinLossAgency.Portal.Pages;

namespace WinLossAgency.Portal.People;

/// <summary>One answer for what is not there and for what is not yours, so that nobody can tell them apart.</summary>
internal static class NotFoundHere
{
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return new RazorComponentResult<NotHerePage> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context);
    }
}
