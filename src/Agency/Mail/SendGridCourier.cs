using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>
/// SendGrid's public HTTP contract, as far as letters need it: POST /v3/mail/send. A 202 means that the letter was taken and
/// nothing more. It keeps no idempotency keys, so a letter is asked for again only when the answer says that it was not taken,
/// or when there was no answer at all; an invitation that comes twice is the same one to a calendar.
/// </summary>
internal sealed class SendGridCourier(HttpClient http, MailSettings settings) : IMailCourier
{
    /// <summary>The only thing of ours that the service keeps with a letter and tells back.</summary>
    public const string TokenField = "letter";
    private static readonly Duration Unasked = Duration.Zero;

    public bool IsLocal => false;

    public async Task<Delivery> SendAsync(Letter letter, string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(settings.SendGridAddress), "v3/mail/send"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SendGridKey);
        request.Content = new StringContent(Body(letter, token).ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, stop);
            return Read(response);
        }
        catch (HttpRequestException failed)
        {
            return new Delivery.TryLater($"The mail service was not reached ({failed.HttpRequestError}).", Unasked);
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Delivery.TryLater("The mail service did not answer in time.", Unasked);
        }
    }

    internal JsonObject Body(Letter letter, string token)
    {
        var body = new JsonObject
        {
            ["personalizations"] = new JsonArray(new JsonObject { ["to"] = new JsonArray(Named(letter.To)), ["custom_args"] = new JsonObject { [TokenField] = token } }),
            ["from"] = Named(letter.From),
            ["subject"] = letter.Subject,
            // The order is the service's: plain words, then a page, then anything else; they become the alternatives of one letter.
            ["content"] = new JsonArray(Content("text/plain", letter.Body), Content("text/html", letter.Html())),
            // Said in full, so that no setting of an account decides it: no link of ours is rewritten, and no footer is added.
            ["tracking_settings"] = new JsonObject
            {
                ["click_tracking"] = new JsonObject { ["enable"] = false, ["enable_text"] = false },
                ["open_tracking"] = new JsonObject { ["enable"] = settings.MailTellsOpened },
                ["subscription_tracking"] = new JsonObject { ["enable"] = false },
                ["ganalytics"] = new JsonObject { ["enable"] = false },
            },
        };
        if (letter.ReplyTo.Length > 0) body["reply_to"] = Named(letter.From with { Address = letter.ReplyTo });
        if (settings.SendGridGroup > 0) body["asm"] = new JsonObject { ["group_id"] = settings.SendGridGroup };
        if (letter.Invite is { } invite)
        {
            var calendar = invite.ToText();
            body["content"]!.AsArray().Add(Content($"text/calendar; method={invite.MethodName}", calendar));
            body["attachments"] = new JsonArray(new JsonObject
            {
                ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(calendar)), ["type"] = "application/ics", ["filename"] = Letter.InviteFile, ["disposition"] = "attachment",
            });
        }
        return body;
    }

    /// <summary>What the service says in words is not read: it may repeat an address.</summary>
    private static Delivery Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.Accepted) return new Delivery.HandedOver();
        var why = string.Create(CultureInfo.InvariantCulture, $"The mail service answered {status}.");
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || status >= 500) return new Delivery.TryLater(why, AskedFor(response));
        return new Delivery.Refused(status < 400 ? why : $"{why} {Meaning(response.StatusCode)}");
    }

    private static Duration AskedFor(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => Duration.FromTimeSpan(wait),
        { Date: { } date } when response.Headers.Date is { } said && date > said => Duration.FromTimeSpan(date - said),
        // Its own header says at which second the count begins anew.
        _ when response.Headers.TryGetValues("X-RateLimit-Reset", out var resets) && long.TryParse(resets.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && response.Headers.Date is { } now && second > now.ToUnixTimeSeconds() => Duration.FromSeconds(second - now.ToUnixTimeSeconds()),
        _ => Unasked,
    };

    private static string Meaning(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "Its key is wrong or was taken back.",
        HttpStatusCode.Forbidden => "The key may not send, or the sender's address is not proven to it.",
        HttpStatusCode.RequestEntityTooLarge => "The letter is too large.",
        _ => "It will not take this letter as it is; look whether the buyer's address is one.",
    };

    private static JsonObject Content(string type, string words) => new() { ["type"] = type, ["value"] = words };

    private static JsonObject Named(Mailbox one) => one.Name.Length > 0 ? new() { ["email"] = one.Address, ["name"] = one.Name } : new() { ["email"] = one.Address };
}
