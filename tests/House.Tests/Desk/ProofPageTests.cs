using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Ui.Demo;
using Patience = WinLossAgency.House.Tests.Spine.Patience;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The page of a release whose programme is closed; on the demo agency, which is not used for anything else afterwards.</summary>
public sealed class ProofPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task The_report_of_a_closed_programme_still_says_why_it_was_let_out()
    {
        Caller.House.Enter();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var engagement = grains.GetGrain<IEngagement>("northwind/q4");
        await ReachAsync(engagement, Stage.Analysis);
        host.Services.GetRequiredService<IDemoClock>().Move(DemoMove.NextMorning);
        var released = await new DemoAnalysis(grains, "northwind/q4").ReleaseAsync("northwind/q4/r-1");
        Assert.True(released.Ok, released.Refusal);
        Caller.House.Enter();
        await Patience.UntilAsync(async () => (await engagement.View())!.Releases == 1, "The report is out");
        await ReachAsync(engagement, Stage.Delivered);
        await ReachAsync(engagement, Stage.Closed);
        var analyst = await (await host.SignedInAsync("priya")).GoAsync("/reports/northwind/q4/r-1");
        Assert.Equal(HttpStatusCode.OK, analyst.Status);
        var page = WebUtility.HtmlDecode(analyst.Page);
        Assert.Contains("Why it was let out", page, StringComparison.Ordinal);
        Assert.Contains("was clear", page, StringComparison.Ordinal);
        Assert.Contains("Whose they were was destroyed as the programme was closed.", page, StringComparison.Ordinal);
        Assert.Contains("release.json", page, StringComparison.Ordinal);
    }

    private static async Task ReachAsync(IEngagement engagement, Stage stage)
    {
        Caller.House.Enter();
        Assert.Null((await engagement.Reach($"{stage}", stage)).Refusal);
        await Patience.UntilAsync(engagement.Settled, $"All that {stage} owes is paid");
    }
}
