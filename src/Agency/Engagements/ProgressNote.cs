using System.Collections.Immutable;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Engagements;
using Stage = WinLossAgency.Domain.Engagements.Stage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// What the client may know of the fieldwork: the stage, and interviews done in steps of k. The shelf gets a new note only
/// where the words change, so that neither its count nor its time tells of a single interview.
/// </summary>
internal sealed class ProgressNote(AgencyStores stores, ShelfWriter shelf)
{
    private static readonly (Stage Stage, string Name)[] Told =
        [(Stage.Agreed, "Agreed"), (Stage.InTheField, "In the field"), (Stage.Analysis, "Analysis"), (Stage.Delivered, "Readout")];

    public async Task LayAsync(IGrainFactory grains, string engagement, EngagementState state, ClientWords words)
    {
        if (state.SetUp is not { } setUp || state.Stage == Stage.Draft) return;
        var client = engagement[..engagement.IndexOf('/')];
        var note = new Progress(await grains.GetGrain<IClient>(client).Name(), setUp.Title, await grains.GetGrain<IAgency>(IAgency.Key).Name(),
            [.. Told.Select(t => new Domain.Reports.Stage(t.Name, Standing(t.Stage, state.Stage), When(t.Stage, setUp)))],
            await DoneAsync(engagement, setUp.K), setUp.ReadoutOn, words.Questions)
        {
            Beliefs = words.Beliefs.IsEmpty ? null : words.Beliefs,
        };
        await shelf.ProgressAsync(client, engagement[(client.Length + 1)..], note);
    }

    private async Task<string?> DoneAsync(string engagement, int k)
    {
        var ended = 0;
        await foreach (var card in EngagementCards.OfAsync(stores.Facts, engagement))
            if (card.EndedAt is not null) ended++;
        var step = ended / k * k;
        return step == 0 ? null : $"at least {step} interviews done";
    }

    private static StageState Standing(Stage told, Stage now) => told < now ? StageState.Done : told == now ? StageState.Now : StageState.Ahead;

    private static string When(Stage stage, SetUp setUp) => stage switch
    {
        Stage.InTheField => $"{Day(setUp.FieldFrom)} to {Day(setUp.FieldUntil)}",
        Stage.Delivered => Day(setUp.ReadoutOn),
        _ => "",
    };

    private static string Day(LocalDate date) => date.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture);
}
