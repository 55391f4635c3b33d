using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WinLossAgency.Ui.Web;
using WinLossAgency.Vault.ReadingRoom;

namespace WinLossAgency.Vault.Replies;

/// <summary>The doors by which buyers' mails come in, and the page on which the case's own interviewer reads them.</summary>
internal static class ReplyDoor
{
    private const string Secret = "Desk:SendGridInboundSecret";

    public static void MapReplies(this IEndpointRouteBuilder app)
    {
        app.MapPost("/hooks/sendgrid/inbound/{secret}", TakeAsync).WithMetadata(new ChecksItself(), new RequestSizeLimitAttribute(InboundMail.BytesMax)).AllowAnonymous();
        // Whoever tries the program on their own machine answers a mail where they read it.
        if (app.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) app.MapPost("/mailbox/replies", AnswerAsync).AllowAnonymous();
        var page = app.MapGroup("/interviews/{client}/{engagement}/{interview}/replies");
        page.MapGet("", async (HttpContext http, RepliesVisit visit) =>
        {
            await visit.LoadAsync(Calls.CallRoom.Key(http));
            return new RazorComponentResult<RepliesPage>();
        });
        page.MapPost("/refusal", async (HttpContext http, RepliesVisit visit) =>
        {
            await visit.LoadAsync(Calls.CallRoom.Key(http));
            await visit.LeaveInPeaceAsync(http.TraceIdentifier);
            return new SeeOther(visit.Root);
        });
    }

    private static async Task<IResult> TakeAsync(HttpContext http, string secret, IConfiguration settings, ReplyDesk desk)
    {
        // A wrong secret, a forged address and the letter of somebody who is forgotten get one and the same answer.
        if (settings[Secret] is not { Length: > 0 } known || !CryptographicOperations.FixedTimeEquals(Hash(known), Hash(secret))) return TypedResults.NotFound();
        if (await InboundMail.ReadAsync(http.Request.ContentType, http.Request.Body, http.RequestAborted) is not { } mail) return TypedResults.BadRequest();
        return await desk.TakeAsync(mail) ? TypedResults.Ok() : TypedResults.NotFound();
    }

    private static async Task<IResult> AnswerAsync(ReplyDesk desk, [FromForm] string to, [FromForm] string? words)
    {
        if (!string.IsNullOrWhiteSpace(words)) await desk.TakeAsync(new InboundMail(Convert.ToHexStringLower(Hash($"{to}|{words}"))[..32], [to], "", ReplyWords.Own(words), []));
        return new SeeOther("/mailbox?done=answered");
    }

    private static byte[] Hash(string words) => SHA256.HashData(Encoding.UTF8.GetBytes(words));
}
