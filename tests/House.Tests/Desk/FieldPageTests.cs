using System.Net;
using NodaTime;
using WinLossAgency.Desk.Field;
using WinLossAgency.Domain.Calls;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The pages of whoever leads a team, on the demo agency.</summary>
public sealed class FieldPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private readonly DeskHost host = host;

    [Fact]
    public async Task The_field_says_pace_ageing_load_and_rates_and_leads_to_the_cases()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board/field");
        Assert.True(sven.Status == HttpStatusCode.OK, sven.Page[..Math.Min(3000, sven.Page.Length)]);
        foreach (var words in new[] { "Against the goals", "Where cases stand", "Who carries what", "RR3", "COOP1", "Waiting to be called" }) Assert.Contains(words, sven.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await sven.GoAsync("/board/field?by=language&e=40")).Status);
        Assert.Contains("as you set", sven.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await sven.GoAsync("/board/cases?status=Waiting")).Status);
        Assert.Contains("/board/cases/", sven.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_over_says_when_it_ended_and_how_far_it_came()
    {
        // Meridian held one of four won deals until 13 Nov, and the demo's day is the 17th.
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board/field");
        Assert.Contains("Ended 13 Nov, 3 short of the goal", sven.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("by 13 Nov", sven.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_is_not_over_on_its_last_day()
    {
        var last = new LocalDate(2026, 11, 13);
        var pace = new Pace("northwind/q4", Wins: true, 10, 6, 6, 8, last, IsBehind: true);
        Assert.Equal("6 to 8 by 13 Nov: behind the goal", PaceWords.Of(pace, last));
        Assert.Equal("Ended 13 Nov, 4 short of the goal", PaceWords.Of(pace, last.PlusDays(1)));
        Assert.Equal("Goal reached", PaceWords.Of(pace with { Done = 10 }, last.PlusDays(1)));
    }

    [Fact]
    public async Task The_rates_are_told_in_plain_words_and_the_codes_stand_below()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board/field?by=language");
        var plain = sven.Page[..sven.Page.IndexOf("All sixteen rates", StringComparison.Ordinal)];
        foreach (var jargon in new[] { "AAPOR", "RR3", "COOP1", "REF2", "CON2", "eligible" }) Assert.DoesNotContain(jargon, plain, StringComparison.Ordinal);
        Assert.Contains("Portuguese", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_is_held_back_with_a_reason_and_an_empty_reason_loses_nothing()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync("/board/cases?status=Waiting");
        var address = System.Text.RegularExpressions.Regex.Match(sven.Page, "/board/cases/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+").Value;
        await sven.GoAsync(address);
        Assert.Contains("If the field closed now", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync($"{address}/steps", ("command", "hold-0"), ("step", "hold"), ("why", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sven.Status);
        Assert.Contains("Say why in a line", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync($"{address}/steps", ("command", "hold-1"), ("step", "hold"), ("why", "The client asked for a week."));
        await sven.GoAsync(address);
        Assert.Contains("held back", sven.Page, StringComparison.Ordinal);
        Assert.Contains("The client asked for a week.", sven.Page, StringComparison.Ordinal);
        await sven.GoAsync("/board");
        var line = System.Text.RegularExpressions.Regex.Match(sven.Page, $"href=\"{address}\".*?</tr>", System.Text.RegularExpressions.RegexOptions.Singleline).Value;
        Assert.Contains("Held back", line, StringComparison.Ordinal);
        // An invitation would be refused, so none is offered.
        Assert.DoesNotContain("Send an", line, StringComparison.Ordinal);
        await sven.SendAsync($"{address}/steps", ("command", "hold-2"), ("step", "release"), ("why", "The week is over."));
        await sven.GoAsync(address);
        Assert.Contains("Let go again by Sven", sven.Page, StringComparison.Ordinal);
    }
}
