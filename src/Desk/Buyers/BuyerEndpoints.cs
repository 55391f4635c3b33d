using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Buyers;

/// <summary>
/// A buyer's own page, at the buyers' door. Nobody signs in: the link says which page, a code to the address that we hold
/// says that it is they. Opening a link changes nothing; everything that does is a form.
/// </summary>
internal static class BuyerEndpoints
{
    private const string Cookie = "buyer";
    private const int FieldsMax = 400;
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapBuyers(this WebApplication app)
    {
        var page = app.MapGroup("/b/{token}").AllowAnonymous();
        page.AddEndpointFilter(async (call, next) =>
        {
            Caller.Buyer.Enter();
            call.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(call);
        });
        page.MapGet("", (HttpContext http, IGrainFactory grains, string token, string? done) => ShowAsync(http, grains, token, done));
        page.MapPost("/codes", SendAsync);
        page.MapPost("/openings", OpenAsync);
        page.MapPost("/passages", AnswerAsync);
        page.MapPost("/withdrawal", WithdrawAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IGrainFactory grains, string token, string? done, CodeTrouble? trouble = null)
    {
        if (Door(grains, token) is not { } door) return Shut(http, new OwnPage(Knock.Closed, "en", ""));
        var page = await door.Page(http.Request.Cookies[Cookie]);
        var screen = new BuyerScreen(page, BuyerTexts.For(page.Language), $"/b/{token}", FormIds.Next("b"), done ?? "", trouble);
        return page.Knock switch
        {
            Knock.Closed => Shut(http, page),
            Knock.AsksForCode => new RazorComponentResult<CodePage>(new { Screen = screen }) { StatusCode = trouble is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity },
            _ => new RazorComponentResult<PassagesPage>(new { Screen = screen }),
        };
    }

    private static async Task<IResult> SendAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var sent = await door.SendCode();
        return sent.Trouble is { } trouble ? await ShowAsync(http, grains, token, "sent", trouble) : EngagementDoors.Gone($"/b/{token}?done=sent");
    }

    private static async Task<IResult> OpenAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit));
        var opened = await door.TryCode(typed);
        if (opened.Session is not { } session) return await ShowAsync(http, grains, token, "sent", opened.Trouble);
        http.Response.Cookies.Append(Cookie, session, new CookieOptions
        {
            Path = $"/b/{token}", HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, MaxAge = BuyerCodes.OpenFor.ToTimeSpan(),
            // As the house's own cookies: plain http only where it never leaves this machine.
            Secure = http.Request.IsHttps || http.Connection.RemoteIpAddress is { } from && !System.Net.IPAddress.IsLoopback(from),
        });
        return EngagementDoors.Gone($"/b/{token}");
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Count > FieldsMax) return TypedResults.BadRequest($"A page has up to {FieldsMax} fields.");
        const string choice = "choice-";
        PassageWish[] wishes = [.. form.Keys.Where(key => key.StartsWith(choice, StringComparison.Ordinal)).Select(key => key[choice.Length..])
            .Where(passage => Enum.TryParse<PassageChoice>(form[choice + passage], out var chosen) && Enum.IsDefined(chosen))
            .Select(passage => new PassageWish(passage, Enum.Parse<PassageChoice>(form[choice + passage].ToString()), Attribution.OffTheRecord, form[$"at-once-{passage}"] == "true"))];
        return Back(await door.Wish(Command(form), http.Request.Cookies[Cookie], [.. wishes]), token, "saved");
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Back(await door.Withdraw(Command(form), http.Request.Cookies[Cookie], form["at-once"] == "true"), token, "withdrawn");
    }

    /// <summary>Where the half hour is over the page asks for a code again; nothing else can be refused to somebody who only takes back.</summary>
    private static IResult Back(Answer answer, string token, string done) => EngagementDoors.Gone(answer.Ok ? $"/b/{token}?done={done}" : $"/b/{token}");

    private static string Command(IFormCollection form) => form["command"].ToString() is { Length: > 0 and <= 60 } command ? command : FormIds.Next("b");

    private static IBuyersDoor? Door(IGrainFactory grains, string token) =>
        token.Length == BuyersLink.TokenLength && token.All(char.IsAsciiHexDigitLower) ? grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(token)) : null;

    /// <summary>Said in the language that the browser asks for: whose link it was is not known any more.</summary>
    private static RazorComponentResult Shut(HttpContext http, OwnPage page) =>
        new RazorComponentResult<ClosedPage>(new { Screen = new BuyerScreen(page, BuyerTexts.For(http.Request.Headers.AcceptLanguage.ToString().Split(',')[0].Trim()), "", "", "", null) }) { StatusCode = StatusCodes.Status404NotFound };
}

/// <summary>What a buyer's page shows.</summary>
public sealed record BuyerScreen(OwnPage Page, BuyerTexts Texts, string Root, string Command, string Done, CodeTrouble? Trouble);
