using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.House.Tests.Analysis;
using WinLossAgency.House.Tests.Interviews;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.House.Tests.Vault;

/// <summary>From asides to something that may be told: k voices or their release, two people, the log first.</summary>
public sealed class ThemeTests
{
    private const string Label = "Personal ties weighed in the decision";

    [Fact]
    public async Task A_point_that_enough_buyers_made_is_let_out_by_a_second_person_and_carries_a_finding()
    {
        await using var agency = await CodedAgency.OpenAsync();
        await FiledPoints.FileAsync(agency, 5);
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        await FiledPoints.ProposeAsync(agency, Label);
        SmallAgency.As("priya", Role.Analyst);
        Assert.Contains("second person", (await themes.Approve("alone", 1)).Refusal);
        SmallAgency.AsHouse();
        Assert.Empty(await agency.Agency.Grains.GetGrain<IWall>(CodedAgency.Engagement).Themes());
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.Approve("second", 1));
        Assert.Contains(await agency.Agency.Grains.GetGrain<IAccessLog>(CodedAgency.Engagement).Lines(0), l => l.Why == AccessReason.Theme && l.Who == "tom");
        SmallAgency.AsHouse();
        Assert.Equal([new PassedTheme("t1", Label, 5)], await agency.Agency.Grains.GetGrain<IWall>(CodedAgency.Engagement).Themes());

        ReportDraft With(ReportDraft d) => d with { Findings = d.Findings.Add(new FindingDraft { Claim = "Personal ties weigh more than either side says", Firmness = Firmness.Likely, Themes = ["t1"] }) };
        foreach (var which in new[] { GateLight.Levels, GateLight.TooFew, GateLight.Leak })
        {
            var light = await agency.LightAsync(which, With);
            Assert.True(light.State == LightState.Clear, $"{which}: {string.Join("\n", light.Stops)}");
        }
        Assert.Contains("Rests on a point", (await agency.LightAsync(GateLight.Levels, d => With(d) with { Findings = d.Findings.Add(new FindingDraft { Claim = "Ties", Themes = ["t9"] }) })).Stops.Single().What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proposals_of_the_same_moment_keep_their_own_words()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.AsHouse();
        var numbers = await Task.WhenAll(Enumerable.Range(1, 8).Select(point => Task.Run(() => FiledPoints.KeepAsync(agency, $"Point {point}"))));
        Assert.Equal(Enumerable.Range(1, 8), numbers.Order());
    }

