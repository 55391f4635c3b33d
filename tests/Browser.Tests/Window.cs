using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WinLossAgency.Browser.Tests;

/// <summary>One person's browser window. It remembers everything that the browser complained about.</summary>
public sealed class Window : IAsyncDisposable
{
    /// <summary>How long a look lasts before the page is asked for anew: what a page shows late, it shows after a reload.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private const int LooksMax = 90;
    private readonly string axe;
    /// <summary>The browser's events come on threads of their own.</summary>
    private readonly ConcurrentQueue<Task> reading = [];
    private readonly ConcurrentQueue<string> complaints = [];

    public Window(IPage page, string axe)
    {
        (Page, this.axe) = (page, axe);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Enqueue($"{new Uri(page.Url).AbsolutePath}: console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Enqueue($"{new Uri(page.Url).AbsolutePath}: script error: {error}");
        page.Response += (_, response) => reading.Enqueue(ReadAsync(response));
    }

    public IPage Page { get; }

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
            complaints.Enqueue($"{path} is linked and answers with an empty page");
            await Page.GotoAsync("about:blank");
            return false;
        }
    }

    /// <summary>
    /// A key for the page that is shown. Its scripts have run when it has loaded; a key before that would be lost. Whoever
    /// changes the page by a key first expects something of the next page, then presses again.
    /// </summary>
    public async Task PressAsync(string key)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Words into whatever has the focus, once the page's scripts can hear them.</summary>
    public async Task TypeAsync(string words)
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.Keyboard.TypeAsync(words);
    }

    /// <summary>Asks for the page anew until it shows this: what another program, a printer or an outbox owes comes in a moment and not at once.</summary>
    public async Task UntilAsync(ILocator shown)
    {
        for (var looks = 0; looks < LooksMax; looks++)
        {
            try
            {
                await Expect(shown).ToBeVisibleAsync(new() { Timeout = (float)Look.TotalMilliseconds });
                return;
            }
            catch (PlaywrightException)
            {
                await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load });
            }
        }
        await Expect(shown).ToBeVisibleAsync();
    }

    /// <summary>The bytes of what a link hands over, and the name under which it would be saved.</summary>
    public async Task<(string Name, byte[] Bytes)> DownloadAsync(ILocator link)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
    }

    /// <summary>The page's script turns the theme when the system's choice has changed, which is a moment later.</summary>
    public async Task ThemeAsync(bool dark)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        var html = Page.Locator("html");
        if (await html.GetAttributeAsync("data-bs-theme") is not null) await Expect(html).ToHaveAttributeAsync("data-bs-theme", dark ? "dark" : "light");
    }

    /// <summary>What breaks WCAG 2 A and AA here, a line for each rule and its first place.</summary>
    public async Task<string[]> AxeAsync()
    {
        await Page.WaitForLoadStateAsync(LoadState.Load);
        await Page.EvaluateAsync(axe).WaitAsync(Programs.StepMax);
        // A colour on its way to another is none that anybody reads.
        await Page.EvaluateAsync("() => Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity).map((a) => a.finished.catch(() => null)))").WaitAsync(Programs.StepMax);
        var found = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa'] })).violations.map(v => [v.id, v.help, v.nodes.length + '', v.nodes[0].html])").WaitAsync(Programs.StepMax);
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

    /// <summary>A picture for people to look at. Missing one on a machine that is too busy to paint is no defect of the page.</summary>
    public async Task PictureAsync(string name)
    {
        try
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Programs.Pictures, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }
        catch (TimeoutException late)
        {
            TestContext.Current.SendDiagnosticMessage($"No picture {name}: {late.Message}");
        }
    }

    /// <summary>The page as it is now, light and dark at a desk and light on a phone; what breaks the rules of reading is a complaint.</summary>
    public async Task ShowAsync(string name)
    {
        foreach (var (width, dark) in new[] { (1400, true), (390, false), (1400, false) })
        {
            await ThemeAsync(dark);
            if (await OverflowAsync(width) is { } wide) complaints.Enqueue($"{name} scrolls sideways at {width}: {wide}");
            await PictureAsync($"job-{name}-{(dark ? "dark" : "light")}-{width}");
            if (dark || width < 600)
                foreach (var wrong in await AxeAsync()) complaints.Enqueue($"{name} {(dark ? "dark" : "light")} at {width}: {wrong}");
        }
    }

    /// <summary>The same-origin pages this one links to.</summary>
    public async Task<string[]> LinksAsync() => await Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("a[href]")].filter((a) => a.origin === location.origin && !a.hasAttribute("download")).map((a) => a.pathname + a.search)
        """);

    /// <summary>Waits until every answer so far has been looked at, and hands over the complaints.</summary>
    public async Task<string[]> SettledAsync()
    {
        await Task.WhenAll(reading.ToArray()).WaitAsync(Programs.StepMax);
        return [.. complaints];
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Every asset a page names answers with bytes.</summary>
    private async Task ReadAsync(IResponse response)
    {
        var type = response.Request.ResourceType;
        if (response.Status >= 400)
        {
            complaints.Enqueue($"{new Uri(response.Url).PathAndQuery} answered {response.Status}");
            return;
        }
        if (type is not ("stylesheet" or "script" or "font" or "image") || response.Status != 200 || !response.Url.StartsWith("http", StringComparison.Ordinal)) return;
        try
        {
            // One that was broken off, since the page moved on, has no bytes and is read on the next page.
            if (await response.FinishedAsync() is null && (await response.BodyAsync()).Length == 0) complaints.Enqueue($"{new Uri(response.Url).AbsolutePath} answered with no bytes");
        }
        catch (PlaywrightException)
        {
            // The same: the page moved on before the body was handed over.
        }
    }
}
