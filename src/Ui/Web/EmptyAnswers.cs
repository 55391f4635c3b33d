using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Ui.Components;

namespace WinLossAgency.Ui.Web;

/// <summary>A refusal without a body says in words what it means, with where to go on; a program that asks gets a line of text.</summary>
internal static class EmptyAnswers
{
    /// <summary>A value that cannot be read is the sender's mistake, in Development too: the framework would throw there, and the page would say that we broke.</summary>
    public static void AddEmptyAnswers(this IServiceCollection services) => services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = false);

    public static void UseEmptyAnswers(this WebApplication app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (!http.Response.HasStarted && http.Response.ContentLength is null && string.IsNullOrEmpty(http.Response.ContentType)) await SayAsync(http);
    });

    private static async Task SayAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (WordsOf(status) is not var (head, why)) return;
        var words = http.Items[typeof(NothingHere)] as NothingHere ?? new NothingHere(head, "/", "Go to your own work");
        if (!http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync($"{words.Head}. {why}");
            return;
        }
        // A page may have begun already: its headers stand, and a request's scope renders one page.
        http.Response.Clear();
        http.Response.Headers.CacheControl = "no-store";
        var begun = http.RequestServices;
        await using var fresh = begun.CreateAsyncScope();
        http.RequestServices = fresh.ServiceProvider;
        await new RazorComponentResult<NotServedPage>(new { Words = words, Why = why }) { StatusCode = status }.ExecuteAsync(http);
        http.RequestServices = begun;
    }

    private static (string Head, string Why)? WordsOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("This could not be read", "A field came missing or with a value that it does not offer, so nothing was taken. Go back, look at what you chose, and send it again."),
        StatusCodes.Status404NotFound => ("There is nothing here", "The address may be mistyped, or what lay here has gone."),
        StatusCodes.Status405MethodNotAllowed => ("There is nothing to read here", "This address only takes what a page sends. Go back to the page and use its button."),
        _ => null,
    };
}
