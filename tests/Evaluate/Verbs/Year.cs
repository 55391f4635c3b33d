using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WinLossAgency.Evaluate.Seeded;
using WinLossAgency.Evaluate.Year;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>A simulated year of an agency on its real grains, with what must hold checked after every event. The same seed gives the same journals.</summary>
internal static class Year
{
    private const int Shown = 40;

    public static int Run(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var setting = new YearSetting((ulong)Number(args, "--seed", 1), Number(args, "--cases", 4_000), Number(args, "--interviewers", 30), Number(args, "--days", 365), Number(args, "--faults", 1_500))
        {
            Until = Number(args, "--until", 0) is > 0 and var until ? until : null,
            Shown = Array.IndexOf(args, "--show") is >= 0 and var shown && shown + 1 < args.Length ? args[shown + 1] : null,
        };
        var year = new YearRun(setting).Run();
        var told = year.Tally;
        foreach (var line in told.Said.Take(Shown)) Console.Error.WriteLine(line);
        var counts = told.Counts;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            seed = setting.Seed, days = setting.Days, cases = setting.Cases, interviewers = setting.Interviewers, events = counts.GetValueOrDefault("events"), calls = counts.GetValueOrDefault("calls"),
            promises = counts.Where(c => c.Key.StartsWith("promises ", StringComparison.Ordinal)).ToDictionary(c => c.Key["promises ".Length..], c => c.Value),
            crashes = year.Crashes, faults = Enum.GetValues<Mishap>().Where(m => m != Mishap.None).ToDictionary(m => m.ToString(), year.FaultsOf),
            counts = counts.Where(c => !c.Key.StartsWith("promises ", StringComparison.Ordinal)).ToDictionary(), checks = told.Checks, broken = told.Broken, violations = told.Violations, sha256 = year.Hash,
            seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
        }));
        if (Array.IndexOf(args, "--trx") is >= 0 and var at && at + 1 < args.Length)
            Trx.Write(args[at + 1], [.. told.Checks.Keys.Select(k => ($"In a year of {setting.Cases} cases and {setting.Days} days: {k}", told.Broken.ContainsKey(k) ? string.Join('\n', told.Said.Where(s => s.StartsWith(k + ":", StringComparison.Ordinal)).Take(5)) : null))]);
        return told.Violations == 0 ? 0 : 1;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
