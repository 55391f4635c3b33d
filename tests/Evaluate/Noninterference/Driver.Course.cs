using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Reports;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Asides;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Intake;
using WinLossAgency.Vault.Themes;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>From coding to the last report: points from asides, what buyers say to their passages, late seals, what is taken back.</summary>
internal sealed partial class Driver
{
    private const string PointTheme = "personal-ties";
    private const string OtherTheme = "trust";
    private readonly Dictionary<int, BuyerAtPage> buyers = [];
    private readonly Dictionary<int, int> opened = [];
    private string? pointKey;

    private string Key(int n) => Interview(high.Interviews[n].Buyer);

    private IThemes Themes => world.Grains.GetGrain<IThemes>(low.Engagement);

    private BuyerAtPage Buyer(int n) => buyers.TryGetValue(n, out var known) ? known : buyers[n] = new BuyerAtPage(world, Key(n), high.Interviews[n].Buyer.Mail);

    /// <summary>Somebody calls after coding: what they said at first goes under the seal. Nobody had used it, so nothing may tell.</summary>
    private async Task SealLateAsync(IEnumerable<int> whom, string when)
    {
        foreach (var n in whom) seen.SealedLate += await SealWordsAsync(n, high.Interviews[n].Turns[0].Said, when) ? 1 : 0;
    }

    private async Task<bool> SealWordsAsync(int n, string words, string when)
    {
        new Caller("tom", Role.Analyst).Enter();
        var intake = world.Grains.GetGrain<IIntake>(Key(n));
        await intake.Enter(AccessReason.BuyersRequest);
        var view = await intake.View();
        var found = ExactWords.Find((await world.Files.FactsAsync(Key(n), view.Marking.Upload)).Transcript, words);
        if (found.IsEmpty) throw new InvalidOperationException("Words that were said stand nowhere in their transcript.");
        if (view.Marking.Sealed.Any(aside => aside.Span == found[0])) return false;
        (await intake.Seal($"late-{when}", found[0], n % 2 == 0 ? DeclaredBy.Buyer : DeclaredBy.Interviewer)).OrThrow();
        Caller.House.Enter();
        var coding = world.Grains.GetGrain<ICoding>(Key(n));
        var others = found.Length - 1;
        await UntilAsync(async () => (await coding.View())!.Turns.Count(t => t.Words.Contains(words, StringComparison.Ordinal)) <= others);
        return true;
    }

    /// <summary>A point from asides, proposed by one and let out by another; beside it proposals that nobody outside may notice.</summary>
    private async Task MakePointAsync()
    {
        foreach (var n in way.Supporters)
        {
            await FileAsync(n, PointTheme, "support");
            seen.Supporters++;
        }
        foreach (var n in way.OtherVoices.Except(way.Supporters)) await FileAsync(n, OtherTheme, "other");
        new Caller("priya", Role.Analyst).Enter();
        if (way.TriesTheWords && high.Interviews.SelectMany(i => i.Turns).FirstOrDefault(t => t.Aside is not null)?.Aside is { } aside)
        {
            var tried = await world.ThemeWords.KeepAsync(low.Engagement, new ThemeFile(CandidText.Of(aside.Words), CandidText.Of("It says it best.")));
            if ((await Themes.Propose("too near", tried, PointTheme)).Ok) throw new InvalidOperationException("The words of an aside were taken as a point.");
            seen.PointsRefused++;
        }
        if (way.OtherPointFirst)
        {
            var other = await world.ThemeWords.KeepAsync(low.Engagement, new ThemeFile(CandidText.Of("Some doubted that they were told the truth"), CandidText.Of("They ought to hear it.")));
            (await Themes.Propose("other", other, OtherTheme)).OrThrow();
            new Caller("tom", Role.Analyst).Enter();
            (await Themes.Decline("decline other", other)).OrThrow();
            seen.PointsRefused++;
        }
        if (course.Point == PointRoad.None) return;
        new Caller("priya", Role.Analyst).Enter();
        var number = await world.ThemeWords.KeepAsync(low.Engagement, new ThemeFile(CandidText.Of(LowCourse.PointLabel), CandidText.Of($"{HighPlan.Secret(new Chance((ulong)way.Order[0]))}.")));
        (await Themes.Propose("point", number, PointTheme)).OrThrow();
        pointKey = $"t{number}";
        new Caller("tom", Role.Analyst).Enter();
        if (course.Point == PointRoad.ByCount)
        {
            (await Themes.Approve("by count", number)).OrThrow();
            seen.PointsByCount++;
            return;
        }
        if ((await Themes.Approve("too few", number)).Ok) throw new InvalidOperationException("A point of too few buyers was let out by count.");
        (await Themes.AskBuyers("ask", number)).OrThrow();
        foreach (var n in way.Supporters)
        {
            await OpenPageAsync(n);
            await Buyer(n).ReleasePointsAsync();
        }
        new Caller("tom", Role.Analyst).Enter();
        (await Themes.Approve("released", number)).OrThrow();
        seen.PointsByRelease++;
    }

