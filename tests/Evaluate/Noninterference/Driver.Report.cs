using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>The report, what is taken back when it is out, and the correction.</summary>
internal sealed partial class Driver
{
    /// <summary>From the start of a pair to when the last day of an asked buyer is over.</summary>
    private static readonly Duration ToTheDay = Duration.FromHours(43);

    private int WonLeft => low.Won - (course.WithdrawsBefore is { } n && !low.Interviews[n].Lost ? 1 : 0);

    private async Task WithdrawBeforeAsync(int n)
    {
        await WithdrawAsync(n, "before", way.AtOnce);
        seen.WithdrawnBefore++;
    }

    private async Task ReportAsync(bool withFiles)
    {
        var report = world.Grains.GetGrain<IReport>($"{low.Engagement}/r-1");
        new Caller("priya", Role.Analyst).Enter();
        (await report.SaveDraft("draft", await DraftAsync())).OrThrow();
        await AskBuyersAsync(report);
        if (course.WaitsForTheDay) world.Clock.Now = start + ToTheDay;
        new Caller("priya", Role.Analyst).Enter();
        await SoftenAsync();
        (await report.SaveDraft("draft as answered", await DraftAsync(answered: true))).OrThrow();
        await LetOutAsync(report, 1, withFiles);
        seen.QuotesMasked = ReleaseJson.Read(await world.Shelf.ReadAllAsync(ShelfPaths.File(low.Client, "q4", 1, ShelfPaths.ReleaseJson)) ?? [])!
            .Findings.Sum(f => f.Quotes.Count(q => q.Words.Contains('[')));
    }

    private async Task LetOutAsync(IReport report, int number, bool withFiles)
    {
        new Caller("priya", Role.Analyst).Enter();
        if (await report.Propose("propose") is { Ok: false } held)
            throw new InvalidOperationException($"{held.Refusal} {string.Join(" ", (await report.Check()).SelectMany(l => l.Stops).Select(s => $"{s.Where}: {s.What}"))}");
        new Caller("tom", Role.Analyst).Enter();
        (await report.Approve("approve", (await report.View()).Seen)).OrThrow();
        // A look at the report opens everything it is made from; the shelf tells as well that it is out.
        await UntilAsync(async () => await world.Shelf.ExistsAsync(ShelfPaths.File(low.Client, "q4", number, ShelfPaths.Manifest)));
        if (withFiles) await UntilAsync(async () => await world.Shelf.ExistsAsync(ShelfPaths.LateManifest(low.Client, "q4", number, ShelfPaths.ReadoutPdf)));
        await SettleAsync();
    }

    /// <summary>What is out is taken back, by the buyer's hand or by a seal, or only for the next report; then whatever stands there is replaced, or nothing moves.</summary>
    private async Task AfterwardsAsync(bool withFiles)
    {
        world.Clock.Now += Duration.FromHours(1);
        await TakeShelfAsync("when report 1 was out");
        await LookAsync("report 1 out", [$"/{low.Client}", $"/{low.Client}/q4/releases/1", $"/{low.Client}/q4/releases/1/readout.html"]);
        await SealLateAsync(way.SealedAfter.Except(way.SealedBefore).Where(n => n != course.Gone), "after");
        if (way.WithdrawsLater is { } later)
        {
            await WithdrawAsync(later, "later", atOnce: false);
            seen.WithdrawnLater++;
        }
        if (course is { After: not TakenBack.Nothing, Gone: { } gone }) await CorrectAsync(gone, withFiles);
        world.Clock.Now = start + ToTheDay + Duration.FromHours(4);
    }

