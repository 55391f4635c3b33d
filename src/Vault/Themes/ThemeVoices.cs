using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Vault.Intake;

namespace WinLossAgency.Vault.Themes;

/// <summary>Who said something under a theme. Whoever took everything back has said nothing.</summary>
internal sealed class ThemeVoices
{
    public async Task<ImmutableArray<(string Interview, string Person)>> OfAsync(IGrainFactory grains, string engagement, string theme) =>
        [.. (await SpokenAsync(grains, engagement, theme)).Where(v => v.Withdrawal is null).Select(v => (v.Interview, v.Person))];

    /// <summary>Everybody who said it, also those who took it back since.</summary>
    public async Task<ImmutableArray<(string Interview, string Person, Withdrawal? Withdrawal)>> SpokenAsync(IGrainFactory grains, string engagement, string theme)
    {
        var voices = ImmutableArray.CreateBuilder<(string, string, Withdrawal?)>();
        foreach (var card in await grains.GetGrain<IEngagement>(engagement).Cards())
        {
            if (card.EndedAt is null) continue;
            var marking = (await grains.GetGrain<IIntake>(card.Interview).View()).Marking;
            if (!marking.Sealed.Any(aside => marking.Themes.GetValueOrDefault(aside.Number) == theme)) continue;
            voices.Add((card.Interview, card.Person, (await grains.GetGrain<IInterview>(card.Interview).View()).State.Withdrawal));
        }
        return voices.ToImmutable();
    }

    public async Task<int> CountAsync(IGrainFactory grains, string engagement, string theme) => Count(await OfAsync(grains, engagement, theme));

    /// <summary>One person is one voice, however often they were asked.</summary>
    public static int Count(ImmutableArray<(string Interview, string Person)> voices) => voices.Select(v => v.Person).Distinct().Count();
}
