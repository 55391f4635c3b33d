using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
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
            call.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
            return await next(call);
        });
        // Scanners of mail ask by HEAD; they get the same answer without its words.
        page.MapMethods("", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, IGrainFactory grains, string token, string? done, string? trouble) => ShowAsync(http, grains, token, done, trouble));
        // Somebody who comes by the address of a form again, from a bookmark or a tab of yesterday, is shown the page.
        page.MapGet("/{door:alpha}", (string token) => IsToken(token) ? EngagementDoors.Gone($"/b/{token}") : TypedResults.NotFound());
        page.MapPost("/codes", SendAsync);
        page.MapPost("/openings", OpenAsync);
        page.MapPost("/passages", AnswerAsync);
        page.MapPost("/withdrawal", WithdrawAsync);
        page.MapInvitations();
        page.MapDay();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IGrainFactory grains, string token, string? done, string? said)
    {
        if (Door(grains, token) is not { } door) return await ShutAsync(http, grains);
        if (await InviteEndpoints.ShowAsync(http, grains, token) is { } invitation) return invitation;
        var page = await door.Page(http.Request.Cookies[Cookie]);
        CodeTrouble? trouble = Enum.TryParse<CodeTrouble>(said, out var named) && Enum.IsDefined(named) ? named : null;
        var screen = new BuyerScreen(page, BuyerTexts.For(page.Language), $"/b/{token}", FormIds.Next("b"), done ?? "", trouble);
        return page.Knock switch
        {
            Knock.Closed => await ShutAsync(http, grains),
            Knock.AsksForCode => new RazorComponentResult<CodePage>(new { Screen = screen }),
            _ => new RazorComponentResult<PassagesPage>(new { Screen = screen }),
        };
    }

    private static async Task<IResult> SendAsync(IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var sent = await door.SendCode();
        return EngagementDoors.Gone(sent.Trouble is { } trouble ? Troubled(token, trouble) : $"/b/{token}?done=sent");
    }

    private static async Task<IResult> OpenAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit));
        var opened = await door.TryCode(typed);
        if (opened.Session is not { } session) return EngagementDoors.Gone(Troubled(token, opened.Trouble ?? CodeTrouble.Wrong));
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
        if (wishes.Length == 0) return EngagementDoors.Gone($"/b/{token}?done=nothing");
        return Back(await door.Wish(Command(form), http.Request.Cookies[Cookie], [.. wishes]), token, "saved");
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (Door(grains, token) is not { } door) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Back(await door.Withdraw(Command(form), http.Request.Cookies[Cookie], form["at-once"] == "true"), token, "withdrawn");
    }

    /// <summary>The address of the page, so that whoever fetches the code from their mail and reloads sends no wrong one a second time.</summary>
    private static string Troubled(string token, CodeTrouble trouble) => $"/b/{token}?done=sent&trouble={trouble}";

    /// <summary>Where the half hour is over the page asks for a code again; else it says that nothing was noted.</summary>
    private static IResult Back(Answer answer, string token, string done) => EngagementDoors.Gone($"/b/{token}?done={(answer.Ok ? done : "refused")}");

    /// <summary>The id of a form as our page made it. Another's words would rest in a journal.</summary>
    internal static string Command(IFormCollection form) =>
        form["command"].ToString() is { Length: > 0 and <= 60 } command && command.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? command : FormIds.Next("b");

    private static IBuyersDoor? Door(IGrainFactory grains, string token) =>
        IsToken(token) ? grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(token)) : null;

    internal static bool IsToken(string token) => token.Length == BuyersLink.TokenLength && token.All(char.IsAsciiHexDigitLower);

    /// <summary>Said in the language that the browser asks for: whose link it was is not known any more.</summary>
    private static async Task<IResult> ShutAsync(HttpContext http, IGrainFactory grains)
    {
        var texts = BuyerTexts.For(http.Request.Headers.AcceptLanguage.ToString().Split(',')[0].Trim());
        var page = new OwnPage(Knock.Closed, texts.Code, await Caller.AsHouse(() => grains.GetGrain<IAgency>(IAgency.Key).Name()));
        return new RazorComponentResult<ClosedPage>(new { Screen = new BuyerScreen(page, texts, "", "", "", null) }) { StatusCode = StatusCodes.Status404NotFound };
    }
}

/// <summary>What a buyer's page shows.</summary>
public sealed record BuyerScreen(OwnPage Page, BuyerTexts Texts, string Root, string Command, string Done, CodeTrouble? Trouble);