    private async Task CorrectAsync(int gone, bool withFiles)
    {
        if (course.After == TakenBack.OneBuyer)
        {
            await WithdrawAsync(gone, "at once", atOnce: true);
            seen.WithdrawnAtOnce++;
        }
        else if (way.SealsTheQuote && low.IsAlone(gone))
        {
            await SealWordsAsync(gone, high.Interviews[gone].Quote, "quote");
            seen.QuotesSealed++;
        }
        else
        {
            new Caller("priya", Role.Analyst).Enter();
            (await world.Grains.GetGrain<Grains.Interviews.IApproval>(Key(gone)).Ask("ask to take out")).OrThrow();
            await OpenPageAsync(gone);
            await Buyer(gone).SayAsync(PassageChoice.TakeOut, atOnce: true);
            seen.QuotesTakenOut++;
        }
        world.Clock.Now = start + ToTheDay + Duration.FromHours(3);
        var correction = world.Grains.GetGrain<IReport>($"{low.Engagement}/r-2");
        new Caller("priya", Role.Analyst).Enter();
        if ((await correction.View()).Recalls.IsEmpty) throw new InvalidOperationException($"What a report holds was taken back ({course.After}, quote sealed {way.SealsTheQuote}, {course.Replies[gone]}), and nobody is told.");
        (await correction.BeginCorrection("correct", 1)).OrThrow();
        await LetOutAsync(correction, 2, withFiles);
        // The word that it is replaced comes first; its files go one by one after that, and one looks when all have gone.
        await UntilAsync(async () => await world.Shelf.ListAsync(ShelfPaths.Release(low.Client, "q4", 1)).ToListAsync() is [var left] && left.EndsWith(ShelfPaths.Replaced, StringComparison.Ordinal));
        seen.Corrections++;
    }

    /// <summary>What a buyer wants told more privately is kept so where it may be quoted still.</summary>
    private async Task SoftenAsync()
    {
        if (!course.AsksBuyers) return;
        for (var n = 0; n < low.Interviews.Length; n++)
            if (IsQuoted(n) && course.Replies[n] == Reply.Softens && LevelOf(n) == Attribution.RoleOnly)
                (await world.Grains.GetGrain<ICoding>(Key(n)).AddQuote("softer", high.Interviews[n].Quote, Attribution.Unattributed, LowPlan.By)).OrThrow();
    }

    private Attribution LevelOf(int n) => low.Interviews[n].Level == Attribution.RoleOnly ? low.QuoteLevel : low.Interviews[n].Level;

    private bool MayStay(int n) => !course.AsksBuyers || course.Replies[n] switch { Reply.TakesOut => false, Reply.Softens => LevelOf(n) == Attribution.RoleOnly, _ => true };

    private async Task<ReportDraft> DraftAsync(bool answered = false)
    {
        var lost = await QuotesAsync(isLost: true, answered);
        var won = await QuotesAsync(isLost: false, answered);
        var findings = ImmutableArray.CreateBuilder<FindingDraft>();
        findings.Add(new FindingDraft
        {
            Claim = low.LostClaim, Firmness = Firmness.Firm, Reasons = [new("date", Sign.Against, Side.WentElsewhere)], Context = low.Context, For = "", Against = low.Against, Quotes = lost,
            Steps = [new("Put a start plan with dates into every quote", "Sales", new LocalDate(2026, 12, 15), "Buyers stop asking for the date")], NobodyExpected = true,
        });
        if (WonLeft > 0)
            findings.Add(new FindingDraft { Claim = low.WonClaim, WeAlsoHeard = WonLeft < low.K, Firmness = WonLeft < low.K ? Firmness.Heard : Firmness.Firm, Reasons = [new("plans", Sign.For, Side.ChoseYou)], Quotes = won });
        if (pointKey is { } point)
            findings.Add(new FindingDraft { Claim = LowCourse.PointClaim, WeAlsoHeard = course.Point == PointRoad.ByRelease, Firmness = course.Point == PointRoad.ByRelease ? Firmness.Heard : Firmness.Likely, Themes = [point] });
        return new ReportDraft
        {
            Title = "Why you win and why you lose", Period = "Q4", Answer = low.Answer, Strengths = [new("Plans that hold up", "Buyers say the plan survived a real working day.")], Findings = findings.ToImmutable(),
            Beliefs = low.Belief is { } belief ? [new(belief, "price", "Fair once explained.")] : [], Questions = [new(Phrases.Questions[low.Question], Phrases.AnswersTo[low.Question])],
            CouldNotLearn = ["Whether buyers outside Europe differ."],
        };
    }

    /// <summary>In the order of what they say: of two that say the same it does not matter which is first.</summary>
    private async Task<ImmutableArray<QuoteRef>> QuotesAsync(bool isLost, bool answered)
    {
        var refs = ImmutableArray.CreateBuilder<QuoteRef>();
        for (var n = 0; n < low.Interviews.Length; n++)
        {
            if (!IsQuoted(n) || low.Interviews[n].Lost != isLost || (answered && !MayStay(n))) continue;
            var view = await world.Grains.GetGrain<ICoding>(Key(n)).View() ?? throw new InvalidOperationException("A coded interview has no coding.");
            refs.Add(new QuoteRef(view.Interview, view.Quotes[0].Id));
        }
        return refs.ToImmutable();
    }
}
