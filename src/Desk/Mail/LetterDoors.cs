using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Mail;

namespace WinLossAgency.Desk.Mail;

/// <summary>The letters of one programme: looked at, tried out, kept, put back. What was typed comes back with what stands against it.</summary>
internal static class LetterDoors
{
    public static void MapLetters(this WebApplication app)
    {
        var letter = app.MapGroup(Links.Clients + "/{client}/{engagement}/letters/{letter}/{language}");
        letter.MapGet("", (string client, string engagement, string letter, string language, string? done, IGrainFactory grains) => ShowAsync(grains, $"{client}/{engagement}", letter, language, null, done));
        letter.MapPost("/preview", (string client, string engagement, string letter, string language, [FromForm] IFormCollection fields, IGrainFactory grains) =>
            ShowAsync(grains, $"{client}/{engagement}", letter, language, Typed(fields), null));
        letter.MapPost("", KeepAsync);
        letter.MapPost("/house-words", PutBackAsync);
    }

    private static async Task<IResult> KeepAsync(string client, string engagement, string letter, string language, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var key = $"{client}/{engagement}";
        if (Named(letter) is not { } name) return TypedResults.NotFound();
        var kept = await grains.GetGrain<ILetterBook>(key).Word(new FormReader(fields).Command, name, language, Typed(fields));
        return kept.Ok ? EngagementDoors.Gone($"{Links.Letter(key, letter, language)}?done=kept") : await ShowAsync(grains, key, letter, language, Typed(fields), null, kept);
    }

    private static async Task<IResult> PutBackAsync(string client, string engagement, string letter, string language, [FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var key = $"{client}/{engagement}";
        return Named(letter) is { } name
            ? EngagementDoors.Answered(await grains.GetGrain<ILetterBook>(key).PutBack(new FormReader(fields).Command, name, language), $"{Links.Letter(key, letter, language)}?done=back") : TypedResults.NotFound();
    }

    private static async Task<IResult> ShowAsync(IGrainFactory grains, string key, string letter, string language, LetterTemplate? typed, string? done, Answer? refused = null)
    {
        if (Named(letter) is not { } name || await grains.GetGrain<ILetterBook>(key).Sheet(name, language, typed) is not { } sheet) return TypedResults.NotFound();
        var title = (await grains.GetGrain<IEngagement>(key).View())?.SetUp.Title ?? "";
        return new RazorComponentResult<LetterPage>(new { Engagement = key, Programme = title, Letter = name, Language = language, Sheet = sheet, Typed = typed is not null, Done = done ?? "", Refusal = refused?.Refusal ?? sheet.Why })
        { StatusCode = refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Browsers send every line end as two characters; kept is one.</summary>
    private static LetterTemplate Typed(IFormCollection fields) => new(new FormReader(fields).Text("subject"), new FormReader(fields).Text("text").ReplaceLineEndings("\n"));

    private static LetterName? Named(string letter) => Enum.TryParse<LetterName>(letter, ignoreCase: true, out var name) && Enum.IsDefined(name) && !int.TryParse(letter, out _) ? name : null;
}
