using System.Collections.Immutable;
using System.Text;
using NodaTime;
using WinLossAgency.Agency;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Journals;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace WinLossAgency.House.Tests.Engagements;

/// <summary>Big lists: what fits is taken whole, what does not is refused before anything is, and nobody is written down twice.</summary>
public sealed class ManyDealsTests
{
    private const string Head = "Opportunity ID,Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_of_ten_thousand_deals_is_refused_in_a_sentence_and_kept()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List("first", 0, 1));
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        var upload = await engagement.Keep("big", "big.csv", [.. Encoding.UTF8.GetBytes(List("big", 1, 10_000))]);
        var taken = await engagement.Import("big", upload, "big.csv");
        Assert.Contains("more than 2,000 rows. Split it", taken.Refusal, StringComparison.Ordinal);
        Assert.Equal(1, (await engagement.View())!.Deals);
        Assert.Contains(await engagement.Lists(), list => list.Upload == upload);
        // Not a rule of the record: the same engagement goes on taking lists.
        upload = await engagement.Keep("part", "part.csv", [.. Encoding.UTF8.GetBytes(List("part", 2, 20))]);
        Assert.Equal(20, (await engagement.Import("part", upload, "part.csv")).Accepted);
    }

    [Fact]
    public async Task Ten_thousand_deals_come_in_five_lists()
    {
        await using var agency = await SmallAgency.OpenAsync();
        var key = await agency.InTheFieldAsync(List("first", 0, 1));
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        for (var part = 1; part <= 5; part++)
        {
            var upload = await engagement.Keep($"p{part}", "deals.csv", [.. Encoding.UTF8.GetBytes(List($"p{part}", 10 * part, 2_000))]);
            try
            {
                Assert.Equal(2_000, (await engagement.Import($"p{part}", upload, "deals.csv")).Accepted);
            }
            catch (TimeoutException)
            {
                // The caller has stopped waiting; the engagement takes the list to its end, and asking again is harmless.
                await agency.UntilAsync(async () => (await engagement.View())!.Deals == 1 + 2_000 * part);
            }
        }
        Assert.Equal(10_001, (await engagement.View())!.Deals);
        Assert.Equal(50, (await engagement.Suggest(0)).Length);
    }

    [Fact]
    public void The_fullest_engagement_still_has_room_for_what_it_must_say_later()
    {
        static string Deal(int n) => $"i-{n:0000}-8d8680";
        var state = EngagementState.Fold(EngagementState.None, new EngagementEvent.Drafted(Now, new SetUp
        {
            Title = new string('T', 120), Kind = EngagementKind.WinLoss, Interviewers = [.. Enumerable.Range(0, 20).Select(n => $"interviewer-{n}")], Analysts = [.. Enumerable.Range(0, 20).Select(n => $"analyst-{n}")],
        }));
        for (var n = 0; n < 40; n++) state = EngagementState.Fold(state, new EngagementEvent.DealsImported(Now, $"list-20261124-{n:000000}", 250, 3));
        state = EngagementState.Fold(state, new EngagementEvent.DealsChosen(Now, [.. Enumerable.Range(0, Engagement.ChosenMax).Select(n => Deal(10_000 + n))]));
        for (var n = 0; n < Engagement.LeftOutMax; n++) state = EngagementState.Fold(state, new EngagementEvent.DealLeftOut(Now + Duration.FromNanoseconds(n), Deal(11_000 + n), $"left-out/{Deal(11_000 + n)}"));
        for (var n = 1; n <= 24; n++) state = EngagementState.Fold(state, new EngagementEvent.NumberTaken(Now, $"northwind/q4/r-{n}", n));
        var journal = new Journal<EngagementState, EngagementEvent> { Parts = 1, Closed = state };
        for (var n = 0; n < Journal<EngagementState, EngagementEvent>.CommandsKept; n++) journal.Commands.Add($"c-{n:0000}-{new string('x', 40)}");
        journal.Events.Add(new EngagementEvent.DealsChosen(Now, [.. Enumerable.Range(0, Engagement.ChosenAtOnceMax).Select(n => Deal(12_000 + n))]));
        for (var n = 0; n < 16; n++) journal.Owed.Add(new Owed(n, "billing", 0, Now, 0));
        Assert.True(journal.BytesAtMost < Journal<EngagementState, EngagementEvent>.BytesMax, $"{journal.BytesAtMost:N0} of {Journal<EngagementState, EngagementEvent>.BytesMax:N0} bytes.");
    }

    [Fact]
    public async Task Whoever_was_cut_off_while_they_were_written_down_is_found_again_and_not_written_down_twice()
    {
        Torn? torn = null;
        await using var agency = await SmallAgency.OpenAsync(null, (services, _) =>
        {
            var given = (AgencyStores)services.Last(s => s.ServiceType == typeof(AgencyStores)).ImplementationInstance!;
            services.AddSingleton(given with { PeopleIndex = torn = new Torn(given.PeopleIndex) });
        });
        var key = await agency.InTheFieldAsync(List("first", 0, 1));
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(key);
        var upload = await engagement.Keep("k", "deals.csv", [.. Encoding.UTF8.GetBytes(List("torn", 1, 3))]);
        torn!.WritesLeft = 3;
        await Assert.ThrowsAnyAsync<Exception>(() => engagement.Import("i", upload, "deals.csv"));
        torn.WritesLeft = int.MaxValue;
        Assert.Equal(3, (await engagement.Import("i", upload, "deals.csv")).Accepted);
        var people = 0;
        await foreach (var _ in agency.Given.Facts.ListAsync("journal|person|", Stop)) people++;
        Assert.Equal(4, people);
    }

    private static string List(string name, int series, int rows) => string.Join('\n', Enumerable.Range(1, rows)
        .Select(n => $"{name}-{n},Deal {name} {n},Account {name} {n},Buyer {name}{n},b{n}@{name}.example,+351 91{1000 * series + n:0000000},Head,{1000 * n},2026-11-07,Closed Lost,Price,Haulwise,North").Prepend(Head));

    /// <summary>An index that takes so many writes more and then none, as a store does whose process dies.</summary>
    private sealed class Torn(IDocumentStore whole) : IDocumentStore
    {
        public int WritesLeft { get; set; } = int.MaxValue;

        public ValueTask<StoredDocument?> ReadAsync(string key, CancellationToken cancel = default) => whole.ReadAsync(key, cancel);

        public ValueTask<string> WriteAsync(string key, ReadOnlyMemory<byte> bytes, string? ifMatch, CancellationToken cancel = default) =>
            WritesLeft-- > 0 ? whole.WriteAsync(key, bytes, ifMatch, cancel) : throw new IOException("The process is gone.");

        public ValueTask DeleteAsync(string key, string? ifMatch = null, CancellationToken cancel = default) => whole.DeleteAsync(key, ifMatch, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancel = default) => whole.ListAsync(prefix, cancel);
    }
}
