using Microsoft.AspNetCore.Mvc;
using Orleans;
using WinLossAgency.Desk.Engagements;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.People;

namespace WinLossAgency.Desk.Privacy;

/// <summary>What the privacy officer does for people, and the owner for the keys. The copy of what a person said is made on the candid side.</summary>
internal static class PrivacyDoors
{
    public const string Root = "/privacy";
    public const string Keys = "/keys";

    public static void MapPrivacy(this WebApplication app)
    {
        app.MapPost(Root + "/wishes", TakeAsync);
        app.MapPost(Root + "/{wish}/carrying-out", CarryOutAsync);
        app.MapPost(Keys + "/change", ChangeAsync);
        app.MapPost(Keys + "/witness", WitnessAsync);
    }

    private static async Task<IResult> TakeAsync([FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        var taken = await grains.GetGrain<IPrivacy>(IPrivacy.Key).Take(form.Command, form.Choice("kind", WishKind.Copy), form.Choice("came", WishCame.ByMail), form.Text("contact"));
        return taken.Wish is { } wish ? EngagementDoors.Gone($"{Root}/{wish}") : EngagementDoors.Refused(taken.Refusal!, Root);
    }

    private static async Task<IResult> CarryOutAsync(string wish, [FromForm] IFormCollection fields, IGrainFactory grains) =>
        EngagementDoors.Answered(await grains.GetGrain<IPrivacy>(IPrivacy.Key).CarryOut(new FormReader(fields).Command, wish), $"{Root}/{wish}");

    private static async Task<IResult> ChangeAsync(KeyRing ring, CancellationToken stop) =>
        EngagementDoors.Gone($"{Keys}?changed={await ring.ChangeAsync(stop)}");

    private static async Task<IResult> WitnessAsync([FromForm] IFormCollection fields, IGrainFactory grains)
    {
        var form = new FormReader(fields);
        return EngagementDoors.Answered(await grains.GetGrain<IAgency>(IAgency.Key).NameWitness(form.Command, form.Text("mail")), Keys);
    }
}

/// <summary>Wishes as people say them.</summary>
internal static class WishWords
{
    public static string Of(WishKind kind) => kind switch
    {
        WishKind.Erasure => "To be erased",
        WishKind.Copy => "A copy of all we hold of them",
        _ => "Not to be contacted",
    };

    public static string Of(WishCame came) => came switch
    {
        WishCame.ByMail => "by e-mail",
        WishCame.ByTelephone => "by telephone",
        WishCame.ByLetter => "by letter",
        WishCame.InTheCall => "in a call of ours",
        _ => "through the client",
    };
}
