using NodaTime.Extensions;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.Shelf;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Portal.People;

/// <summary>
/// Reads the client's latest access list on every request whose address names a client. Whoever is not on it gets the
/// same answer as for a client that does not exist. Access runs on the real clock, whatever the demo's clock says.
/// </summary>
internal sealed class Admission(RequestDelegate next, ShelfReader shelf, HouseSignInOptions signIn)
{
    public async Task InvokeAsync(HttpContext context, Visit visit)
    {
        if (context.GetEndpoint() is null || context.Request.RouteValues.GetValueOrDefault("client") is not string client)
        {
            await next(context);
            return;
        }
        if (await AdmitAsync(context, client) is not { } admitted || !NamesWhatExists(context, admitted.Shelf))
        {
            await NotFoundHere.AnswerAsync(context);
            return;
        }
        visit.Admit(admitted.Shelf, admitted.Line, admitted.Person);
        context.Response.OnStarting(KeepOutOfCachesAsync, context);
        await next(context);
    }

    private async Task<(ClientShelf Shelf, AccessLine Line, PortalPerson Person)?> AdmitAsync(HttpContext context, string client)
    {
        if (!ShelfPaths.IsSegment(client) || Caller.Of(context) is not { } person) return null;
        var found = await shelf.ForAsync(client, context.RequestAborted);
        var access = await found.AccessAsync(context.RequestAborted);
        return access?.Client == client && access.For(person, signIn.RealClock.GetUtcNow().ToInstant()) is { } line ? (found, line, person) : null;
    }

    // At the very end: a page with a form sets its own and would warn of ours.
    private static Task KeepOutOfCachesAsync(object context)
    {
        var headers = ((HttpContext)context).Response.Headers;
        if (headers.CacheControl.Count == 0) headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    }

    private static bool NamesWhatExists(HttpContext context, ClientShelf found) =>
        context.Request.RouteValues.GetValueOrDefault("engagement") is not string engagement || (ShelfPaths.IsSegment(engagement) && found.Engagements.Contains(engagement));
}

/// <summary>Whom the sign-in vouches for, in the shelf's words.</summary>
internal static class Caller
{
    public static PortalPerson? Of(HttpContext context) =>
        HousePerson.Of(context.User) is { } person ? new PortalPerson(person.Issuer, person.TenantId, person.ObjectId, person.Name, person.Mail) : null;
}
