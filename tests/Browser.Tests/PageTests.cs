using System.Text.RegularExpressions;

namespace WinLossAgency.Browser.Tests;

/// <summary>Every page that a person can reach by links, looked at as they would: light and dark, on a phone and on a desk.</summary>
public sealed class PageTests(Programs programs)
{
    private const int PagesMax = 40;
    private static readonly int[] Widths = [320, 390, 1400];
    /// <summary>Pages that are the same for everybody are looked at for one: the others' sight of them is known.</summary>
    private static readonly HashSet<string> SameForAll = ["desk /sign-in", "desk /mailbox", "portal /sign-in"];
    private static readonly string[] LooksAtThem = ["Maya", "Owen"];

    [Theory]
    [InlineData("desk", "Maya")]
    [InlineData("desk", "João")]
    [InlineData("desk", "Sven")]
    [InlineData("desk", "Priya")]
    [InlineData("desk", "Rui")]
    [InlineData("desk", "Karin")]
    [InlineData("desk", "Ingrid")]
    [InlineData("portal", "Owen")]
    [InlineData("portal", "Lena")]
    public async Task Pages_are_clean_at_every_width_in_both_themes(string program, string person)
    {
        Assert.SkipWhen(programs.Missing is not null, programs.Missing ?? "");
        await using var window = await programs.AsAsync(program == "desk" ? programs.Desk : programs.Portal, person);
        var wrong = new List<string>();
        var waiting = new Queue<string>(["/sign-in", new Uri(window.Page.Url).AbsolutePath]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var path) && seen.Count < PagesMax)
        {
            // One page of each kind: a list of a hundred cases is one page seen.
            if (!seen.Add(KindOf(path)) || IsFile(path)) continue;
            if (SameForAll.Contains($"{program} {path.Split('?')[0]}") && !LooksAtThem.Contains(person)) continue;
            if (!await window.GoAsync(path)) continue;
            var here = new Uri(window.Page.Url).AbsolutePath;
            foreach (var link in await window.LinksAsync()) waiting.Enqueue(link);
            wrong.AddRange((await LookAsync(window, $"{program}-{person.ToLowerInvariant()}{PictureName(path)}")).Select(what => $"{here}: {what}"));
        }
        wrong.AddRange(await window.SettledAsync());
        Assert.True(seen.Count > 1, $"{person} found no page but the first.");
        Assert.True(wrong.Count == 0, $"{seen.Count} pages of {person}:\n{string.Join('\n', wrong.Distinct())}");
    }

    private static async Task<List<string>> LookAsync(Window window, string picture)
    {
        var wrong = new List<string>();
        foreach (var dark in new[] { false, true })
        {
            await window.ThemeAsync(dark);
            foreach (var width in Widths)
            {
                if (await window.OverflowAsync(width) is { } wide) wrong.Add($"scrolls sideways at {width}: {wide}");
                if (width != 320 && !(dark && width == 390)) await window.PictureAsync($"{picture}-{(dark ? "dark" : "light")}-{width}");
            }
            wrong.AddRange((await window.AxeAsync()).Select(what => $"{(dark ? "dark" : "light")}: {what}"));
        }
        return wrong;
    }

    /// <summary>An invoice as a page is a document in a sandbox, in which no script runs, ours neither.</summary>
    private static bool IsFile(string path) => Regex.IsMatch(path.Split('?')[0], @"\.\w{2,4}$|/export$|/sign-in/|^/billing/invoices/.*/page$");

    /// <summary>The address without what differs between two of a kind: clients, engagements, cases, reports, numbers.</summary>
    private static string KindOf(string path) => Regex.Replace(
        Regex.Replace(path.Split('?')[0], "^/(engagements|interviews|access-log|reports|billing/rate-cards|billing/invoices)/[^/]+(/[^/]+)?", m => $"/{m.Groups[1].Value}/of{(m.Groups[2].Success ? "/one" : "")}"),
        @"/(i-|r-|[a-z]*-?\d)[^/]*", "/*");

    private static string PictureName(string path) => KindOf(path) is "/" ? "-home" : Regex.Replace(KindOf(path), "[^a-z0-9]+", "-", RegexOptions.IgnoreCase).TrimEnd('-');
}
