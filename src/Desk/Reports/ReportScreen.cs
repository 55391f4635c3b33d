using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Desk.Shell;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Reports;

namespace WinLossAgency.Desk.Reports;

/// <summary>What the report builder's page shows: the grain's view, who looks, and a refusal. Whoever proposed the report waits for a colleague.</summary>
public sealed record ReportScreen(ReportView View, string Command, string? Refusal, bool MayWrite, bool Proposer)
{
    public string Root => $"/reports/{View.Report}";

    public string Name => View.State.Number is { } n ? $"Report no. {n}" : int.TryParse(View.Report[(View.Report.LastIndexOf('/') + 1)..].Replace("r-", "", StringComparison.Ordinal), out var next) ? $"Report {next}" : "Next report";
}

/// <summary>One engagement in the list of reports: how far the next one is, for those who may open it, and how many are out.</summary>
public sealed record ReportLine(string Engagement, string Client, string Title, int Coded, int Released, ReportStanding? Next)
{
    /// <summary>Numbers of reports that are out and hold what may not be told any more, and whether it has to be now.</summary>
    public IReadOnlyList<(int Number, bool Now)> Recalled { get; init; } = [];
}

/// <summary>How the report pages say things.</summary>
internal static class ReportWords
{
    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static string Of(Firmness firmness) => firmness switch
    {
        Firmness.Heard => "Heard",
        Firmness.Likely => "Heard from several independent voices",
        _ => "Firm",
    };

    public static string Of(Side? side) => side switch
    {
        Side.ChoseYou => "chose you",
        Side.WentElsewhere => "went elsewhere",
        _ => "both sides",
    };

    /// <summary>Where a stop stands, for somebody who looks at one field and counts its sentences.</summary>
    public static string PlaceOf(Stop stop, ImmutableArray<NumberedSentence> sentences)
    {
        var field = sentences.Where(s => s.Path == stop.Path).ToList();
        var at = field.FindIndex(s => s.Number == stop.Sentence);
        return at >= 0 && field.Count > 1 ? $"{stop.Where}, sentence {at + 1} of {field.Count}" : stop.Where;
    }

    /// <summary>What there is to do about a report, as the link to it says it.</summary>
    public static string ToDo(ReportStanding standing, int number, bool mayWrite) => standing.Stage switch
    {
        ReportStage.Empty when !mayWrite => $"Report {number} is not begun",
        ReportStage.Empty => number == 1 ? "Write the first report" : "Write the next report",
        ReportStage.Draft => $"{(mayWrite ? "Go on with" : "Read the draft of")} report {number} ({Counted(standing.Findings)})",
        ReportStage.Proposed => $"Report {number} waits for approval by a second person",
        _ => $"Report {number} is on its way to the client",
    };

    private static string Counted(int findings) => findings switch
    {
        0 => "no finding yet",
        1 => "one finding",
        _ => $"{(findings < Numbers.Length ? Numbers[findings] : findings)} findings",
    };

    /// <summary>How far one buyer's approval is, in a few words.</summary>
    public static string Of(ApprovalLine line, Instant now, DateTimeZone zone)
    {
        if (line.Withdrawal is { } gone) return $"took back everything, {When.WithPlace(gone.At, zone)}";
        if (line.Unread) return "wrote to us, not read yet: the privacy officer has it";
        if (line.Approval is not { } asked) return "not asked";
        var said = new List<string>();
        if (line.Softened > 0) said.Add($"{line.Softened} made more private");
        if (line.TakenOut > 0) said.Add($"{line.TakenOut} taken out");
        var changed = said.Count == 0 ? "" : $": {string.Join(", ", said)}";
        if (asked.GivenAt is { } given) return $"answered {When.WithPlace(given, zone)}{(changed.Length == 0 ? ": all stays" : changed)}";
        if (asked.Revoked) return "asked; their link is closed";
        return asked.Waits(now) ? $"asked, silent until {When.WithPlace(asked.Until, zone)}" : $"asked, said nothing by {When.WithPlace(asked.Until, zone)}: what was agreed holds";
    }

    /// <summary>The consent as evidence: when, by whom, in which words, under whose rule.</summary>
    public static string Agreed(ApprovalLine line, DateTimeZone zone) => line.Consent is not { } consent ? "No consent is recorded: only counted with others." :
        $"{When.WithPlace(consent.At, zone)}{(line.AskedBy.Length > 0 ? $", asked by {line.AskedBy}" : "")}. {Levels.Words(consent.Level)}; {(consent.Recording ? "recording agreed" : "recording refused, notes only")}. "
        + $"Script {consent.Script.Replace('/', ' ')}{(consent.Rule is { } rule ? $"; {(rule == RecordingRule.AllParties ? "everybody on the line had to agree" : "one side's agreement was enough")} ({consent.Jurisdiction}, table {consent.JurisdictionTable})" : $"; table {consent.JurisdictionTable}")}.";

    public static string IconOf(LightState state) => state switch { LightState.Clear => "check", LightState.Stops => "alert", _ => "wait" };

    public static string MoodOf(LightState state) => state switch { LightState.Clear => "good", LightState.Stops => "stop", _ => "muted" };

    /// <summary>A reason with its sign and side, as a form carries it.</summary>
    public static string Value(ReasonRef reason) => $"{reason.Key}|{reason.Sign}|{reason.Side}";

    public static ReasonRef? Reason(string value) => value.Split('|') is [{ Length: > 0 } key, var sign, var side] && Enum.TryParse<Sign>(sign, out var known)
        ? new ReasonRef(key, known, Enum.TryParse<Side>(side, out var one) ? one : null) : null;

    /// <summary>Every way in which a finding may rest on a reason, in words.</summary>
    public static IEnumerable<(string Value, string Words)> Choices(ImmutableArray<ReasonStanding> reasons) => reasons.SelectMany(r => new (string, string)[]
    {
        (Value(new ReasonRef(r.Key, Sign.Against, Side.WentElsewhere)), $"− {r.Against}, went elsewhere: {r.WentElsewhereShare}"),
        (Value(new ReasonRef(r.Key, Sign.For, Side.ChoseYou)), $"+ {r.For}, chose you: {r.ChoseYouShare}"),
        (Value(new ReasonRef(r.Key, Sign.Against, null)), $"− {r.Against}, both sides"),
        (Value(new ReasonRef(r.Key, Sign.For, null)), $"+ {r.For}, both sides"),
    });
}