    /// <summary>Files something that was said in confidence under a theme; who has not said anything so far calls and seals what they said first.</summary>
    private async Task FileAsync(int n, string theme, string command)
    {
        new Caller("priya", Role.Analyst).Enter();
        var intake = world.Grains.GetGrain<IIntake>(Key(n));
        await intake.Enter(AccessReason.Marking);
        if (!(await intake.View()).Marking.Sealed.Any())
        {
            await SealWordsAsync(n, high.Interviews[n].Turns[0].Said, "support");
            new Caller("priya", Role.Analyst).Enter();
        }
        (await intake.File(command, (await intake.View()).Marking.Sealed.First().Number, theme)).OrThrow();
    }

    /// <summary>Those whom the report quotes are asked, and in each run others beside them.</summary>
    private async Task AskBuyersAsync(IReport report)
    {
        if (way.RevokedFirst is { } revoked && low.Interviews[revoked].Quote is not null && revoked != course.WithdrawsBefore) await AskOneAsync(revoked, "at first", revoke: true);
        foreach (var n in way.AlsoAsked) await AskOneAsync(n, "beside");
        if (!course.AsksBuyers) return;
        if (way.OneByOne) foreach (var n in way.Order.Where(IsQuoted)) await AskOneAsync(n, "one by one");
        new Caller("priya", Role.Analyst).Enter();
        (await report.AskApproval("ask")).OrThrow();
        foreach (var n in way.Order.Where(IsQuoted))
        {
            seen.Asked++;
            if (course.Replies[n] == Reply.Silent) seen.Silent++;
            else await AnswerAsync(n, course.Replies[n]);
        }
    }

    private bool IsQuoted(int n) => low.Interviews[n] is { InReport: true, Quote: not null } && n != course.WithdrawsBefore;

    /// <summary>Asks one buyer beside the report's own asking. Who is asked twice has the newer link; an unquoted one answers as it comes.</summary>
    private async Task AskOneAsync(int n, string command, bool revoke = false)
    {
        new Caller("priya", Role.Analyst).Enter();
        var approval = world.Grains.GetGrain<IApproval>(Key(n));
        (await approval.Ask($"ask {command}")).OrThrow();
        if (revoke) (await approval.Revoke("revoke")).OrThrow();
        else if (command == "beside")
        {
            seen.AskedBeside++;
            if (way.TheirReplies[n] != Reply.Silent) await AnswerAsync(n, way.TheirReplies[n]);
        }
    }

    private async Task AnswerAsync(int n, Reply reply)
    {
        await OpenPageAsync(n);
        await Buyer(n).SayAsync(reply switch { Reply.Keeps => PassageChoice.Keep, Reply.Softens => PassageChoice.Softer, _ => PassageChoice.TakeOut }, way.AtOnce);
        if (way.ReadsAgain && (await Buyer(n).PageAsync()).Knock != Knock.Open) throw new InvalidOperationException("A buyer's page closed behind their answer.");
    }

    /// <summary>Opens the page by the link that holds now, unless it is open already.</summary>
    private async Task OpenPageAsync(int n)
    {
        Caller.House.Enter();
        var round = (await world.Grains.GetGrain<IInterview>(Key(n)).View()).State.Approval?.Round;
        if (round is not null && opened.GetValueOrDefault(n) == round) return;
        // The mail is written after the answer, and only the newest link opens anything.
        await UntilAsync(Buyer(n).FindLinkAsync);
        await Buyer(n).OpenAsync(way.WrongCode);
        Caller.House.Enter();
        opened[n] = (await world.Grains.GetGrain<IInterview>(Key(n)).View()).State.Approval!.Round;
    }

    private async Task WithdrawAsync(int n, string when, bool atOnce)
    {
        new Caller("priya", Role.Analyst).Enter();
        var approval = world.Grains.GetGrain<IApproval>(Key(n));
        // Who has no passage to look at takes everything back on the page where a point of theirs is asked about.
        if (low.Interviews[n].Quote is not null) (await approval.Ask($"ask {when}")).OrThrow();
        else await AskAboutPointsAsync(approval, when);
        await OpenPageAsync(n);
        await Buyer(n).WithdrawAsync(atOnce);
    }

    private static async Task AskAboutPointsAsync(IApproval approval, string when)
    {
        Caller.House.Enter();
        (await approval.AskAboutPoints($"points {when}")).OrThrow();
    }
}
