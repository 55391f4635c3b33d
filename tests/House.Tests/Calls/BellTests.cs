using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Orleans;
using WinLossAgency.Desk.Calls;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.House.Tests.Desk;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>What must not be missed is said while it can still be kept, and again when it was missed.</summary>
public sealed class BellTests(DeskHost host) : IClassFixture<DeskHost>
{
    private static readonly Instant Due = Instant.FromUtc(2026, 11, 24, 10, 0);
    private readonly DeskHost host = host;

    [Theory]
    [InlineData(-11, null, false)]
    [InlineData(-10, "Promised interview in 10 min", false)]
    [InlineData(-2, "Promised interview is due now", true)]
    [InlineData(5, "Promised interview is due now", true)]
    [InlineData(6, "Promised interview missed 6 min ago", true)]
    public void A_promise_is_said_ten_minutes_before_at_its_time_and_when_it_was_missed(int minutes, string? words, bool late)
    {
        var said = Alarms.MineNow(Card(CaseStatus.Booked) with { Due = Due, Interviewing = true }, Due + Duration.FromMinutes(minutes));
        Assert.Equal(words, said?.Words);
        Assert.Equal(late, said?.Late ?? false);
    }

    [Fact]
    public void Whoever_comes_back_to_us_is_said_by_the_way_they_came()
    {
        Assert.Equal("Rang us back", Alarms.MineNow(Card(CaseStatus.Waiting) with { ReturnedAt = Due }, Due)?.Words);
        Assert.Equal("Wrote to us", Alarms.MineNow(Card(CaseStatus.Waiting) with { ReturnedAt = Due, Wrote = true }, Due)?.Words);
        Assert.Null(Alarms.MineNow(Card(CaseStatus.Waiting), Due));
    }

    [Fact]
    public void The_team_hears_of_missed_promises_talks_wished_and_old_wrap_ups_only()
    {
        Assert.Null(Alarms.TeamNow(Card(CaseStatus.Booked) with { Due = Due }, Due));
        Assert.Equal((Words: "Promise missed 20 min ago", Late: true), Alarms.TeamNow(Card(CaseStatus.Promised) with { Due = Due }, Due + Duration.FromMinutes(20)));
        Assert.Equal("The interviewer would like to talk with you", Alarms.TeamNow(Card(CaseStatus.Intake) with { TalkWished = new TalkWish("maya", Due) }, Due)?.Words);
        Assert.Equal("Wrap-up is older than a day", Alarms.TeamNow(Card(CaseStatus.WrapUpOpen) with { EndedAt = Due }, Due + Duration.FromHours(25))?.Words);
    }

    [Fact]
    public void The_team_hears_of_a_promise_that_nobody_is_sure_to_keep_before_it_is_missed()
    {
        var names = new Dictionary<string, string> { ["maya"] = "Maya" };
        var concern = new Concern(Card(CaseStatus.Booked) with { Due = Due, Interviewing = true }, "whoever promised this is away then", CanPassOn: true, Rings: true);
        Assert.StartsWith("Maya is away then, promised for ", Alarms.ConcernNow(concern, Due - Duration.FromHours(3), names), StringComparison.Ordinal);
        Assert.Null(Alarms.ConcernNow(concern, Due + Duration.FromMinutes(20), names));
        Assert.Null(Alarms.ConcernNow(concern with { Rings = false }, Due - Duration.FromHours(3), names));
    }

    [Fact]
    public void A_language_that_nobody_speaks_rings_once_and_each_promise_for_itself()
    {
        Concern Of(string interview, string words) => new(Card(CaseStatus.Waiting) with { Interview = interview }, words, CanPassOn: false, Rings: true);
        var rings = Alarms.Rings([.. Enumerable.Range(0, 40).Select(n => Of($"c/e/i-{n}", n % 2 == 0 ? "nobody of the team speaks Polish" : "nobody of the team speaks Danish")),
            Of("c/e/i-50", "whoever promised this is away then"), Of("c/e/i-51", "whoever promised this is away then"), Of("c/e/i-52", "nobody of the team speaks Finnish") with { Rings = false }], Due).ToArray();
        Assert.Equal([20, 20, 1, 1], rings.Select(r => r.Length));
        Assert.Equal("Nobody of the team speaks Polish, and several cases need somebody who does", ConcernWords.OfSeveral(rings[0][0]));
    }

    [Fact]
    public async Task The_bell_of_a_team_rings_for_a_promise_whose_interviewers_are_all_away()
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        SmallAgency.AsHouse();
        var team = grains.GetGrain<ICallQueue>("main");
        var now = host.Services.GetRequiredService<IClock>().GetCurrentInstant();
        var promised = (await team.Board(0)).First(c => c.Due > now + Duration.FromHours(1));
        var day = promised.Due!.Value.InUtc().Date;
        foreach (var staff in await grains.GetGrain<IAgency>(IAgency.Key).StaffList())
            if (staff.Roles.HasFlag(Role.Interviewer)) Assert.True((await grains.GetGrain<IInterviewer>(staff.Id).Away("away", new TimeOff("Etc/UTC", day.AtMidnight(), day.PlusDays(1).AtMidnight()))).Ok);
        await Patience.UntilAsync(async () => (await team.Concerns()).Any(c => c.Rings && c.Card.Interview == promised.Interview));
        var sven = await host.SignedInAsync("sven");
        using var answer = await sven.Browser.GetAsync("/board/bell", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        using var bell = JsonDocument.Parse((await lines.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..]);
        Assert.Contains(bell.RootElement.GetProperty("alarms").EnumerateArray(), a => a.GetProperty("interview").GetString() == promised.Interview && a.GetProperty("words").GetString()!.Contains("is away then, promised for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bell_of_a_desk_speaks_as_soon_as_it_is_listened_to()
    {
        var maya = await host.SignedInAsync("maya");
        using var answer = await maya.Browser.GetAsync("/calls/bell", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("event: bell", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        var data = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        using var bell = JsonDocument.Parse(data!["data: ".Length..]);
        Assert.True(bell.RootElement.GetProperty("callable").GetInt32() > 0);
        Assert.Equal(JsonValueKind.Array, bell.RootElement.GetProperty("alarms").ValueKind);
    }

    private static InterviewCard Card(CaseStatus status) => new()
    {
        Interview = "northwind/q4/i-1", Engagement = "northwind/q4", Person = "p", CompanyKey = "c", Team = "main", Status = status, Outcome = DealOutcome.Lost,
        DecidedOn = new LocalDate(2026, 11, 7), Place = new Place("Europe/Lisbon", "PT", null), Language = "en", Tier = "standard", Priority = 1, Owner = "maya",
    };
}
