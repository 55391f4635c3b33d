using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Grains.Access;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>Points from asides in an agency of the tests, on their way from the filed aside to what may be told.</summary>
internal static class FiledPoints
{
    /// <summary>Files the aside of so many interviews under personal ties.</summary>
    public static async Task<ImmutableArray<string>> FileAsync(CodedAgency agency, int count, int from = 0)
    {
        SmallAgency.As("priya", Role.Analyst);
        var filed = agency.Interviews.Skip(from).Take(count).ToImmutableArray();
        foreach (var interview in filed)
        {
            var intake = agency.Agency.Grains.GetGrain<IIntake>(interview);
            await intake.Enter(AccessReason.Marking);
            CodedAgency.Accepted(await intake.File("theme", 1, "personal-ties"));
        }
        return filed;
    }

    public static Task<int> KeepAsync(CodedAgency agency, string label) =>
        agency.Agency.Services.GetRequiredService<ThemeWords>().KeepAsync(CodedAgency.Engagement, new ThemeFile(CandidText.Of(label), CandidText.Of("The client ought to know.")));

    public static async Task ProposeAsync(CodedAgency agency, string label)
    {
        var number = await KeepAsync(agency, label);
        SmallAgency.As("priya", Role.Analyst);
        CodedAgency.Accepted(await agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement).Propose("propose", number, "personal-ties"));
    }

    /// <summary>Priya proposes it; Tom lets it out, by count or, where the buyers are asked first, because they all released it.</summary>
    public static async Task PassAsync(CodedAgency agency, ImmutableArray<string> asked = default)
    {
        await ProposeAsync(agency, "Personal ties weighed in the decision");
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        SmallAgency.As("tom", Role.Analyst);
        if (!asked.IsDefault) CodedAgency.Accepted(await themes.AskBuyers("ask-about-it", 1));
        SmallAgency.AsHouse();
        foreach (var interview in asked.IsDefault ? [] : asked) CodedAgency.Accepted(await themes.Say($"yes {interview}", 1, interview, yes: true));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.Approve("let-out", 1));
    }
}
