using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Notes;
using WinLossAgency.Vault.Replies;
using WinLossAgency.Vault.Speakers;

namespace WinLossAgency.Vault.ReadingRoom;

/// <summary>
/// The copy that a buyer may ask for: what the open side holds of them, and what they said in confidence, since it is theirs. It is made
/// for a wish that stands in the record, and each interview is opened in the log before a word of it is read.
/// </summary>
internal static class CopyRoom
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<IResult> MakeAsync(string wish, IGrainFactory grains, IntakeFiles files, CallNotes notes, ReplyFiles replies, HttpContext context)
    {
        var privacy = grains.GetGrain<IPrivacy>(IPrivacy.Key);
        if (await privacy.Wish(wish) is not { Line.Kind: WishKind.Copy } view) return Results.NotFound();
        var copy = JsonNode.Parse((await privacy.Held(wish)).AsSpan())!.AsObject();
        var confided = new JsonArray();
        foreach (var one in view.Cases)
        {
            if ((await grains.GetGrain<IIntake>(one.Interview).Enter(AccessReason.BuyersRequest)).Opening is not { } line) continue;
            var opening = Opening.ByPerson(line.Who, line.What, line.Why.ToString(), line.Number);
            confided.Add(await OfAsync(grains, files, notes, replies, view, one, opening));
        }
        foreach (var one in view.Before)
            if (await BeforeAsync(grains, replies, view, one) is { } wrote) confided.Add(wrote);
        copy["saidToUs"] = confided;
        await privacy.CarryOut(context.TraceIdentifier, wish);
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(copy, Readable), "application/json", "copy-of-what-we-hold.json");
    }

    private static async Task<JsonObject> OfAsync(IGrainFactory grains, IntakeFiles files, CallNotes notes, ReplyFiles replies, WishView view, WishCase one, Opening opening)
    {
        var marking = (await grains.GetGrain<IIntake>(one.Interview).View()).Marking;
        var reading = marking.Upload > 0 ? await files.ReadingAsync(one.Interview, marking.Upload) : null;
        var turns = new JsonArray();
        foreach (var turn in reading?.Transcript.Turns ?? [])
            turns.Add(new JsonObject { ["who"] = Phrases.Of(turn.Voice < marking.Roles.Length ? marking.Roles[turn.Voice] : null), ["words"] = turn.Words.Reveal(opening) });
        var sealed_ = new JsonArray();
        foreach (var stayed in (await files.OffRecordAsync(one.Interview))?.Spans ?? []) sealed_.Add(stayed.Words.Reveal(opening));
        var live = await notes.ReadAsync(one.Interview);
        var noted = new JsonArray();
        foreach (var words in live.Notes.Select(n => n.Words).Concat((await notes.WriteUpAsync(one.Interview)).Lines))
            if (words.Reveal(opening) is { Length: > 0 } said) noted.Add(said);
        var state = (await Caller.AsHouse(() => grains.GetGrain<IInterview>(one.Interview).View())).State;
        var wrote = Wrote((await replies.ReadAsync(one.Interview)).Replies.Where(reply => (reply.IsOf(state) || IsBy(view, reply)) && IsGiven(reply, state)), opening);
        return new JsonObject { ["for"] = one.Client, ["programme"] = one.Title, ["transcript"] = turns, ["keptInConfidence"] = sealed_, ["whatWeNoted"] = noted, ["youWrote"] = wrote };
    }

    /// <summary>
    /// A case that went on to somebody else is that buyer's, all but what this person wrote. Where that is nothing, nothing is opened;
    /// what nobody is known to have written may be anybody's and is given to nobody.
    /// </summary>
    private static async Task<JsonObject?> BeforeAsync(IGrainFactory grains, ReplyFiles replies, WishView view, WishBefore one)
    {
        var state = (await Caller.AsHouse(() => grains.GetGrain<IInterview>(one.Interview).View())).State;
        Reply[] theirs = [.. (await replies.ReadAsync(one.Interview)).Replies.Where(reply => IsBy(view, reply) && IsGiven(reply, state))];
        if (theirs.Length == 0 || (await grains.GetGrain<IIntake>(one.Interview).Enter(AccessReason.BuyersRequest)).Opening is not { } line) return null;
        var opening = Opening.ByPerson(line.Who, line.What, line.Why.ToString(), line.Number);
        return new JsonObject { ["for"] = one.Client, ["programme"] = one.Title, ["youWrote"] = Wrote(theirs, opening) };
    }

    private static bool IsBy(WishView view, Reply reply) => reply.Writer is { } writer && view.Keys.Contains(writer);

    /// <summary>Whoever has a letter that was handed on can answer it, so what says to come from elsewhere is given to nobody.</summary>
    private static bool IsGiven(Reply reply, InterviewState state) => reply is { FromHeld: not false, Check: not MailCheck.Failed } && !reply.IsStrangers(state);

    private static JsonArray Wrote(IEnumerable<Reply> replies, Opening opening) =>
        [.. replies.Select(reply => new JsonObject { ["at"] = $"{reply.At}", ["subject"] = reply.Subject.Reveal(opening), ["words"] = reply.Words.Reveal(opening) })];
}
