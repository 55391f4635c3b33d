using System.Net;

namespace WinLossAgency.House.Tests.Desk;

/// <summary>A programme's letters, written and tried out by whoever leads its team, on the demo agency.</summary>
public sealed class LetterPageTests(DeskHost host) : IClassFixture<DeskHost>
{
    private const string Letters = "/engagements/northwind/q4/letters";
    private const string Booked = Letters + "/booked/de";

    [Fact]
    public async Task A_letter_is_tried_out_kept_and_put_back()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync(Booked);
        Assert.Contains("Guten Tag Anna Bergmann,", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync(Booked + "/preview", ("command", "p-1"), ("subject", "Am {time}"), ("text", "Hallo {name},\r\n\r\nhier: {link}"));
        Assert.Equal(HttpStatusCode.OK, sven.Status);
        Assert.Contains("<p>Hallo Anna Bergmann,</p><p>hier: <a href=", sven.Page, StringComparison.Ordinal);
        Assert.Contains("which are not kept", sven.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("its own words", (await sven.GoAsync(Letters)).Page, StringComparison.Ordinal);

        await sven.GoAsync(Booked);
        await sven.SendAsync(Booked, ("command", "k-1"), ("subject", "Am {time}"), ("text", "Hallo {name},\r\n\r\nhier: {link}"));
        await sven.GoAsync(Letters);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(sven.Page, ">its own words<"));
        await sven.GoAsync(Booked);
        Assert.Contains("<p>Hallo Anna Bergmann,</p>", sven.Page, StringComparison.Ordinal);
        await sven.SendAsync(Booked + "/house-words", ("command", "b-1"));
        await sven.GoAsync(Booked);
        Assert.Contains("Guten Tag Anna Bergmann,", sven.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("It has words of this programme", sven.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_comes_back_as_it_was_typed_with_what_stands_against_it()
    {
        var sven = await (await host.SignedInAsync("sven")).GoAsync(Letters + "/invitation/en");
        await sven.SendAsync(Letters + "/invitation/en", ("command", "k-2"), ("subject", "A <word>"), ("text", "Hello {nobody}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sven.Status);
        Assert.Contains("{nobody} in the text, line 1, is nothing that can be filled here", sven.Page, StringComparison.Ordinal);
        Assert.Contains("Hello {nobody}", sven.Page, StringComparison.Ordinal);
        foreach (var nowhere in new[] { "/song/en", "/booked/xx", "/3/en" }) Assert.Equal(HttpStatusCode.NotFound, (await sven.GoAsync(Letters + nowhere)).Status);
    }
}
