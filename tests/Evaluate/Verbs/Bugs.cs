using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using WinLossAgency.Evaluate.Seeded;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// Puts each seeded bug into a copy of the source and looks whether its check sees it. A bug counts as caught only where the
/// same check is content with the source as it is; a patch that no longer applies has failed.
/// </summary>
internal static partial class Bugs
{
    private const int PairsACheck = 8;

    private sealed record Outcome(Patch Patch, bool Caught, string By, double Seconds);

    /// <summary>What a check said: whether it is content, whether it saw a fault, and in a line why.</summary>
    private sealed record Look(bool Content, bool Saw, string Words);

    public static int Run(string[] args)
    {
        var root = RootOf(AppContext.BaseDirectory);
        Patch[] all = [.. Directory.GetFiles(Path.Combine(root, "tests", "Evaluate", "bugs"), "*.patch").Order(StringComparer.Ordinal).Select(Patch.Read)];
        // All of them have to apply, also those whose turn it is not: a bug that cannot be planted proves nothing.
        var texts = all.ToDictionary(p => p.Name, p => p.AppliedTo(root));
        var chosen = Choose(all, texts, root, args);
        Console.Error.WriteLine($"{all.Length} seeded bugs apply; planting {chosen.Length}: {string.Join(" ", chosen.Select(p => p.Name.Split('-')[0]))}");
        var outcomes = new List<Outcome>();
        using (var bench = new Workbench(root))
        {
            // All copies are made at once, so that building the tree meanwhile changes nothing here.
            foreach (var project in chosen.Select(p => ProjectOf(p.Check)).Distinct()) bench.Program(project);
            var content = new Dictionary<string, Look>();
            foreach (var patch in chosen) outcomes.Add(Try(bench, patch, texts[patch.Name], content));
        }
        foreach (var one in outcomes.Where(o => !o.Caught)) Console.Error.WriteLine($"NOT CAUGHT {one.Patch.Name}: {one.By}");
        if (Value(args, "--trx") is { } trx) Trx.Write(trx, outcomes.Select(o => ($"Seeded bug {o.Patch.Name} is caught", o.Caught ? null : o.By)));
        Console.WriteLine(JsonSerializer.Serialize(new { bugs = all.Length, planted = outcomes.Count, caught = outcomes.Count(o => o.Caught), seconds = Math.Round(outcomes.Sum(o => o.Seconds), 1) }));
        return outcomes.All(o => o.Caught) && outcomes.Count > 0 ? 0 : 1;
    }

    /// <summary>All, those named by number (--only 3,17), or so many in rotation (--rotate 5): which is told by the source itself, so that one source has one answer.</summary>
    private static Patch[] Choose(Patch[] all, Dictionary<string, IReadOnlyDictionary<string, string>> texts, string root, string[] args)
    {
        if (Value(args, "--only") is { } only) return [.. all.Where(p => only.Split(',').Contains(p.Name.Split('-')[0].TrimStart('0')))];
        if (Value(args, "--rotate") is not { } some) return all;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in texts.Values.SelectMany(t => t.Keys).Distinct().Order(StringComparer.Ordinal)) hash.AppendData(File.ReadAllBytes(Path.Combine(root, file)));
        var from = (int)(BitConverter.ToUInt32(hash.GetHashAndReset()) % (uint)all.Length);
        // Bugs of one room stand together; a stride takes them from several.
        var (count, stride) = (int.Parse(some, CultureInfo.InvariantCulture), Math.Max(1, (all.Length / 5) + 1));
        return [.. Enumerable.Range(0, Math.Min(count, all.Length)).Select(n => all[(from + (n * stride)) % all.Length]).Distinct()];
    }

    private static Outcome Try(Workbench bench, Patch patch, IReadOnlyDictionary<string, string> texts, Dictionary<string, Look> content)
    {
        var watch = Stopwatch.StartNew();
        Outcome Told(bool caught, string by)
        {
            var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
            Console.WriteLine(JsonSerializer.Serialize(new { bug = patch.Name, room = patch.Room, lines = patch.Lines, caught, by, seconds }, Plain));
            return new Outcome(patch, caught, by, seconds);
        }
        try
        {
            if (!content.TryGetValue(patch.Check, out var without)) content[patch.Check] = without = LookAt(bench, patch.Check);
            if (!without.Content) return Told(false, $"{patch.Check} is not content with the source as it is: {without.Words}");
            using var planted = bench.With(patch.Room, texts, ProjectOf(patch.Check));
            var with = LookAt(bench, patch.Check);
            return Told(with.Saw, with.Saw ? with.Words : $"{patch.Check} saw nothing: {with.Words}");
        }
        catch (Exception trouble) when (trouble is PatchTroubleException or InvalidOperationException or IOException)
        {
            return Told(false, trouble.Message);
        }
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string ProjectOf(string check) => check.Split(' ')[0] switch { "pairs" => "Evaluate", "House" => "House.Tests", "Rules" => "Rules.Tests", var other => throw new PatchTroubleException($"No check is called {other}.") };

    private static Look LookAt(Workbench bench, string check)
    {
        var project = ProjectOf(check);
        var folder = bench.Program(project);
        if (check == "pairs")
        {
            var ended = Workbench.Run(folder, "WinLossAgency.Evaluate.dll", "noninterference", "--runs", $"{PairsACheck}", "--seed", "7", "--lanes", "1");
            var differences = Differences().Match(ended.Said) is { Success: true } told ? int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            // What breaks a run was not seen by comparing; only bytes that differ count.
            return new Look(ended.Code == 0, differences > 0, differences > 0 ? $"pairs: {FirstDifference(ended.Said)}" : Tail(ended.Said));
        }
        var test = check[(check.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var ran = Workbench.Run(folder, $"WinLossAgency.{project}.dll", "-noLogo", "-noColor", "-method", $"*{test}*");
        if (Summary().Match(ran.Said) is not { Success: true } summary) return new Look(false, false, Tail(ran.Said));
        int Number(string name) => int.Parse(summary.Groups[name].Value, CultureInfo.InvariantCulture);
        var (done, bad) = (Number("total") - Number("skipped"), Number("errors") + Number("failed"));
        var first = FailedTest().Match(ran.Said) is { Success: true } failed ? failed.Groups[1].Value.Split('.')[^1] : test;
        return new Look(done > 0 && bad == 0, done > 0 && bad > 0, done == 0 ? $"no test is called {test}" : bad == 0 ? $"{done} tests passed" : $"{project}: {first}");
    }

    private static string FirstDifference(string said) =>
        said.Split('\n').FirstOrDefault(l => l.StartsWith("pair ", StringComparison.Ordinal) && !l.Contains(" failed", StringComparison.Ordinal)) is { } line ? Where().Match(line) is { Success: true } at ? at.Groups[1].Value : line : "differences";

    private static string Tail(string said) => said.Trim() is { Length: > 300 } text ? text[^300..].ReplaceLineEndings(" ") : said.Trim().ReplaceLineEndings(" ");

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static string RootOf(string from)
    {
        for (var at = new DirectoryInfo(from); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "WinLossAgency.sln"))) return at.FullName;
        throw new InvalidOperationException("Bugs are planted from inside the project's tree; WinLossAgency.sln was not found above.");
    }

    [GeneratedRegex("\"differences\":(\\d+)")]
    private static partial Regex Differences();

    [GeneratedRegex(@"^pair \d+: (.*?): (?:differs|only)")]
    private static partial Regex Where();

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)")]
    private static partial Regex Summary();

    [GeneratedRegex(@"^\s*(\S+?)(?:\([^\n]*\))? \[FAIL\]", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
