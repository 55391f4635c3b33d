using System.Diagnostics;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Bench;

/// <summary>Who is next among 50,000 open cases for 200 interviewers: each choice, how many a second, and how long the index takes to build.</summary>
internal static class QueueBench
{
    private const int Cases = 50_000;
    private const int Interviewers = 200;
    private const int Choices = 60_000;
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 14, 30);
    private static readonly Place[] Places =
    [
        new("Europe/Lisbon", "PT", null), new("Europe/Berlin", "DE", null), new("Europe/London", "GB", null), new("America/New_York", "US", "NY"), new("America/Chicago", "US", "IL"),
        new("America/Los_Angeles", "US", "CA"), new("Asia/Tokyo", "JP", null), new("Australia/Sydney", "AU", "NSW"), new("Europe/Paris", "FR", null), new("America/Sao_Paulo", "BR", null),
    ];

    public static void Run()
    {
        var cards = Enumerable.Range(0, Cases).Select(Card).ToArray();
        var clock = Stopwatch.StartNew();
        var index = new QueueIndex(PlaceClock.At);
        for (var n = 0; n < Interviewers; n++) index.Know(new Colleague($"i-{n:000}", ["en"], null, []));
        foreach (var card in cards) index.Put(card);
        index.Next("i-000", Now, null, 10, Now);
        var rebuild = clock.Elapsed.TotalSeconds;
        var each = new double[Choices];
        clock.Restart();
        for (var n = 0; n < Choices; n++)
        {
            var started = Stopwatch.GetTimestamp();
            // Half a second passes between choices of a day's work, so cases wake and hours end while it runs.
            var at = Now + Duration.FromMilliseconds(500L * n / 10);
            var who = $"i-{n % Interviewers:000}";
            if (index.Next(who, at, null, 10, at).Card is { } card)
            {
                index.Lease(card.Interview, who, at + Duration.FromMinutes(20));
                if (n % 3 == 0) index.Put(card with { Counted = card.Counted + 1, NotBefore = at + Duration.FromHours(4), Version = card.Version + 1 });
            }
            each[n] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Line.Print("queue.choice", new
        {
            cases = Cases, interviewers = Interviewers, choices = Choices, perSecond = Math.Round(Choices / clock.Elapsed.TotalSeconds), p99Milliseconds = Line.P99(each),
            medianMilliseconds = Line.Median(each), rebuildSeconds = Math.Round(rebuild, 3),
        });
    }

    private static InterviewCard Card(int n) => new()
    {
        Interview = $"northwind/q{n % 40}/i-{n:000000}", Engagement = $"northwind/q{n % 40}", Person = $"p-{n}", CompanyKey = $"co-{n % 9_000}", Team = "main",
        Status = n % 50 == 0 ? CaseStatus.Promised : CaseStatus.Waiting, Outcome = (DealOutcome)(n % 3), DecidedOn = new LocalDate(2026, 11, 1).PlusDays(-(n % 60)),
        Place = Places[n % Places.Length], Language = "en", Tier = "standard", Priority = 1 + n % 5, Counted = n % 6, Version = 1,
        Due = n % 50 == 0 ? Now + Duration.FromMinutes(n % 2_000) : null, Owner = n % 50 == 0 ? $"i-{n / 50 % Interviewers:000}" : null,
        NotBefore = n % 4 == 0 ? Now + Duration.FromSeconds(n % 20_000) : Now - Duration.FromHours(n % 90),
    };
}