    [Fact]
    public async Task Too_few_voices_stay_where_they_are_until_all_of_them_release_it()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 2);
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        await FiledPoints.ProposeAsync(agency, Label);
        SmallAgency.As("tom", Role.Analyst);
        Assert.Contains("Too few", (await themes.Approve("few", 1)).Refusal);
        CodedAgency.Accepted(await themes.AskBuyers("ask", 1));
        var buyer = await new Buyer(agency.Agency, filed[0]).OpenAsync();
        Assert.Equal(1, (await buyer.PageAsync()).Points);
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await themes.Say("one", 1, filed[0], yes: true));
        Assert.False((await themes.Say("stranger", 1, agency.Interviews[7], yes: true)).Ok);
        SmallAgency.As("tom", Role.Analyst);
        Assert.Contains("not all", (await themes.Approve("still", 1)).Refusal);
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await themes.Say("two", 1, filed[1], yes: true));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.Approve("now", 1));
        SmallAgency.AsHouse();
        Assert.Equal([new PassedTheme("t1", Label, null)], await agency.Agency.Grains.GetGrain<IWall>(CodedAgency.Engagement).Themes());
        CodedAgency.Accepted(await themes.Say("back", 1, filed[0], yes: false));
        Assert.Empty(await agency.Agency.Grains.GetGrain<IWall>(CodedAgency.Engagement).Themes());
    }

    [Fact]
    public async Task Whoever_wrote_to_us_is_asked_once_it_is_dealt_with()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 2);
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        var wrote = agency.Agency.Grains.GetGrain<IInterview>(filed[0]);
        await FiledPoints.ProposeAsync(agency, Label);
        SmallAgency.AsHouse();
        CodedAgency.Accepted(await wrote.Do("wrote", new InterviewCommand.NoteReply()));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.AskBuyers("ask", 1));
        await new Buyer(agency.Agency, filed[1]).OpenAsync();
        SmallAgency.AsHouse();
        Assert.Null((await wrote.View()).State.Approval);
        CodedAgency.Accepted(await wrote.Do("dealt", new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 1)));
        agency.Agency.Time.Pass(NodaTime.Duration.FromHours(2));
        CodedAgency.Accepted(await themes.Say("wakes", 1, filed[1], yes: true));
        Assert.Equal(1, (await (await new Buyer(agency.Agency, filed[0]).OpenAsync()).PageAsync()).Points);
    }

    /// <summary>One more mail reaches the case in the moment between the look at it and the question.</summary>
    private sealed class Meanwhile : IIncomingGrainCallFilter
    {
        public string For { get; set; } = "";

        public Func<Task>? Once { get; set; }

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.Name == nameof(IApproval.AskAboutPoints) && $"{context.TargetId.Key}" == For && Once is { } happens)
            {
                Once = null;
                await happens();
            }
            await context.Invoke();
        }
    }

    [Fact]
    public async Task A_question_refused_since_a_mail_came_meanwhile_waits_once_more_and_is_put_once()
    {
        var meanwhile = new Meanwhile();
        await using var agency = await CodedAgency.OpenAsync(more: services => services.AddSingleton<IIncomingGrainCallFilter>(meanwhile));
        var filed = await FiledPoints.FileAsync(agency, 2);
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        var wrote = agency.Agency.Grains.GetGrain<IInterview>(filed[0]);
        await FiledPoints.ProposeAsync(agency, Label);
        var came = new TaskCompletionSource();
        meanwhile.For = filed[0];
        meanwhile.Once = async () =>
        {
            CodedAgency.Accepted(await wrote.Do("wrote", new InterviewCommand.NoteReply()));
            came.SetResult();
        };
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.AskBuyers("ask", 1));
        await new Buyer(agency.Agency, filed[1]).OpenAsync();
        await came.Task;
        SmallAgency.AsHouse();
        Assert.True((await wrote.View()).State is { Approval: null, Late: not null });

        // An hour on it lies unread still, and so it waits again.
        agency.Agency.Time.Pass(NodaTime.Duration.FromHours(2));
        CodedAgency.Accepted(await themes.Say("wakes", 1, filed[1], yes: true));
        SmallAgency.AsHouse();
        Assert.Null((await wrote.View()).State.Approval);
        CodedAgency.Accepted(await wrote.Do("dealt", new InterviewCommand.SettleAnswers("karin", AnswerOutcome.NothingToDo, 1)));
        agency.Agency.Time.Pass(NodaTime.Duration.FromHours(2));
        CodedAgency.Accepted(await themes.Say("wakes again", 1, filed[1], yes: false));
        Assert.Equal(1, (await (await new Buyer(agency.Agency, filed[0]).OpenAsync()).PageAsync()).Points);
        SmallAgency.AsHouse();
        Assert.Equal(1, (await wrote.View()).State.Approval?.Round);
    }

    [Fact]
    public async Task Who_takes_everything_back_has_released_nothing()
    {
        await using var agency = await CodedAgency.OpenAsync();
        var filed = await FiledPoints.FileAsync(agency, 2);
        var themes = agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement);
        await FiledPoints.ProposeAsync(agency, Label);
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.AskBuyers("ask", 1));
        SmallAgency.AsHouse();
        foreach (var interview in filed) CodedAgency.Accepted(await themes.Say($"yes {interview}", 1, interview, yes: true));
        SmallAgency.As("tom", Role.Analyst);
        CodedAgency.Accepted(await themes.Approve("now", 1));
        var wall = agency.Agency.Grains.GetGrain<IWall>(CodedAgency.Engagement);
        SmallAgency.AsHouse();
        Assert.Single(await wall.Themes());
        CodedAgency.Accepted(await (await new Buyer(agency.Agency, filed[0]).OpenAsync()).WithdrawAsync(atOnce: false));
        SmallAgency.AsHouse();
        Assert.Empty(await wall.Themes());
    }

    [Fact]
    public async Task A_point_in_the_words_of_the_aside_is_not_even_proposed()
    {
        await using var agency = await CodedAgency.OpenAsync();
        SmallAgency.As("priya", Role.Analyst);
        var number = await FiledPoints.KeepAsync(agency, char.ToUpperInvariant(CodedAgency.Secret[0]) + CodedAgency.Secret[1..]);
        Assert.Contains("too near", (await agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement).Propose("leak", number, "personal-ties")).Refusal);
        await Assert.ThrowsAsync<AccessRefusedException>(async () =>
        {
            SmallAgency.As("helena", Role.Owner);
            await agency.Agency.Grains.GetGrain<IThemes>(CodedAgency.Engagement).View();
        });
    }

    [Fact]
    public void Through_the_wall_go_exactly_these_messages() => Assert.Equal(
        ["Check(String, String, ImmutableArray<ReportSentence>) → ImmutableArray<Verdict>", "Forget(String, String) → Answer", "ForgetAll(String) → Answer", "ForgetBefore(String, ImmutableArray<String>) → Answer", "ForgetLog() → nothing", "Head() → LogHead",
            "PointsFor(String) → Int32", "ProposeTheme(String) → ThemeCount", "TakenBack() → ImmutableArray<TakenBackPoint>", "Themes() → ImmutableArray<PassedTheme>", "Witness(LocalDate) → WitnessHead"],
        typeof(IWall).GetMethods().Select(m => $"{m.Name}({string.Join(", ", m.GetParameters().Select(p => Name(p.ParameterType)))}) → {(m.ReturnType.GenericTypeArguments is [var answer] ? Name(answer) : "nothing")}").Order(StringComparer.Ordinal));

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>" : type.Name;
}
