using System.Collections.Immutable;
using NodaTime;
using Orleans;
using Orleans.Concurrency;
using WinLossAgency.Domain;
using static WinLossAgency.Domain.Decision;

namespace WinLossAgency.Vault.Themes;

/// <summary>What became of the points that were proposed from asides. Their words rest sealed in the vault; here stand numbers and keys.</summary>
internal abstract record ThemeEvent(Instant At)
{
    public sealed record Proposed(Instant At, string By, int Number, string Theme) : ThemeEvent(At);

    /// <summary>A second person let it out; by count where enough buyers said it, else because those who said it released it.</summary>
    public sealed record Passed(Instant At, string By, int Number, bool ByCount) : ThemeEvent(At);

    public sealed record Declined(Instant At, string By, int Number) : ThemeEvent(At);

    /// <summary>Those who said it are asked at their own page whether it may be told in these words.</summary>
    public sealed record BuyersAsked(Instant At, string By, int Number, ImmutableArray<string> Interviews) : ThemeEvent(At);

    public sealed record BuyerSaid(Instant At, int Number, string Interview, bool Yes) : ThemeEvent(At);
}

internal enum ThemeStanding { Proposed, Passed, Declined }

/// <summary>One proposed point: under which key it is counted, who stands behind it, and what the buyers said who were asked.</summary>
[Immutable, GenerateSerializer, Alias("theme")]
internal sealed record Theme(int Number, string Key, string ProposedBy, ThemeStanding Standing, bool ByCount, ImmutableArray<string> Asked, ImmutableDictionary<string, bool> Said)
{
    /// <summary>Every buyer who was asked has released it. One no, or one silence, keeps it.</summary>
    public bool Released => !Asked.IsEmpty && Asked.All(i => Said.GetValueOrDefault(i));

    /// <summary>One of them said no, or took their yes back.</summary>
    public bool Refused => Asked.Any(i => Said.TryGetValue(i, out var yes) && !yes);

    /// <summary>And each of them still stands by what they said: who took everything back has released nothing.</summary>
    public bool ReleasedBy(ImmutableArray<string> standing) => Released && Asked.All(i => standing.Contains(i));

    public bool MayBeTold(int voices, ImmutableArray<string> standing, int k) => voices >= k || ReleasedBy(standing);
}

internal sealed record ThemeState(ImmutableSortedDictionary<int, Theme> Themes)
{
    public static readonly ThemeState None = new(ImmutableSortedDictionary<int, Theme>.Empty);

    public static ThemeState Fold(ThemeState s, ThemeEvent e) => e switch
    {
        ThemeEvent.Proposed f => new(s.Themes.SetItem(f.Number, new Theme(f.Number, f.Theme, f.By, ThemeStanding.Proposed, false, [], ImmutableDictionary<string, bool>.Empty))),
        ThemeEvent.Passed f => s.With(f.Number, t => t with { Standing = ThemeStanding.Passed, ByCount = f.ByCount }),
        ThemeEvent.Declined f => s.With(f.Number, t => t with { Standing = ThemeStanding.Declined }),
        ThemeEvent.BuyersAsked f => s.With(f.Number, t => t with { Asked = f.Interviews }),
        ThemeEvent.BuyerSaid f => s.With(f.Number, t => t with { Said = t.Said.SetItem(f.Interview, f.Yes) }),
        _ => throw new InvalidOperationException($"No fold for {e.GetType().Name}."),
    };

    private ThemeState With(int number, Func<Theme, Theme> change) => new(Themes.SetItem(number, change(Themes[number])));
}

/// <summary>From an aside to something that may be told (DOMAIN §9.4): one proposes, another lets it out, and only what enough buyers said or what they released.</summary>
internal static class ThemeDecisions
{
    public const int ThemesMax = 100;

    public static Decision<ThemeEvent> Propose(ThemeState s, string by, int number, string theme, Instant at) =>
        s.Themes.Count >= ThemesMax ? Refuse($"This engagement holds {ThemesMax} of {ThemesMax} proposed points.") : new ThemeEvent.Proposed(at, by, number, theme);

    /// <param name="voices">How many independent buyers said it.</param>
    /// <param name="standing">The interviews in which it was said and not taken back since.</param>
    public static Decision<ThemeEvent> Approve(ThemeState s, string by, int number, int voices, ImmutableArray<string> standing, int k, Instant at)
    {
        if (!s.Themes.TryGetValue(number, out var theme)) return Refuse("There is no such point.");
        if (theme.Standing == ThemeStanding.Passed) return Nothing<ThemeEvent>();
        if (theme.Standing == ThemeStanding.Declined) return Refuse("This point was declined; propose it anew in other words.");
        if (theme.ProposedBy == by) return Refuse("You proposed this point; a second person lets it out.");
        if (voices >= k) return new ThemeEvent.Passed(at, by, number, ByCount: true);
        return theme.ReleasedBy(standing) ? new ThemeEvent.Passed(at, by, number, ByCount: false)
            : Refuse(theme.Asked.IsEmpty ? "Too few buyers said it to be told by count. Ask those who said it, or leave it." : "Too few buyers said it, and not all who said it have released it.");
    }

    public static Decision<ThemeEvent> Decline(ThemeState s, string by, int number, Instant at) =>
        !s.Themes.TryGetValue(number, out var theme) ? Refuse("There is no such point.") : theme.Standing == ThemeStanding.Proposed ? new ThemeEvent.Declined(at, by, number) : Nothing<ThemeEvent>();

    public static Decision<ThemeEvent> AskBuyers(ThemeState s, string by, int number, ImmutableArray<string> interviews, Instant at)
    {
        if (!s.Themes.TryGetValue(number, out var theme) || theme.Standing != ThemeStanding.Proposed) return Refuse("This point does not wait for anybody.");
        if (interviews.IsEmpty) return Refuse("Nothing that was said in confidence is filed under this theme yet.");
        return theme.Asked.IsEmpty ? new ThemeEvent.BuyersAsked(at, by, number, interviews) : Nothing<ThemeEvent>();
    }

    /// <summary>Also after it was let out: a buyer who takes back their yes takes the point back.</summary>
    public static Decision<ThemeEvent> Say(ThemeState s, int number, string interview, bool yes, Instant at) =>
        !s.Themes.TryGetValue(number, out var theme) || !theme.Asked.Contains(interview) ? Refuse("You were not asked about this.")
        : theme.Said.TryGetValue(interview, out var before) && before == yes ? Nothing<ThemeEvent>() : new ThemeEvent.BuyerSaid(at, number, interview, yes);
}
