using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Vault.Candid;

namespace WinLossAgency.Vault.Themes;

/// <summary>One request for the proposed points; the grain has written the opening down before a word is read here.</summary>
internal sealed class ThemesVisit(IGrainFactory grains, ThemeWords words)
{
    public string Engagement { get; private set; } = "";

    public string Root => $"/themes/{Engagement}";

    public string ClientName { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string? Refusal { get; private set; }

    /// <summary>What was typed into the form and refused, so that it is not typed again.</summary>
    public (string Theme, string Label, string Reason) Typed { get; set; } = ("", "", "");

    public bool MayPropose => Caller.Required.Is(Role.Analyst);

    public ImmutableArray<(Theme Theme, string Label, string Reason, string By, bool Mine)> Lines { get; private set; } = [];

    public async Task LoadAsync(string engagement, string? refusal = null)
    {
        (Engagement, Refusal) = (engagement, refusal);
        var view = await grains.GetGrain<IThemes>(engagement).View();
        var opening = Opening.ByPerson(Caller.Required.Id, engagement, "points from asides", view.Line);
        var names = await Caller.AsHouse(async () =>
        {
            ClientName = await grains.GetGrain<IClient>(engagement[..engagement.IndexOf('/')]).Name();
            Title = (await grains.GetGrain<IEngagement>(engagement).View())?.SetUp.Title ?? "";
            return (await grains.GetGrain<IAgency>(IAgency.Key).StaffList()).ToDictionary(s => s.Id, s => s.Name);
        });
        var lines = ImmutableArray.CreateBuilder<(Theme, string, string, string, bool)>();
        foreach (var theme in view.Themes)
            if (await words.ReadAsync(engagement, theme.Number) is { } file)
                lines.Add((theme, file.Label.Reveal(opening), file.Reason.Reveal(opening), names.GetValueOrDefault(theme.ProposedBy, "a colleague"), view.Mine.Contains(theme.Number)));
        Lines = lines.ToImmutable();
    }
}
