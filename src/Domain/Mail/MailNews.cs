using System.Text.Json;

namespace WinLossAgency.Domain.Mail;

/// <summary>What a delivery service tells of a letter, as far as it matters to a case.</summary>
public enum NewsKind { Opened, CameBack, CameBackForGood, WantsNoMore }

/// <summary>One piece of news. Letter is our own opaque name for it, Address whom it was to: it is compared and never kept.</summary>
public sealed record MailNews(NewsKind Kind, string Letter, string EventId, string Address)
{
    /// <summary>Events of one message. The service sends at most a thousand.</summary>
    public const int EventsMax = 5_000;
    private const int TextLengthMax = 400;

    /// <summary>The news in a message of SendGrid's event webhook, and how many events were none of it; null where this is no such message.</summary>
    public static (IReadOnlyList<MailNews> News, int Others)? Read(ReadOnlySpan<byte> body, string letterField)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var message = JsonDocument.ParseValue(ref reader);
            if (reader.Read() || message.RootElement.ValueKind != JsonValueKind.Array || message.RootElement.GetArrayLength() > EventsMax) return null;
            var news = new List<MailNews>();
            var others = 0;
            foreach (var one in message.RootElement.EnumerateArray())
                if (one.ValueKind == JsonValueKind.Object && KindOf(one) is { } kind && Text(one, letterField) is { Length: > 0 } letter) news.Add(new MailNews(kind, letter, Text(one, "sg_event_id"), Text(one, "email")));
                else others++;
            return (news, others);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static NewsKind? KindOf(JsonElement one) => Text(one, "event") switch
    {
        // A reader's program that fetches every picture by itself has opened nothing.
        "open" => one.TryGetProperty("sg_machine_open", out var machine) && machine.ValueKind == JsonValueKind.True ? null : NewsKind.Opened,
        "bounce" => Text(one, "type") == "blocked" || Text(one, "status").StartsWith('4') ? NewsKind.CameBack : NewsKind.CameBackForGood,
        "dropped" => Dropped(Text(one, "reason")),
        "spamreport" or "unsubscribe" or "group_unsubscribe" => NewsKind.WantsNoMore,
        _ => null,
    };

    /// <summary>The service did not even try, for what it knows of the address.</summary>
    private static NewsKind Dropped(string reason) =>
        reason.Contains("Unsubscribed", StringComparison.OrdinalIgnoreCase) || reason.Contains("Spam Report", StringComparison.OrdinalIgnoreCase) ? NewsKind.WantsNoMore
        : reason.Contains("Bounced Address", StringComparison.OrdinalIgnoreCase) || reason.Contains("Invalid", StringComparison.OrdinalIgnoreCase) ? NewsKind.CameBackForGood
        : NewsKind.CameBack;

    private static string Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= TextLengthMax } text ? text : "";
}
