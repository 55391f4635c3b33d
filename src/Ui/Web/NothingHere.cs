using Microsoft.AspNetCore.Http;

namespace WinLossAgency.Ui.Web;

/// <summary>What a page says that found nothing under its address: what is missing, and where to go on.</summary>
public sealed record NothingHere(string Head, string Next, string NextWords);

/// <summary>A routed page that answers 404 loses its own body in the framework; so it leaves its words here, and the house says them.</summary>
public static class NothingHereAnswer
{
    public static void SayNothingHere(this HttpContext http, NothingHere words)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Items[typeof(NothingHere)] = words;
    }
}
