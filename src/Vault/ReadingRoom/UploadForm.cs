using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using WinLossAgency.Grains.Access;
using WinLossAgency.Ui.Web;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Transcripts;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>A file on its way in: asked for first, sealed as it streams, then read. No byte of it rests open anywhere.</summary>
internal static class UploadForm
{
    private const int NameCharsMax = 200;

    public static async Task TakeAsync(string client, string engagement, string interview, ReadingVisit visit, IntakeFiles files, VaultStores stores, HttpContext context)
    {
        var key = ReadingRoomPages.Key(client, engagement, interview);
        await visit.ArriveAsync(key);
        if (await visit.Intake.MayDeliver() is { Ok: false } no)
        {
            await RefuseAsync(context, visit, no.Refusal!);
            return;
        }
        if (await StreamedForm.ReadAsync(context) is not { } form) return;
        try
        {
            var number = await files.KeepAsync(key, form.File, context.RequestAborted);
            var name = form.FileName.Length > NameCharsMax ? form.FileName[^NameCharsMax..] : form.FileName;
            await files.WriteAsync(key, number, new UploadFile(CandidText.Of(name), Caller.Required.Id, stores.Clock.GetCurrentInstant(), null, [], 0, null));
            var answer = await visit.Intake.Deliver(context.TraceIdentifier, number);
            if (answer.Ok) await new SeeOther($"{visit.Root}/speakers").ExecuteAsync(context);
            else await RefuseAsync(context, visit, $"{answer.Refusal} The file is kept.");
        }
        catch (Exception large) when (large is UploadTooLargeException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await RefuseAsync(context, visit, $"The file is larger than {Limits.KeptBytesMax / (1024 * 1024)} MB, the most that is kept. Nothing was taken; you have it still.");
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            await RefuseAsync(context, visit, "The file broke off on its way. Nothing was taken; send it again.");
        }
    }

    private static Task RefuseAsync(HttpContext context, ReadingVisit visit, string why) =>
        new RazorComponentResult<RefusedPage>(new { Why = why, Back = $"{visit.Root}/upload" }) { StatusCode = StatusCodes.Status422UnprocessableEntity }.ExecuteAsync(context);
}
