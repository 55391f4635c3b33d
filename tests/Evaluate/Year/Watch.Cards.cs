using System.Text.Json;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Year;

/// <summary>Cards against journals, once what was owed is paid.</summary>
internal sealed partial class Watch
{
    /// <summary>Looks at every case that was written since the last look and owes nobody its card.</summary>
    public async Task LookAsync(IDocumentStore facts)
    {
        foreach (var interview in changed.Order(StringComparer.Ordinal).ToArray())
        {
            if (!cases.TryGetValue(interview, out var own) || await facts.ReadAsync(Interviews + interview) is not { } stored) continue;
            var journal = JsonSerializer.Deserialize<Journal<InterviewState, InterviewEvent>>(stored.Bytes.Span, StoredJson.Options)!;
            if (journal.Owed.Any(o => o.To == "card")) continue;
            changed.Remove(interview);
            var replayed = InterviewCard.Of(interview, journal.Events.Aggregate(journal.Parts > 0 ? journal.Closed! : InterviewState.None, InterviewFold.Fold));
            var laid = await facts.ReadAsync(Cards + interview);
            tally.Check("card is the journal replayed", laid is not null && laid.Bytes.Span.SequenceEqual(HouseJson.Bytes(replayed)) ? null : $"{interview}: the card lags behind, or says otherwise");
            if (laid is null) continue;
            var card = HouseJson.Read<InterviewCard>(laid.Bytes.Span);
            tally.Check("AAPOR code follows from the history", card.Code == OwnCodes.Of(own) ? null : $"{interview}: {card.Code}, and by its history {OwnCodes.Of(own)}");
            tally.Check("no promise is lost", card.Due == own.Pledge?.Due || own.Stands == Stands.Talking ? null : $"{interview}: promised for {own.Pledge?.Due}, its card says {card.Due}");
            tally.Check("the case is whose history says", card.Owner == own.Owner || own.Stands != Stands.Open ? null : $"{interview}: owned by {own.Owner}, its card says {card.Owner}");
            tally.Check("tries are counted as made", card.Counted == own.Counted ? null : $"{interview}: tried {own.Counted} times, its card says {card.Counted}");
        }
    }
}
