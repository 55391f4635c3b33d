using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Buyers;

/// <summary>The page behind an invitation, at the buyers' door: a look never changes anything, and each thing that a buyer can do is one form.</summary>
internal static class InviteEndpoints
{
    public const int LineMax = 200;
    private const string LanguageCookie = "language";
    private static readonly IdStream FormIds = IdStream.Random();

    public static void MapInvitations(this RouteGroupBuilder page)
    {
        page.MapPost("/bookings", BookAsync);
        page.MapPost("/wishes", WishAsync);
        page.MapPost("/cancellation", CallOffAsync);
        page.MapPost("/refusal", DeclineAsync);
        page.MapPost("/colleague", SuggestAsync);
        page.MapGet("/appointment.ics", CalendarAsync);
    }

    /// <summary>The page, or null where this link is no invitation.</summary>
    public static async Task<IResult?> ShowAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (http.Request.Query["lang"].ToString() is { Length: > 0 } wished && BuyerTexts.Languages.Contains(wished))
        {
            http.Response.Cookies.Append(LanguageCookie, wished, new CookieOptions { Path = $"/b/{token}", HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax });
            return await PageAsync(http, grains, token, InviteQuery.Read(http.Request), new Typed(), wished);
        }
        return await PageAsync(http, grains, token, InviteQuery.Read(http.Request), new Typed());
    }

    private static async Task<IResult?> PageAsync(HttpContext http, IGrainFactory grains, string token, InviteQuery query, Typed typed, string? language = null, int? status = null)
    {
        if (await Door(grains, token).Page(new InvitationLook(query.Zone, query.From, query.Gone, query.Anyone)) is not { } page) return null;
        var texts = BuyerTexts.For(language ?? http.Request.Cookies[LanguageCookie] ?? page.Language);
        var screen = new InviteScreen(page, texts, $"/b/{token}", FormIds.Next("b"), query) { Typed = typed };
        return (page.Stand, query.Step) switch
        {
            (InvitationStand.Open, "no") => Of<QuestionPage>(screen, status),
            (InvitationStand.Open, "cancel") when page.Booked is not null => Of<QuestionPage>(screen, status),
            (InvitationStand.Open, "move") when page.Booked is not null => Of<MovePage>(screen, status),
            (InvitationStand.Open, "colleague") => Of<ColleaguePage>(screen, status),
            (InvitationStand.Open, _) => page.Booked is null ? Of<InvitePage>(screen, status) : Of<BookedPage>(screen, status),
            (InvitationStand.Declined, _) => Of<StandPage>(screen, status),
            _ => Of<StandPage>(screen, StatusCodes.Status404NotFound),
        };
    }

    private static async Task<IResult> BookAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (!BuyerEndpoints.IsToken(token)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (zone, anyone) = (form["zone"].ToString(), form["with"] == "anyone");
        // The zone stays with every answer, so that no time is ever read by another clock than it was chosen by.
        var back = $"/b/{token}?zone={Uri.EscapeDataString(zone)}{(anyone ? "&with=anyone" : "")}{(form["way"].Count == 0 ? "&step=move" : "")}";
        if (InviteQuery.MomentOf(form["time"]) is not { } start) return EngagementDoors.Gone($"{back}&trouble=time#times");
        var number = form["number"].ToString().Trim();
        var (way, level) = WishesOf(form);
        var answer = await Door(grains, token).Choose(new ChosenTime(start, zone, way, level, number.Length > 40 ? "?" : number, anyone));
        return answer.Trouble switch
        {
            null => EngagementDoors.Gone($"/b/{token}?done={(answer.Moved ? "moved" : "booked")}"),
            ChoiceTrouble.Closed => EngagementDoors.Gone($"/b/{token}"),
            ChoiceTrouble.Gone => EngagementDoors.Gone($"{back}&gone={InviteQuery.Moment(start)}#times"),
            ChoiceTrouble.Number => await PageAsync(http, grains, token, new InviteQuery(null, zone, null, null, anyone, null, "number"), new Typed(Phone: number, Chosen: start), status: StatusCodes.Status422UnprocessableEntity)
                ?? EngagementDoors.Gone($"/b/{token}"),
            ChoiceTrouble.TooOften => EngagementDoors.Gone($"{back}&trouble=often#times"),
            _ => EngagementDoors.Gone($"{back}&trouble=offer#times"),
        };
    }

    private static (MeetingWay?, Attribution?) WishesOf(IFormCollection form) =>
        (Enum.TryParse<MeetingWay>(form["way"], out var w) && Enum.IsDefined(w) ? w : null, Enum.TryParse<Attribution>(form["level"], out var l) && Enum.IsDefined(l) ? l : null);

    private static async Task<IResult> WishAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (!BuyerEndpoints.IsToken(token)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var ((way, level), number) = (WishesOf(form), form["number"].ToString().Trim());
        return (await Door(grains, token).Change(new OwnWishes(way, level, number.Length > 40 ? "?" : number))).Trouble switch
        {
            null => EngagementDoors.Gone($"/b/{token}?done=changed"),
            ChoiceTrouble.Number => await PageAsync(http, grains, token, new InviteQuery(null, null, null, null, false, null, "number"), new Typed(Phone: number), status: StatusCodes.Status422UnprocessableEntity) ?? EngagementDoors.Gone($"/b/{token}"),
            ChoiceTrouble.TooOften => EngagementDoors.Gone($"/b/{token}?trouble=often"),
            _ => EngagementDoors.Gone($"/b/{token}?trouble=failed"),
        };
    }

    private static async Task<IResult> CalendarAsync(IGrainFactory grains, string token) =>
        BuyerEndpoints.IsToken(token) && await Door(grains, token).Calendar() is { } file
            ? TypedResults.File(System.Text.Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8; method=PUBLISH", "appointment.ics") : TypedResults.NotFound();

    private static async Task<IResult> CallOffAsync(IGrainFactory grains, string token)
    {
        if (!BuyerEndpoints.IsToken(token)) return TypedResults.NotFound();
        return Back(await Door(grains, token).CallOff(), token, "?done=cancelled");
    }

    private static async Task<IResult> DeclineAsync(IGrainFactory grains, string token)
    {
        if (!BuyerEndpoints.IsToken(token)) return TypedResults.NotFound();
        return Back(await Door(grains, token).Decline(), token, "");
    }

    private static async Task<IResult> SuggestAsync(HttpContext http, IGrainFactory grains, string token)
    {
        if (!BuyerEndpoints.IsToken(token)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string Line(string name) => form[name].ToString().Trim() is var text && text.Length > LineMax ? text[..LineMax] : text;
        var named = new NamedColleague(Line("name"), Line("role"), Line("mail"), Line("phone"));
        var trouble = named.Name.Length == 0 ? "name-needed" : named.Mail.Length == 0 && named.Phone.Length == 0 ? "reach" : null;
        if (trouble is null)
        {
            var answer = await Door(grains, token).Suggest(BuyerEndpoints.Command(form), named);
            if (answer.Ok) return EngagementDoors.Gone($"/b/{token}?done=suggested");
            trouble = "enough";
        }
        return await PageAsync(http, grains, token, new InviteQuery("colleague", null, null, null, false, null, trouble),
            new Typed(named.Name, named.Role, named.Mail, named.Phone), status: StatusCodes.Status422UnprocessableEntity) ?? EngagementDoors.Gone($"/b/{token}");
    }

    private static IResult Back(Answer answer, string token, string done) => EngagementDoors.Gone($"/b/{token}{(answer.Ok ? done : "?trouble=failed")}");

    private static IInvitationDoor Door(IGrainFactory grains, string token) => grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(token));

    private static RazorComponentResult Of<TPage>(InviteScreen screen, int? status) where TPage : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<TPage>(new { Screen = screen }) { StatusCode = status };
}
