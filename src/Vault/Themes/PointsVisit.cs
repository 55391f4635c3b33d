using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Themes;

/// <summary>A buyer who looks at points of their own, behind the same link and code as the rest of their page.</summary>
internal sealed class PointsVisit(IGrainFactory grains, ThemeWords words)
{
    public const string Cookie = "buyer";

    public string Root { get; private set; } = "";

    public string Interview { get; private set; } = "";

    public string Agency { get; private set; } = "";

    public bool Saved { get; private set; }

    public PointWords Words { get; private set; } = PointWords.For("en");

    public ImmutableArray<(int Number, string Label, bool? Said)> Points { get; private set; } = [];

    public IThemes Themes => grains.GetGrain<IThemes>(Interview[..Interview.LastIndexOf('/')]);

    /// <summary>False where the link is closed or its half hour is over; nothing has been read then.</summary>
    public async Task<bool> OpenAsync(string token, string? session, bool saved)
    {
        (Root, Saved) = ($"/b/{token}", saved);
        if (token.Length != BuyersLink.TokenLength || !token.All(char.IsAsciiHexDigitLower)) return false;
        Caller.Buyer.Enter();
        if (await grains.GetGrain<IBuyersDoor>(BuyersLink.KeyOf(token)).Interview(session) is not { } opened) return false;
        (Interview, Agency, Words) = (opened.Interview, opened.Agency, PointWords.For(opened.Language));
        var engagement = Interview[..Interview.LastIndexOf('/')];
        await Caller.AsHouse(async () =>
        {
            // Their own word about their own aside is an opening too, and stands in the log as theirs.
            var log = grains.GetGrain<IAccessLog>(engagement);
            var line = await log.Standing(Caller.Buyer.Id, Interview) ?? await log.Record(Caller.Buyer.Id, Interview, AccessReason.BuyersRequest);
            var opening = Opening.ByPerson(Caller.Buyer.Id, Interview, "their own point", line.Number);
            var points = ImmutableArray.CreateBuilder<(int, string, bool?)>();
            foreach (var theme in await Themes.AskedOf(Interview))
                if (await words.ReadAsync(engagement, theme.Number) is { } file)
                    points.Add((theme.Number, file.Label.Reveal(opening), theme.Said.TryGetValue(Interview, out var said) ? said : null));
            Points = points.ToImmutable();
            return true;
        });
        return true;
    }
}
