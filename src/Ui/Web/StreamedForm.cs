using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace WinLossAgency.Ui.Web;

/// <summary>
/// A multipart form whose file is read as it arrives and never rests in a temp file. Its fields stand before its file;
/// the antiforgery token among them is checked before a byte of the file is read.
/// </summary>
public sealed class StreamedForm
{
    public const int FieldsMax = 20;
    public const int FieldBytesMax = 16 * 1024;
    private const int BoundaryLengthMax = 100;

    private StreamedForm(IReadOnlyDictionary<string, string> fields, string fileName, Stream file) => (Fields, FileName, File) = (fields, fileName, file);

    public IReadOnlyDictionary<string, string> Fields { get; }

    public string FileName { get; }

    public Stream File { get; }

    /// <summary>The form, or null with the answer already written: 400 says what was wrong with it, 413 how large it may be.</summary>
    public static async Task<StreamedForm?> ReadAsync(HttpContext context)
    {
        var boundary = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType == "multipart/form-data"
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > BoundaryLengthMax) return await Bad(context, "Send a form with a file.");

        var fields = new Dictionary<string, string>();
        var reader = new MultipartReader(boundary, context.Request.Body) { HeadersCountLimit = 8 };
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var about)) continue;
                if (about.IsFileDisposition())
                {
                    if (!await HasToken(context, fields)) return null;
                    var name = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).Value ?? "";
                    return new StreamedForm(fields, Path.GetFileName(name.Replace('\\', '/')), section.Body);
                }
                if (fields.Count == FieldsMax) return await Bad(context, $"The form has more than {FieldsMax} fields before its file.");
                if (await Text(section.Body, context.RequestAborted) is not { } value) return await Bad(context, $"A field of the form is longer than {FieldBytesMax:#,0} bytes.");
                fields[HeaderUtilities.RemoveQuotes(about.Name).Value ?? ""] = value;
            }
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // Its length is said before its first byte, and so is refused before one is read.
            var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await context.Response.WriteAsync($"The file is too large: about {Megabytes(context.Request.ContentLength ?? 0)} MB were sent, and at most {Megabytes(most)} MB are taken here. Nothing was taken; you have it still.");
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return await Bad(context, "The form broke off before its file. Nothing was taken; send it again.");
        }
        return await HasToken(context, fields) ? await Bad(context, "Choose a file first.") : null;
    }

    private static async Task<bool> HasToken(HttpContext context, Dictionary<string, string> fields)
    {
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        if (fields.TryGetValue(HouseUi.TokenField, out var token)) context.Request.Headers[HouseUi.TokenHeader] = token;
        // Without the header the check would read the whole form, file and all.
        if (context.Request.Headers.ContainsKey(HouseUi.TokenHeader) && await antiforgery.IsRequestValidAsync(context)) return true;
        await Bad(context, "This form is no longer valid here. Go back, load the page again and send it once more.");
        return false;
    }

    private static long Megabytes(long bytes) => bytes / (1024 * 1024);

    private static async Task<string?> Text(Stream body, CancellationToken stop)
    {
        var bytes = new byte[FieldBytesMax + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        return read > FieldBytesMax ? null : Encoding.UTF8.GetString(bytes, 0, read);
    }

    private static async Task<StreamedForm?> Bad(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(why);
        return null;
    }
}
