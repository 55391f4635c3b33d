using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WinLossAgency.Ui.SignIn;

internal static class SignInEndpoints
{
    public const string ReturnUrl = "returnUrl";
    private const int ReferenceCharacters = 32;

    public static void Map(IEndpointRouteBuilder app, bool hasDemo)
    {
        app.MapGet(SignInPaths.Provider, BeginAsync);
        app.MapGet(SignInPaths.Refused, ShowRefusal);
        app.MapGet(SignInPaths.Out, () => new RazorComponentResult<SignedOutPage>());
        app.MapPost(SignInPaths.Out, SignOutAsync);
        if (hasDemo)
        {
            app.MapGet(SignInPaths.Root, ShowDemoPeopleAsync).AddEndpointFilter(OnThisMachineAsync);
            app.MapPost(SignInPaths.Demo, SignInAsDemoAsync).AddEndpointFilter(OnThisMachineAsync);
        }
        else
        {
            app.MapGet(SignInPaths.Root, BeginAsync);
        }
    }

    /// <summary>A page asks for sign-in and comes back; anything else is told so in words, because following a redirect would lose what was typed.</summary>
    public static Task AskToSignInAsync(HttpContext http, string signIn)
    {
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Headers.ContainsKey("HX-Request"))
        {
            http.Response.Redirect(signIn);
            return Task.CompletedTask;
        }

        return SayAsync(http, StatusCodes.Status401Unauthorized, "You are signed out. Sign in in another tab, then send this again.");
    }

    public static Task TurnAwayAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Headers.ContainsKey("HX-Request"))
        {
            Refuse(http, SignInTrouble.NoRole);
            return Task.CompletedTask;
        }

        var options = http.RequestServices.GetRequiredService<HouseSignInOptions>();
        return SayAsync(http, StatusCodes.Status403Forbidden, $"This is not open to your role. Ask {options.WhomToAsk}.");
    }

    public static void Refuse(HttpContext http, SignInTrouble trouble)
    {
        var reference = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        Log(http).Refused(trouble, reference);
        http.Response.Redirect(SignInPaths.RefusedFor(trouble, reference));
    }

    public static void Note(HttpContext http, ClaimsPrincipal principal)
    {
        if (HousePerson.Of(principal) is { } person)
            Log(http).SignedIn(person.ObjectId, person.TenantId);
    }

    private static async Task<IResult> BeginAsync(HttpContext http, string? returnUrl)
    {
        if (http.RequestServices.GetRequiredService<HouseSignInOptions>().Provider is null)
            return TypedResults.NotFound();

        try
        {
            await http.ChallengeAsync(HouseOidcOptions.Scheme, new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl) });
        }
        catch (SignInFailure failure)
        {
            Refuse(http, failure.Trouble);
        }

        return TypedResults.Empty;
    }

    private static async Task<IResult> ShowDemoPeopleAsync(IDemoPeople people, HouseSignInOptions options, string? returnUrl, CancellationToken stop) =>
        new RazorComponentResult<SignInPage>(new
        {
            People = await people.TodayAsync(stop),
            people.Links,
            Return = LocalUrl.OrHome(returnUrl),
        });

    private static async Task<IResult> SignInAsDemoAsync(
        HttpContext http, IDemoPeople people, HouseSignInOptions options, [FromForm] string? person, [FromForm] string? returnUrl, CancellationToken stop)
    {
        if ((await people.TodayAsync(stop)).FirstOrDefault(known => known.Id == person) is not { } chosen)
            return TypedResults.Text("Nobody in the demo agency goes by that name any more. Go back and choose again.", statusCode: StatusCodes.Status400BadRequest);

        var principal = chosen.SignsInAs.ToPrincipal();
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        Note(http, principal);
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    /// <summary>Signs out here, and at the provider where the person came from there and it can be told.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext http, HouseSignInOptions options, IOptionsMonitor<HouseOidcOptions> oidc)
    {
        var person = HousePerson.Of(http.User);
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (options.Provider is { } provider && person?.Issuer == provider.Authority && await EndOfSessionAsync(oidc, http.RequestAborted) is { Length: > 0 } end)
        {
            var back = UriHelper.BuildAbsolute(http.Request.Scheme, http.Request.Host, http.Request.PathBase, SignInPaths.Out);
            return TypedResults.Redirect(end + new QueryBuilder { { "client_id", provider.ClientId }, { "post_logout_redirect_uri", back } });
        }

        return TypedResults.LocalRedirect(SignInPaths.Out);
    }

    private static async Task<string?> EndOfSessionAsync(IOptionsMonitor<HouseOidcOptions> oidc, CancellationToken stop)
    {
        try
        {
            return (await oidc.Get(HouseOidcOptions.Scheme).Metadata.CurrentAsync(stop)).EndSessionEndpoint;
        }
        catch (SignInFailure)
        {
            // A silent provider must not keep anybody signed in here.
            return null;
        }
    }

    private static IResult ShowRefusal(HttpContext http, HouseSignInOptions options, string? why, string? reference)
    {
        var trouble = Enum.TryParse<SignInTrouble>(why, out var known) && Enum.IsDefined(known) ? known : SignInTrouble.Unreadable;
        // The address can be written by anyone, so only what looks like a reference of ours is shown.
        var shown = reference is { Length: ReferenceCharacters } && reference.All(char.IsAsciiHexDigitLower) ? reference : null;
        return new RazorComponentResult<RefusedPage>(new
        {
            What = trouble.What(options.Program),
            NeedsRole = trouble == SignInTrouble.NoRole,
            Reference = shown,
            Person = HousePerson.Of(http.User),
        })
        { StatusCode = trouble.Status() };
    }

    /// <summary>Held again for each request: a page of another site must not reach the demo by a name that it points at this machine.</summary>
    private static async ValueTask<object?> OnThisMachineAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        HouseCookie.StaysOnThisMachine(context.HttpContext.Connection) && LoopbackOnly.IsLoopbackHost(context.HttpContext.Request.Host.Host)
            ? await next(context)
            : TypedResults.NotFound();

    private static Task SayAsync(HttpContext http, int status, string words)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(words);
    }

    private static ILogger Log(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("WinLossAgency.Ui.SignIn");
}
