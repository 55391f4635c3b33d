using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>What is typed at the call desk is as long as a person types, and an address is one.</summary>
public sealed class HugeFieldTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public async Task A_field_longer_than_anybody_types_is_refused_and_an_address_must_be_one()
    {
        var desk = await (await host.SignedInAsync("maya")).GoAsync("/calls");
        var (key, name) = (desk.Case, desk.Who);
        await desk.SendAsync($"/calls/{key}/corrections", ("field", "name"), ("value", new string('n', 100_000)));
        Assert.Contains("up to 200 characters", desk.Page, StringComparison.Ordinal);
        await desk.GoAsync("/calls");
        await desk.SendAsync($"/calls/{key}/referral", ("command", desk.Command), ("name", "Rosa"), ("mail", "rosa@vale.example\r\nATTENDEE:mailto:x@evil.example"));
        Assert.Contains("is no e-mail address", WebUtility.HtmlDecode(desk.Page), StringComparison.Ordinal);
        await desk.GoAsync("/calls");
        await desk.SendAsync($"/calls/{key}/referral", ("command", desk.Command), ("name", new string('r', 50_000)), ("mail", "rosa@vale.example"));
        Assert.Contains("up to 200 characters", desk.Page, StringComparison.Ordinal);
        await desk.GoAsync("/calls");
        Assert.Equal((key, name), (desk.Case, desk.Who));
        await desk.SendAsync($"/calls/{key}/skip", ("command", desk.Command), ("reason", "BetterLater"), ("note", new string('w', 100_000)));
        Caller.House.Enter();
        Assert.All((await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IInterview>(key).ForMasking()).Dossier.Notes, note => Assert.InRange(note.Words.Length, 0, 2_000));
    }
}
