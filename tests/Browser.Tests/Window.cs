using System.Text.Json;
using Microsoft.Playwright;

namespace WinLossAgency.Browser.Tests;

/// <summary>One person's browser window. It remembers everything that the browser complained about.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly string axe;
    private readonly List<Task> reading = [];

    public Window(IPage page, string axe)
    {
        (Page, this.axe) = (page, axe);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add($"{new Uri(page.Url).AbsolutePath}: console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{new Uri(page.Url).AbsolutePath}: script error: {error}");
        page.Response += (_, response) => reading.Add(ReadAsync(response));
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    /// <summary>False where the address answers with nothing to see; that is a complaint too.</summary>
    public async Task<bool> GoAsync(string path)
    {
        try
        {
            await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            return true;
        }
        catch (PlaywrightException nothing) when (nothing.Message.Contains("ERR_HTTP_RESPONSE_CODE_FAILURE", StringComparison.Ordinal))
        {
            Complaints.Add($"{path} is linked and answers with an empty page");
            await Page.GotoAsync("about:blank");
            return false;
        }
    }

    public async Task ThemeAsync(bool dark) => await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });

    /// <summary>What breaks WCAG 2 A and AA here, a line for each rule and its first place.</summary>
    public async Task<string[]> AxeAsync()
    {
        await Page.EvaluateAsync(axe);
        var found = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa'] })).violations.map(v => [v.id, v.help, v.nodes.length + '', v.nodes[0].html])");
        return [.. found.EnumerateArray().Select(one => $"axe {one[0].GetString()} ({one[1].GetString()}) at {one[2].GetString()}, first {one[3].GetString()}")];
    }

    /// <summary>How far the page can be pushed sideways at this width, and by what.</summary>
    public async Task<string?> OverflowAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
        return await Page.EvaluateAsync<string?>("""
            () => {
              const page = document.scrollingElement;
              if (page.scrollWidth <= page.clientWidth) return null;
              // The innermost one that sticks out and does not wrap: the rest are only its wrappings.
              const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > page.clientWidth + 0.5);
              const wide = out.filter((e) => !out.some((o) => o !== e && e.contains(o))).sort((a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width)[0];
              return `${page.scrollWidth} px in ${page.clientWidth}, by ${wide ? wide.outerHTML.slice(0, 140) : "the body"}`;
            }
            """);
    }

    public async Task PictureAsync(string name) => await Page.ScreenshotAsync(new() { Path = Path.Combine(Programs.Pictures, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    /// <summary>The same-origin pages this one links to.</summary>
    public async Task<string[]> LinksAsync() => await Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("a[href]")].filter((a) => a.origin === location.origin && !a.hasAttribute("download")).map((a) => a.pathname + a.search)
        """);

    /// <summary>Waits until every answer so far has been looked at, and hands over the complaints.</summary>
    public async Task<string[]> SettledAsync()
    {
        await Task.WhenAll(reading.ToArray());
        return [.. Complaints];
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Every asset a page names answers with bytes.</summary>
    private async Task ReadAsync(IResponse response)
    {
        var type = response.Request.ResourceType;
        if (response.Status >= 400) Complaints.Add($"{new Uri(response.Url).PathAndQuery} answered {response.Status}");
        else if (type is "stylesheet" or "script" or "font" or "image" && response.Status == 200 && response.Url.StartsWith("http", StringComparison.Ordinal))
            try
            {
                if ((await response.BodyAsync()).Length == 0) Complaints.Add($"{new Uri(response.Url).AbsolutePath} answered with no bytes");
            }
            catch (PlaywrightException)
            {
                // The page moved on before the body was handed over; the same asset is read on the next page.
            }
    }
}
