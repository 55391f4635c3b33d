using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Grains.Access;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.Desk.Access;

/// <summary>
/// Turns the signed-in person into the caller that grains see. A stranger to the directory is turned away, a section is
/// closed to those without its role, and what a grain refuses is answered as refused.
/// </summary>
internal sealed class WhoCalls(RequestDelegate next, StaffDirectory directory, ILogger<WhoCalls> log)
{
    public async Task InvokeAsync(HttpContext context, StaffVisit visit)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || HousePerson.Of(context.User) is not { } person
            || context.Request.Path.StartsWithSegments("/sign-in"))
        {
            await next(context);
            return;
        }
        if (await directory.FindAsync(person) is not { } staff)
        {
            DeskLog.Refused(log, person.ObjectId, "the desk");
            await RefuseAsync(context, "You are signed in, but you are not on this agency's staff list.", person.Name);
            return;
        }
        visit.Enter(staff);
        // A page with a form has said so itself by then.
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.CacheControl.Count == 0) context.Response.Headers.CacheControl = "private, no-store";
            return Task.CompletedTask;
        });
        if (Sections.Of(context.Request.Path) is { } section && !visit.Is(section.Needs))
        {
            DeskLog.Refused(log, staff.Id, section.Path);
            await RefuseAsync(context, $"{section.Words} is not open to you as {RoleWords.Of(staff.Roles)}.", staff.Name);
            return;
        }
        try
        {
            await next(context);
        }
        catch (AccessRefusedException refused) when (!context.Response.HasStarted)
        {
            DeskLog.Refused(log, staff.Id, refused.Message);
            context.Response.Clear();
            await RefuseAsync(context, "That is not yours to open. If it should be, ask your supervisor.", staff.Name);
        }
    }

    private static async Task RefuseAsync(HttpContext context, string why, string name)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        // A page may have begun already in this request's scope, and a scope renders one page.
        var begun = context.RequestServices;
        await using var fresh = begun.CreateAsyncScope();
        context.RequestServices = fresh.ServiceProvider;
        await new RazorComponentResult<NotYoursPage>(new { Why = why, Name = name }) { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context);
        context.RequestServices = begun;
    }
}

/// <summary>Roles as people say them.</summary>
internal static class RoleWords
{
    public static string Of(Role roles) => string.Join(" and ", Enum.GetValues<Role>()
        .Where(r => r is not Role.None and not Role.Staff and not Role.House && roles.HasFlag(r)).Select(r => Roles.InWords(r.ToString())));
}
