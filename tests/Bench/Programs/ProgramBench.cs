using System.Diagnostics;

namespace WinLossAgency.Bench.Programs;

/// <summary>The published Desk and Portal on a demo agency's data: starts, memory, pages under load, and a release of forty interviews.</summary>
internal static class ProgramBench
{
    private const int RequestsPerSecond = 100;
    private const int WarmRequests = 2_000;
    private const int Requests = 3_000;

    /// <summary>What people look at all day: their own first page, a board, an engagement with its deals, what is to be coded and reported.</summary>
    private static readonly (string Person, string Path)[] Pages =
    [
        ("maya", "/"), ("sven", "/board"), ("sven", "/engagements/caldervoss/retention"), ("sven", "/engagements/caldervoss/retention/deals"),
        ("priya", "/transcripts"), ("priya", "/reports"), ("priya", "/"),
    ];

    /// <summary>Opens the codings of forty interviews anew each time; one analyst looks at it now and then.</summary>
    private const string ReportPage = "/reports/caldervoss/retention/r-2";
    private const int ReportViews = 30;

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("bench-programs-").FullName;
        try
        {
            // The first start fills an empty demo agency; what is measured comes after it.
            (await PublishedProgram.DeskAsync(data)).Dispose();
            using var desk = await PublishedProgram.DeskAsync(data);
            using var portal = await PublishedProgram.PortalAsync(data);
            var still = (Desk: desk.ResidentMegabytes, Portal: portal.ResidentMegabytes);
            await LoadAsync(desk);
            Line.Print("programs", new
            {
                deskFirstPageSeconds = desk.FirstPageSeconds, portalFirstPageSeconds = portal.FirstPageSeconds, deskResidentMegabytes = still.Desk,
                deskResidentAfterLoadMegabytes = desk.ResidentMegabytes, portalResidentMegabytes = still.Portal,
            });
            await ReleaseBench.RunAsync(desk.Address, data);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Requests come at their times whether or not the last ones have been answered; each is measured from the time it was due.</summary>
    private static async Task LoadAsync(PublishedProgram desk)
    {
        var people = new Dictionary<string, Visitor>();
        foreach (var person in Pages.Select(p => p.Person).Distinct()) people[person] = await Visitor.SignInAsync(desk.Address, person);
        await AtRateAsync(people, WarmRequests);
        var each = await AtRateAsync(people, Requests);
        var report = await OneByOneAsync(people["priya"]);
        Line.Print("desk.pages", new
        {
            requestsPerSecond = RequestsPerSecond, requests = Requests, p99Milliseconds = Line.P99(each.Select(e => e.Milliseconds)), medianMilliseconds = Line.Median(each.Select(e => e.Milliseconds)),
            pages = Pages.Select((page, n) => new { page.Path, page.Person, p99Milliseconds = Line.P99(each.Where(e => e.Page == n).Select(e => e.Milliseconds)) }),
            reportPageMedianMilliseconds = Line.Median(report),
        });
        foreach (var visitor in people.Values) visitor.Dispose();
    }

    private static async Task<List<double>> OneByOneAsync(Visitor analyst)
    {
        var each = new List<double>();
        for (var n = 0; n < ReportViews; n++)
        {
            var clock = Stopwatch.StartNew();
            await analyst.ReadAsync(ReportPage);
            each.Add(clock.Elapsed.TotalMilliseconds);
        }
        return each;
    }

    private static async Task<(int Page, double Milliseconds)[]> AtRateAsync(Dictionary<string, Visitor> people, int requests)
    {
        var clock = Stopwatch.StartNew();
        var running = new List<Task<(int, double)>>(requests);
        for (var n = 0; n < requests; n++)
        {
            var (page, due) = (n % Pages.Length, TimeSpan.FromSeconds((double)n / RequestsPerSecond));
            if (due - clock.Elapsed is { Ticks: > 0 } wait) await Task.Delay(wait);
            running.Add(AskAsync(page, due));
        }
        return await Task.WhenAll(running);

        async Task<(int, double)> AskAsync(int page, TimeSpan due)
        {
            await people[Pages[page].Person].ReadAsync(Pages[page].Path);
            return (page, (clock.Elapsed - due).TotalMilliseconds);
        }
    }
}
