using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Portal.Inbox;
using WinLossAgency.Portal.Pages;
using WinLossAgency.Portal.People;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.Portal.Engagements;

/// <summary>What a client may ask for. Each is laid in the inbox once and answered by a page that waits for the receipt.</summary>
internal static class RequestEndpoints
{
    public const int ReasonLengthMax = 500;
    public const int QuestionLengthMax = 2000;
    public const int BeliefLengthMax = 200;
    public const int BeliefsMax = 7;
    public const int NameLengthMax = 100;
    public const int MailLengthMax = 254;

    public static void MapRequests(this WebApplication app)
    {
        var engagement = app.MapGroup("/{client}/{engagement}");
        engagement.MapPost("/leave-outs", LeaveOutAsync);
        engagement.MapPost("/expectations", ExpectAsync);
        engagement.MapPost("/questions", AskAsync);
        engagement.MapPost("/colleagues", AddColleagueAsync);
        engagement.MapPost("/deal-lists", UploadAsync).WithMetadata(new ChecksItself(), new RequestSizeLimitAttribute(PortalOptions.UploadBytesMax + 64 * 1024));
    }

    private static async Task LeaveOutAsync(string engagement, [FromForm] string? deal, [FromForm] string? reason, Visit visit, InboxWriter inbox, HttpContext context)
    {
        var known = await visit.Shelf.DealsAsync(engagement, context.RequestAborted);
        var row = known?.Deals.FirstOrDefault(row => row.Key == deal);
        if (row is null) await NotFoundHere.AnswerAsync(context);
        else if (row.LeftOut is not null) await RefuseAsync(context, $"{row.Account} is left out already.");
        else if (Trimmed(reason, ReasonLengthMax) is not { } why) await RefuseAsync(context, $"Say why {row.Account} should be left out, in up to {ReasonLengthMax} characters: the reason stands in the report.");
        else await SendAsync(context, visit, engagement, inbox, InboxKind.LeaveOut, item => item with { LeaveOut = new(row.Key, why) });
    }

    private static async Task ExpectAsync(string engagement, IFormCollection form, Visit visit, InboxWriter inbox, HttpContext context)
    {
        string[] beliefs = [.. form["belief"].Select(one => one?.Trim() ?? "").Where(one => one.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (beliefs.Length == 0) await RefuseAsync(context, "Write at least one reason that you believe decides your deals.");
        else if (beliefs.Length > BeliefsMax || beliefs.Any(one => one.Length > BeliefLengthMax)) await RefuseAsync(context, $"Up to {BeliefsMax} reasons of up to {BeliefLengthMax} characters each.");
        else await SendAsync(context, visit, engagement, inbox, InboxKind.Expectation, item => item with { Expectation = new([.. beliefs]) });
    }

    private static async Task AskAsync(string engagement, [FromForm] string? words, Visit visit, InboxWriter inbox, HttpContext context)
    {
        if (Trimmed(words, QuestionLengthMax) is not { } question) await RefuseAsync(context, $"Write your question in up to {QuestionLengthMax:#,0} characters.");
        else await SendAsync(context, visit, engagement, inbox, InboxKind.Question, item => item with { Question = new(question) });
    }

    private static async Task AddColleagueAsync(
        string engagement, [FromForm] string? name, [FromForm] string? mail, [FromForm] string? rights, Visit visit, InboxWriter inbox, HttpContext context)
    {
        if (!visit.IsAdmin) await NotFoundHere.AnswerAsync(context);
        else if (Trimmed(name, NameLengthMax) is not { } who) await RefuseAsync(context, $"Write your colleague's name in up to {NameLengthMax} characters.");
        else if (Trimmed(mail, MailLengthMax) is not { } address || !LooksLikeMail(address)) await RefuseAsync(context, "Write the mail address your colleague signs in with, as name@company.example.");
        else await SendAsync(context, visit, engagement, inbox, InboxKind.Colleague, item => item with { Colleague = new(who, address, rights == "admin" ? Rights.Admin : Rights.Reader) });
    }

    private static async Task UploadAsync(string engagement, Visit visit, InboxWriter inbox, HttpContext context)
    {
        if (await StreamedForm.ReadAsync(context) is not { } form) return;
        try
        {
            if (await FullAsync(context, visit, inbox)) return;
            if (!form.FileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new UploadRefusedException("Send your deals as a CSV file; every spreadsheet program can save one.");
            var name = form.FileName.Length > NameLengthMax ? form.FileName[^NameLengthMax..] : form.FileName;
            Go(context, visit, engagement, await inbox.UploadAsync(visit, engagement, name, form.File, PortalOptions.UploadBytesMax, context.RequestAborted));
        }
        catch (UploadRefusedException refused)
        {
            await RefuseAsync(context, refused.Message);
        }
        catch (BadHttpRequestException)
        {
            await RefuseAsync(context, $"The file is larger than {PortalOptions.UploadBytesMax / (1024 * 1024)} MB. Split it and send the parts one by one.");
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            await RefuseAsync(context, "The file broke off on its way. Nothing was taken; send it again.");
        }
    }

    private static async Task SendAsync(HttpContext context, Visit visit, string engagement, InboxWriter inbox, InboxKind kind, Func<InboxItem, InboxItem> fill)
    {
        if (await FullAsync(context, visit, inbox)) return;
        Go(context, visit, engagement, await inbox.WriteAsync(visit, engagement, kind, fill, context.RequestAborted));
    }

    private static async Task<bool> FullAsync(HttpContext context, Visit visit, InboxWriter inbox)
    {
        if (await inbox.WaitingAsync(visit, context.RequestAborted) is var waiting && waiting < PortalOptions.RequestsWaitingMax) return false;
        await RefuseAsync(context, $"{waiting} of at most {PortalOptions.RequestsWaitingMax} requests wait for an answer. Try again when some are answered.");
        return true;
    }

    // 303: going back and reloading never sends the form twice.
    private static void Go(HttpContext context, Visit visit, string engagement, string item)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"/{visit.Client}/{engagement}/requests/{item}";
    }

    private static Task RefuseAsync(HttpContext context, string why) =>
        new RazorComponentResult<RefusedHerePage>(new { Why = why }) { StatusCode = StatusCodes.Status422UnprocessableEntity }.ExecuteAsync(context);

    private static string? Trimmed(string? text, int lengthMax) => text?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= lengthMax ? trimmed : null;

    private static bool LooksLikeMail(string text) => text.IndexOf('@') is > 0 and var at && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && text[^1] != '.' && !text.Any(char.IsWhiteSpace);
}
