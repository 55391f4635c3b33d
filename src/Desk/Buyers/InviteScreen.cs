using System.Globalization;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Desk.Buyers;

/// <summary>What the address of an invitation asks for. Everything in it only shows; what changes anything is a form.</summary>
public sealed record InviteQuery(string? Step, string? Zone, LocalDate? From, Instant? Gone, bool Anyone, string? Done, string? Trouble)
{
    public static InviteQuery Read(HttpRequest request)
    {
        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 and <= 60 } text ? text : null;
        return new InviteQuery(Text("step"), Text("zone"), Text("from") is { } from && LocalDatePattern.Iso.Parse(from) is { Success: true } day ? day.Value : null,
            MomentOf(Text("gone")), Text("with") == "anyone", Text("done"), Text("trouble"));
    }

    /// <summary>A moment as a field of a page names it: its second.</summary>
    public static Instant? MomentOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second < 10_000_000_000 ? Instant.FromUnixTimeSeconds(second) : null;

    public static string Moment(Instant at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>What somebody typed into a form that could not be taken as it was; it stands there again.</summary>
public sealed record Typed(string Name = "", string Role = "", string Mail = "", string Phone = "", Instant? Chosen = null);

/// <summary>What a page behind an invitation shows.</summary>
public sealed record InviteScreen(InvitationPage Page, BuyerTexts Texts, string Root, string Command, InviteQuery Query)
{
    public Typed Typed { get; init; } = new();

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Page.Zone) ?? DateTimeZone.Utc;

    public string PlaceName => DemoMoves.PlaceName(Page.Zone);

    public string When(Instant at) => Texts.When(at, Page.Zone);

    /// <summary>"Thursday 26 November, 14:30" where the page has said the place already.</summary>
    public string Short(Instant at) => $"{Texts.Day(at.InZone(Zone).Date)}, {Clock(at)}";

    public string Clock(Instant at) => at.InZone(Zone).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The time that is chosen when the page opens: what they had chosen, else the next after the one that was gone.</summary>
    public Instant? Chosen => Typed.Chosen ?? (Query.Gone is null ? null : Page.Next);

    /// <summary>This page's address with another of its wishes; the zone that was chosen stays.</summary>
    public string Link(string? step = null, LocalDate? from = null, bool? anyone = null)
    {
        var asked = new List<string>();
        if (step is not null) asked.Add($"step={step}");
        if (Query.Zone is { } zone && !Page.UnknownZone) asked.Add($"zone={Uri.EscapeDataString(zone)}");
        if (from is { } day) asked.Add($"from={LocalDatePattern.Iso.Format(day)}");
        if (anyone ?? Query.Anyone) asked.Add("with=anyone");
        return asked.Count == 0 ? Root : $"{Root}?{string.Join('&', asked)}";
    }

    public string Why => Texts.Say($"asks-{Page.Kind}", "for", Page.Client.Length > 0 ? Texts.Say("for-Client", "client", Page.Client) : Texts["for-Blind"], "minutes", Page.Minutes.ToString(CultureInfo.InvariantCulture));

    /// <summary>What stands above the times: why the one they wanted is not there.</summary>
    public string? Hint => (Query.Trouble, Query.Gone) switch
    {
        _ when Page.UnknownZone => Texts.Say("zone-unknown", "place", PlaceName),
        (_, { } gone) => Page.Next is { } next ? Texts.Say("gone", "when", Short(gone), "next", next.InZone(Zone).Date == gone.InZone(Zone).Date ? Clock(next) : Short(next)) : Texts.Say("gone-last", "when", Short(gone)),
        ("time", _) => Texts["time-needed"],
        ("often", _) => Texts["too-often"],
        ("offer", _) => Texts["not-offered"],
        ("number", _) => Texts["number-trouble"],
        ("failed", _) => Texts["failed"],
        _ => null,
    };
}

/// <summary>The zones that a buyer can choose from, by part of the world, each by the city that people know it by.</summary>
internal static class ZoneList
{
    public static readonly IReadOnlyList<(string Area, IReadOnlyList<(string Id, string Name)> Zones)> All =
    [
        .. (NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).Select(l => l.ZoneId).Distinct().Order(StringComparer.Ordinal)
            .GroupBy(id => id[..id.IndexOf('/', StringComparison.Ordinal)])
            .Select(area => (area.Key, (IReadOnlyList<(string, string)>)[.. area.Select(id => (id, DemoMoves.PlaceName(id))).OrderBy(z => z.Item2, StringComparer.Ordinal)])),
    ];
}
