using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Wall;

namespace WinLossAgency.Vault.Held;

/// <summary>One held sentence as the page shows it. Seen names the asides beside it, so that nobody clears what they were not shown.</summary>
internal sealed record HeldLine(HeldSentence Held, string Words, ImmutableArray<(string Interview, string Words)> Near, string Seen, bool Mine, bool Copied, bool Passes, string AskedBy, string ClearedBy, string Note);

/// <summary>One request for the held sentences of an engagement. It shows words only under an opening that stands in the access log.</summary>
internal sealed class HeldVisit(IGrainFactory grains, HeldWords words, CandidWords candid)
{
    public string Engagement { get; private set; } = "";

    public string Root => $"/held/{Engagement}";

    public string ClientName { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string? Refusal { get; private set; }

    public bool IsOpen { get; private set; }

    public ImmutableArray<HeldLine> Lines { get; private set; } = [];

    private IHeld Held => grains.GetGrain<IHeld>(Engagement);

    public async Task LoadAsync(string engagement, AccessReason? why = null, string? refusal = null)
    {
        (Engagement, Refusal) = (engagement, refusal);
        var line = await Held.Enter(why);
        await Caller.AsHouse(async () =>
        {
            ClientName = await grains.GetGrain<IClient>(engagement[..engagement.IndexOf('/')]).Name();
            Title = (await grains.GetGrain<IEngagement>(engagement).View())?.SetUp.Title ?? "";
            return true;
        });
        if (line is null) return;
        IsOpen = true;
        var held = await Held.View();
        var (me, opening) = (Caller.Required.Id, Opening.ByPerson(line.Who, line.What, line.Why.ToString(), line.Number));
        Lines = await Caller.AsHouse(() => LinesAsync(held, me, opening));
    }

    public async Task<Answer> ClearAsync(string engagement, string commandId, string sentence, string seen, ClearingReason reason, string? note)
    {
        Engagement = engagement;
        var answer = await Held.Clear(commandId, sentence, [.. seen.Split(',', StringSplitOptions.RemoveEmptyEntries)], reason);
        // Only who has cleared it leaves a note, and after the fact: a note without one would stand beside nothing.
        if (answer.Ok && !string.IsNullOrWhiteSpace(note) && (await Held.View()).FirstOrDefault(h => h.Sentence == sentence) is { } cleared)
            await words.KeepNoteAsync(cleared.Interview, sentence, CandidText.Of(note.Trim()));
        return answer;
    }

    private async Task<ImmutableArray<HeldLine>> LinesAsync(ImmutableArray<HeldSentence> held, string me, Opening opening)
    {
        if (held.IsEmpty) return [];
        var names = (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(s => s.Id, s => s.Name);
        var order = (await grains.GetGrain<IEngagement>(Engagement).Cards()).Where(c => c.EndedAt is not null).OrderBy(c => c.EndedAt).ThenBy(c => c.Interview, StringComparer.Ordinal).Select(c => c.Interview).ToList();
        var near = await Nearness.OfAsync(grains, Engagement, candid, words);
        var lines = ImmutableArray.CreateBuilder<HeldLine>();
        foreach (var one in held)
        {
            // Whoever was erased took the sentences that resembled them along.
            if (await words.ReadAsync(one.Interview, one.Sentence) is not { } kept) continue;
            var text = kept.Reveal(opening);
            var asides = near.Of(text);
            var passes = asides.IsEmpty || near.IsCleared(one, text, near.Index.Check(text));
            var note = await words.NoteAsync(one.Interview, one.Sentence);
            lines.Add(new(one, text, [.. asides.Select(a => ($"Interview {order.IndexOf(a.Interview) + 1}", a.Words.Reveal(opening)))], string.Join(',', asides.Select(a => a.Hash)),
                one.AskedBy.Contains(me), near.IsCopied(text), passes, string.Join(", ", one.AskedBy.Select(Name)), one.ClearedBy is { } by ? Name(by) : "", note?.Reveal(opening) ?? ""));
        }
        return lines.ToImmutable();

        string Name(string id) => names.GetValueOrDefault(id, id == Caller.House.Id ? "the house" : "a colleague");
    }
}
