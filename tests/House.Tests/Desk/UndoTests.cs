using System.Net;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>The first case of the day is a promise, so this desk is nobody else's.</summary>
public sealed class UndoTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task An_outcome_leads_to_the_next_case_and_undo_brings_the_last_back()
    {
        var maya = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        var (first, who) = (maya.Case, maya.Who);
        await maya.EndAsync("5", ("note", "Rings out before ten"));
        Assert.Equal(HttpStatusCode.OK, maya.Status);
        Assert.NotEqual(first, maya.Case);
        Assert.Contains("Saved: ", maya.Page, StringComparison.Ordinal);
        await maya.SendAsync("/calls/undos");
        Assert.Equal((first, who), (maya.Case, maya.Who));
        Assert.Contains("Rings out before ten", maya.Page, StringComparison.Ordinal);
        // The promise that the saved outcome had ended stands in My day again.
        await maya.UntilAsync("/calls", page => page.Contains($"class=\"promise\" name=\"interview\" value=\"{first}\" aria-current=\"true\"", StringComparison.Ordinal), "The promise back in My day");
    }
}
