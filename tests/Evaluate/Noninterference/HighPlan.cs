using System.Collections.Immutable;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>How an aside is known: the buyer says so, the interviewer pressed the key, or somebody sealed it afterwards.</summary>
internal enum Known { BySaying, ByKey, ByHand, PartByHand }

internal sealed record HighAside(Known Known, string Words);

/// <summary>One turn of the buyer with the interviewer's words before it; Aside where it holds one.</summary>
internal sealed record HighTurn(string Asked, string Said, HighAside? Aside = null);

internal enum FileForm { Text, Zoom, Teams, Srt }

/// <summary>One interview as it really was.</summary>
internal sealed record HighInterview(ListedBuyer Buyer, ImmutableArray<HighTurn> Turns, FileForm Form, ImmutableArray<int> AttemptsAfter, bool Booked, int Minutes, string Quote,
    ImmutableArray<(string Words, bool Sealed)> Notes, ImmutableArray<string> WriteUp, bool BrokenUpload, string FileName, string? Correction);

/// <summary>
/// What differs between the two runs of a pair: who was reached, everything they said but the approved words, all that was
/// noted, where and how long the asides are, in which order and when the work was done.
/// </summary>
internal sealed record HighPlan(ImmutableArray<HighInterview> Interviews, ImmutableArray<int> Order, ImmutableArray<int> CodingOrder, ImmutableArray<ListedBuyer> Declining, int Dawdle)
{
    public int Asides => Interviews.Sum(i => i.Turns.Count(t => t.Aside is not null));

    public static HighPlan Draw(LowPlan low, Chance chance)
    {
        var interviews = low.Interviews.Select(i =>
        {
            var buyer = chance.One(low.List.Where(d => d.Group == i.Group).ToArray());
            return Interview(i, buyer, low, chance);
        }).ToImmutableArray();
        var spare = low.List.Where(d => d.Group < 0 && d.Line != low.LeftOut).ToArray();
        return new HighPlan(interviews, [.. chance.Shuffled(Enumerable.Range(0, interviews.Length))], [.. chance.Shuffled(Enumerable.Range(0, interviews.Length))],
            [.. chance.Shuffled(spare).Take(low.Declined)], chance.Below(20));
    }

    public static string Secret(Chance chance) =>
        $"{chance.One(Phrases.Who)} {chance.One(Phrases.Did)} {chance.One(Phrases.Whom)} {chance.One(Phrases.Since)}{(chance.Often(30) ? $", and {chance.One(Phrases.Given)} {chance.One(Phrases.Family)} knows" : "")}";

    private static HighInterview Interview(LowInterview low, ListedBuyer buyer, LowPlan plan, Chance chance)
    {
        var quote = low.Quote is null ? "" : string.Format(System.Globalization.CultureInfo.InvariantCulture, low.Quote, buyer.Name, buyer.Account, buyer.Mail, buyer.Phone);
        var form = (FileForm)chance.Below(4);
        var turns = new List<HighTurn> { new("When did it first look as if it might not be the one?", Talk(buyer, chance)) };
        if (quote.Length > 0) turns.Add(new("What decided it?", $"{quote}."));
        // What the codes rest on stands on record in words that nobody prints.
        turns.Add(new("And besides?", $"It was what I told you, {chance.Between(2, 9)} meetings in all."));
        for (var n = chance.Between(0, 3); n > 0; n--) turns.Insert(chance.Between(1, turns.Count), new("Go on.", Talk(buyer, chance)));
        for (var n = chance.Between(low.Group == 0 ? 1 : 0, 3); n > 0; n--) turns.Insert(chance.Between(1, turns.Count), Aside(form, chance));
        turns.Add(new("Let me turn to advice: what would you tell them?", "That somebody should answer for the start."));
        // An aside that the buyer announced ends where the interviewer turns to another matter.
        for (var n = 1; n < turns.Count; n++)
            if (turns[n - 1].Aside is { Known: Known.BySaying }) turns[n] = turns[n] with { Asked = $"Moving on. {turns[n].Asked}" };
        return new HighInterview(buyer, [.. turns], form, [.. Enumerable.Range(0, chance.Below(3)).Select(_ => chance.Between(1, 40))], chance.Often(20), chance.Between(18, 40), quote,
            [.. Enumerable.Range(0, chance.Below(3)).Select(_ => ($"{Upper(Secret(chance))}.", chance.Often(50)))], [.. Enumerable.Range(0, 5).Select(_ => chance.Often(50) ? $"{Upper(Secret(chance))}." : "")],
            chance.Often(10), $"{buyer.Name} {chance.Below(1000)}.txt", chance.Often(15) ? $"{chance.One(Phrases.Given)} {chance.One(Phrases.Family)}" : null);
    }

    private static HighTurn Aside(FileForm form, Chance chance)
    {
        var (secret, known) = (Secret(chance), (Known)chance.Below(4));
        // A key that was pressed is laid on the transcript by its times, which plain text has none of.
        if (known == Known.ByKey && form == FileForm.Text) known = Known.ByHand;
        return known switch
        {
            Known.BySaying => new("Is there anything else?", $"Between us, {secret}.", new(known, secret)),
            Known.PartByHand => new("How was it then?", $"We met twice. {Upper(secret)}.", new(known, $"{Upper(secret)}.")),
            _ => new("How was it then?", $"{Upper(secret)}.", new(known, $"{Upper(secret)}.")),
        };
    }

    private static string Talk(ListedBuyer buyer, Chance chance) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, chance.One(Phrases.Talk), buyer.Name.Split(' ')[0], buyer.Account);

    private static string Upper(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
