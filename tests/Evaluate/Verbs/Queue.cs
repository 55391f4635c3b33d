using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;

namespace WinLossAgency.Evaluate.Verbs;

/// <summary>
/// queue --cases N --interviewers M --rate R --seconds S: how long the choice of the next case takes when desks ask at a steady
/// rate, whether or not the one before is answered (open loop), how many choices a second are possible, and how long the
/// index takes to be built from cards as they rest. One step is what a desk does to the index: the outcome of the last case is
/// told, its lease ends, the next is chosen and leased. The lease's own write is measured with the durable commands.
/// </summary>
internal static class Queue
{
    private static readonly Instant Begin = Instant.FromUtc(2026, 11, 24, 13, 30);
    /// <summary>Agency time runs faster than the run, so that places open and close and parts of the day turn while it is measured.</summary>
    private const int Speed = 120;
    private const int WarmUp = 20_000;
    private const int ReferenceTurns = 100_000_000;
    private static readonly string[] Languages = ["en", "en", "en", "de", "de", "pt", "fr", "es", "it", "nl"];

    public static int Run(string[] args)
    {
        var (cases, interviewers) = (Number(args, "--cases", 50_000), Number(args, "--interviewers", 200));
        var (rate, seconds) = (Number(args, "--rate", 500), Number(args, "--seconds", 20));
        var seed = Number(args, "--seed", 1);
        var bytes = Enumerable.Range(0, cases).Select(n => HouseJson.Bytes(Card(n, interviewers, new Random(seed * 1_000_003 + n)))).ToArray();
        var rebuild = Rebuild(bytes, interviewers);
        var warm = new Desks(bytes, interviewers, seed);
        for (var n = 0; n < WarmUp; n++) warm.Step(Begin + Duration.FromMilliseconds(n));
        var open = OpenLoop(new Desks(bytes, interviewers, seed), rate, seconds);
        var (alone, perSecond, perProcessorSecond) = Alone(new Desks(bytes, interviewers, seed), seconds);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            cases, interviewers, places = Where.Length, languages = Languages.Distinct().Count(),
            open_loop = new { rate, seconds, asked = open.Took.Length, offered = open.Offered, p50_ms = At(open.Took, 0.5), p99_ms = At(open.Took, 0.99), p999_ms = At(open.Took, 0.999), worst_ms = At(open.Took, 1) },
            alone = new { choices_per_second = Math.Round(perSecond), choices_per_processor_second = Math.Round(perProcessorSecond), p50_ms = At(alone, 0.5), p99_ms = At(alone, 0.99) },
            rebuild_seconds = Math.Round(rebuild, 3), reference_per_second = Math.Round(Reference()), processors = Environment.ProcessorCount,
        }));
        return At(open.Took, 0.99) <= 2 && perSecond >= 20_000 && rebuild <= 5 ? 0 : 1;
    }

    /// <summary>From the bytes of the cards to the first choice, as a queue that starts does it.</summary>
    private static double Rebuild(byte[][] bytes, int interviewers)
    {
        var started = Stopwatch.GetTimestamp();
        _ = new Desks(bytes, interviewers, 0);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Each choice is due at its own time; how late it is answered counts from there, so that waiting behind another is not forgiven.</summary>
    private static (double[] Took, int Offered) OpenLoop(Desks desks, int rate, int seconds)
    {
        var took = new double[rate * seconds];
        Settle();
        var (offered, started) = (0, Stopwatch.GetTimestamp());
        for (var n = 0; n < took.Length; n++)
        {
            var due = (double)n / rate;
            while (Stopwatch.GetElapsedTime(started).TotalSeconds is var now && now < due)
                if (due - now > 0.002) Thread.Sleep(1);
            if (desks.Step(Begin + Duration.FromSeconds(due * Speed))) offered++;
            took[n] = (Stopwatch.GetElapsedTime(started).TotalSeconds - due) * 1000;
        }
        return (took, offered);
    }

    /// <summary>Also by the processor's own time: what else runs on a busy machine counts in the one figure and not in the other.</summary>
    private static (double[] Took, double PerSecond, double PerProcessorSecond) Alone(Desks desks, int seconds)
    {
        var took = new List<double>();
        Settle();
        using var self = Process.GetCurrentProcess();
        var worked = self.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds is var now && now < seconds)
        {
            var from = Stopwatch.GetTimestamp();
            desks.Step(Begin + Duration.FromSeconds(now * Speed));
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        self.Refresh();
        return ([.. took], took.Count / elapsed, took.Count / (self.TotalProcessorTime - worked).TotalSeconds);
    }

    private sealed class Desks
    {
        private readonly QueueIndex index = new(PlaceClock.At);
        private readonly InterviewCard?[] open;
        private readonly Random chance;
        private int turn;

        public Desks(byte[][] cards, int interviewers, int seed)
        {
            (open, chance) = (new InterviewCard?[interviewers], new Random(seed));
            for (var n = 0; n < interviewers; n++)
                index.Know(new Colleague(Name(n), Tongues.Read($"en {Languages[n % Languages.Length]}"), WorkingHours.Default(Where[n % 12].Zone) with { From = new LocalTime(0, 0), Until = new LocalTime(23, 59) }, []));
            foreach (var bytes in cards) index.Put(HouseJson.Read<InterviewCard>(bytes));
            // What is awake comes into its lines with the first question: that belongs to the rebuild, not to a choice.
            Step(Begin);
        }

        /// <summary>One desk after the other puts its case down and takes the next; true where there is one.</summary>
        public bool Step(Instant now)
        {
            var desk = turn++ % open.Length;
            if (open[desk] is { } done)
            {
                index.Put(Outcome(done, now, Name(desk)));
                index.EndLease(done.Interview);
            }
            open[desk] = Next(Name(desk), now);
            if (open[desk] is not { } card) return false;
            index.Lease(card.Interview, Name(desk), now + WinLossAgency.Domain.Calls.Calendar.LeaseFor);
            return true;
        }

        /// <summary>One person in twenty turns out to have been touched for another client; they are passed over as the queue does it.</summary>
        private InterviewCard? Next(string who, Instant now)
        {
            while (true)
            {
                if (index.Next(who, now, null, 10, now).Card is not { } card) return null;
                if (chance.Next(20) > 0) return card;
                index.Hold(card.Interview, new Held("Touched elsewhere.", now + Duration.FromHours(3)), now);
            }
        }

        private InterviewCard Outcome(InterviewCard card, Instant now, string who)
        {
            var next = card with { Version = card.Version + 1, Status = CaseStatus.Waiting, Due = null, ReturnedAt = null, Interviewing = false, Tried = card.Tried.Add(now) };
            return chance.Next(20) switch
            {
                0 => next with { Status = CaseStatus.Refused },
                1 => next with { Status = CaseStatus.Booked, Interviewing = true, Due = now + Duration.FromMinutes(chance.Next(60, 4_000)), Owner = who, Reached = next.Reached.Add(now) },
                2 or 3 => next with { Status = CaseStatus.Promised, Due = now + Duration.FromMinutes(chance.Next(30, 1_500)), Owner = who, Reached = next.Reached.Add(now) },
                4 => next with { RefusedTo = who, Owner = null, NotBefore = now + Duration.FromDays(7) },
                5 => next with { Barred = next.Barred.Add(who), Owner = null },
                // What would leave the queue stays in it, and rests for minutes where it truly rests for hours, so that the run never empties it.
                _ => next with { Counted = (card.Counted + 1) % Interview.AttemptsMax, Failed = card.Failed.Length > 4 ? [now] : card.Failed.Add(now), NotBefore = now + Duration.FromSeconds(chance.Next(20, 300)) },
            };
        }
    }

    private static string Name(int n) => $"i-{n:000}";

    private static InterviewCard Card(int n, int interviewers, Random chance)
    {
        var card = new InterviewCard
        {
            Interview = $"c{n % 23}/q{n % 40}/i-{n:000000}", Engagement = $"c{n % 23}/q{n % 40}", Person = $"p-{(chance.Next(50) == 0 ? n / 2 : n)}", CompanyKey = $"co-{n % 9_000}", Team = "main",
            Status = CaseStatus.Waiting, Outcome = (DealOutcome)chance.Next(3), DecidedOn = new LocalDate(2026, 11, 24).PlusDays(-chance.Next(90)), Place = Where[chance.Next(Where.Length)],
            Language = Languages[chance.Next(Languages.Length)], Tier = chance.Next(4) == 0 ? "senior" : "standard", Priority = 1 + chance.Next(5), Version = 1,
            NotBefore = Begin + Duration.FromMinutes(chance.Next(4_000) - 3_000),
        };
        var tries = chance.Next(5);
        var tried = Enumerable.Range(0, tries).Select(t => Begin - Duration.FromHours(20 * (tries - t) + chance.Next(8))).ToArray();
        var reached = chance.Next(4) == 0;
        card = card with { Counted = tries, Tried = [.. tried], Failed = [.. reached ? tried.Skip(1) : tried], Reached = [.. reached ? tried.Take(1) : []], Owner = reached && tries > 0 ? Name(chance.Next(interviewers)) : null };
        return chance.Next(40) switch
        {
            0 => card with { Status = CaseStatus.Promised, Due = Begin + Duration.FromMinutes(chance.Next(3_000)), Owner = Name(chance.Next(interviewers)) },
            1 => card with { Status = CaseStatus.Booked, Interviewing = true, Due = Begin + Duration.FromMinutes(chance.Next(6_000)), Owner = Name(chance.Next(interviewers)) },
            2 => card with { Available = [new AvailableSpan((IsoDayOfWeek)(1 + chance.Next(5)), new LocalTime(10, 0), new LocalTime(16, 0), true)] },
            3 => card with { Barred = [Name(chance.Next(interviewers))] },
            _ => card,
        };
    }

    private static readonly Place[] Where =
    [
        new("Europe/Lisbon", "PT", null), new("Europe/Berlin", "DE", "BE"), new("Europe/Berlin", "DE", "BY"), new("Europe/Berlin", "DE", "NW"), new("Europe/London", "GB", "ENG"), new("Europe/London", "GB", "SCT"),
        new("Europe/Paris", "FR", null), new("Europe/Madrid", "ES", "MD"), new("Europe/Madrid", "ES", "CT"), new("Europe/Rome", "IT", null), new("Europe/Amsterdam", "NL", null), new("Europe/Zurich", "CH", "ZH"),
        new("Europe/Vienna", "AT", null), new("Europe/Stockholm", "SE", null), new("Europe/Warsaw", "PL", null), new("Europe/Dublin", "IE", null), new("Europe/Copenhagen", "DK", null), new("Europe/Oslo", "NO", null),
        new("America/New_York", "US", "NY"), new("America/New_York", "US", "MA"), new("America/New_York", "US", "FL"), new("America/Chicago", "US", "IL"), new("America/Chicago", "US", "TX"), new("America/Denver", "US", "CO"),
        new("America/Phoenix", "US", "AZ"), new("America/Los_Angeles", "US", "CA"), new("America/Los_Angeles", "US", "WA"), new("America/Toronto", "CA", "ON"), new("America/Vancouver", "CA", "BC"), new("America/Sao_Paulo", "BR", "SP"),
        new("America/Mexico_City", "MX", null), new("America/Argentina/Buenos_Aires", "AR", null), new("Asia/Tokyo", "JP", null), new("Asia/Singapore", "SG", null), new("Asia/Kolkata", "IN", null), new("Asia/Dubai", "AE", null),
        new("Australia/Sydney", "AU", "NSW"), new("Australia/Melbourne", "AU", "VIC"), new("Pacific/Auckland", "NZ", null), new("Africa/Johannesburg", "ZA", null),
    ];

    private static double At(double[] took, double share) => Math.Round(took.Order().ElementAt((int)Math.Min(took.Length - 1, took.Length * share)), 4);

    /// <summary>
    /// What was read and built before is collected before: it is the rebuild's, which a queue pays once, and not a choice's.
    /// What the choices themselves throw away is collected while they are measured.
    /// </summary>
    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    /// <summary>A loop that never changes, so that figures of two machines or hours can be laid beside each other.</summary>
    private static double Reference()
    {
        var started = Stopwatch.GetTimestamp();
        ulong sum = 0;
        for (var turn = 0; turn < ReferenceTurns; turn++) sum = sum * 31 + (ulong)turn;
        GC.KeepAlive(sum);
        return ReferenceTurns / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
