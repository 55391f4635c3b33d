using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace WinLossAgency.Vault.Replies;

/// <summary>One message as the mail service hands it on: to which of our addresses, its words, and what was attached.</summary>
internal sealed record InboundMail(string Mark, ImmutableArray<string> To, string Subject, string Words, ImmutableArray<(string Name, long Bytes)> Files)
{
    /// <summary>Bytes of a whole message with its files, as the service limits them.</summary>
    public const int BytesMax = 30 * 1024 * 1024;
    private const int FieldBytesMax = 1024 * 1024;
    private const int PartsMax = 200;
    private const int NameLengthMax = 200;
    private static readonly string[] Read = ["to", "from", "envelope", "subject", "text", "html", "headers", "email", "SPF", "dkim"];

    /// <summary>A machine sent it; see <see cref="MailHead.ByMachine"/>.</summary>
    public bool ByMachine { get; init; }

    /// <summary>The address that its head says it is from; empty where it says none. Anybody can write one.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether the service found that whoever sent it may write under that address.</summary>
    public MailCheck Check { get; init; }

    public override string ToString() => "[sealed]";

    /// <summary>Null where this is no form of an inbound message. Files are counted as they pass and kept nowhere.</summary>
    public static async Task<InboundMail?> ReadAsync(string? contentType, Stream body, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<(string, long)>();
        try
        {
            var parts = new MultipartReader(boundary, body);
            for (var count = 0; await parts.ReadNextSectionAsync(stop) is { } part; count++)
            {
                if (count >= PartsMax) return null;
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said)) continue;
                var name = HeaderUtilities.RemoveQuotes(said.Name).Value ?? "";
                if (said.IsFileDisposition()) files.Add((Short(HeaderUtilities.RemoveQuotes(said.FileNameStar.HasValue ? said.FileNameStar : said.FileName).Value ?? name), await LengthAsync(part.Body, stop)));
                else if (Read.Contains(name) && await TextAsync(part.Body, stop) is { } text) fields[name] = text;
                else await LengthAsync(part.Body, stop);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return null;
        }
        return Of(fields, files);
    }

    private static InboundMail Of(Dictionary<string, string> fields, ImmutableArray<(string, long)>.Builder files)
    {
        string Field(string name) => fields.GetValueOrDefault(name, "");
        var words = Field("text").Trim().Length > 0 ? Field("text") : ReplyWords.OfHtml(Field("html"));
        if (Field("email") is { Length: > 0 } raw)
        {
            var read = RawMail.Read(raw);
            words = read.Words;
            files.AddRange(read.Files.Select(file => (Short(file.Name), file.Bytes)));
        }
        // The same message has the same id wherever it comes by; one without is known by all it says.
        var head = MailHead.Read(Field("headers").Length > 0 ? Field("headers") : Field("email"), Field("from"), Field("envelope"));
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head.Id.Length > 0 ? head.Id : $"{Field("envelope")}|{Field("subject")}|{words}")))[..32];
        return new InboundMail(mark, Recipients(Field("envelope"), Field("to")), Short(Field("subject").ReplaceLineEndings(" ")), ReplyWords.Own(words), files.ToImmutable()) { ByMachine = head.ByMachine, From = head.From, Check = head.Checked(Field("SPF"), Field("dkim")) };
    }

    /// <summary>Where it was really delivered to comes first; what the letter's head says may be anything.</summary>
    private static ImmutableArray<string> Recipients(string envelope, string head)
    {
        try
        {
            using var read = JsonDocument.Parse(envelope.Length > 0 ? envelope : "{}");
            if (read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.Array)
                return [.. to.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];
        }
        catch (JsonException)
        {
            // Then the head has to do.
        }
        return [.. head.Split(',', ' ', '<', '>').Where(word => word.Contains('@', StringComparison.Ordinal))];
    }

    private static string Short(string name) => name.Length > NameLengthMax ? name[..NameLengthMax] : name;

    /// <summary>Null where a field is longer than any that is read.</summary>
    private static async Task<string?> TextAsync(Stream part, CancellationToken stop)
    {
        using var text = new MemoryStream();
        var piece = new byte[8192];
        var whole = true;
        int read;
        while ((read = await part.ReadAsync(piece, stop)) > 0)
            if (whole &= text.Length + read <= FieldBytesMax) text.Write(piece, 0, read);
        // What is too long is cut, not lost: somebody's words stand first, and what they attached in a raw message after them.
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static async Task<long> LengthAsync(Stream part, CancellationToken stop)
    {
        var piece = new byte[8192];
        long length = 0;
        int read;
        while ((read = await part.ReadAsync(piece, stop)) > 0) length += read;
        return length;
    }
}
