using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Orleans;
using WinLossAgency.Engine;
using WinLossAgency.Evaluate.Noninterference;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Year;

internal sealed record YearSetting(ulong Seed, int Cases, int Interviewers, int Days, int FaultsPerMillion)
{
    /// <summary>The end of the key of a case whose history is said as it is written.</summary>
    public string? Shown { get; init; }

    /// <summary>The day after which it is enough; what is planned is planned for all of them.</summary>
    public int? Until { get; init; }
}

/// <summary>A whole year of an agency on one thread: what people do stands in an agenda, and the clock goes from one thing due to the next.</summary>
internal sealed partial class YearRun
{
    private const int RetriesMax = 20;
    private static readonly Duration ClockOffMax = Duration.FromSeconds(90);
    private readonly PriorityQueue<Action, (Instant At, long Number)> agenda = new();
    private readonly YearSetting setting;
    private readonly SeededLoop loop;
    private readonly YearClock clock = new(YearPlan.Begin);
    private readonly Chance chance;
    private readonly Faults faults;
    private readonly YearHouse house;
    private readonly Watch watch;
    private readonly YearPlan plan;
    private readonly Dictionary<string, Buyer> buyers = [];
    private readonly Instant end;
    private long entries, commands;

    public YearRun(YearSetting setting)
    {
        this.setting = setting;
        chance = new Chance(setting.Seed);
        loop = new SeededLoop(chance.Word());
        faults = new Faults(new Chance(chance.Word()), setting.FaultsPerMillion);
        plan = new YearPlan(chance.Word(), setting.Cases, setting.Interviewers, setting.Days);
        watch = new Watch(clock, Tally) { Shown = setting.Shown };
        house = new YearHouse(loop, clock, faults, watch.Wrote, watch.Took);
        end = YearPlan.Begin + Duration.FromDays(setting.Until ?? setting.Days);
    }

    public Tally Tally { get; } = new();

    public string Hash { get; private set; } = "";

    public int Crashes => house.Starts - 1;

    public int FaultsOf(Mishap mishap) => faults.Of(mishap);

    public YearRun Run()
    {
        loop.Run(DriveAsync);
        return this;
    }

    private async Task DriveAsync()
    {
        await house.OpenAsync();
        await FoundAsync();
        faults.On = true;
        Plan();
        while (true)
        {
            await RestAsync();
            if (house.Life.Over)
            {
                await house.OpenAsync();
                continue;
            }
            await watch.LookAsync(house.Facts);
            LookAtPromises();
            watch.LookAtLetters();
            while (watch.Invited.TryDequeue(out var invited)) PlanVisit(invited);
            if (NextDue() is not { } next || next > end) break;
            clock.MoveTo(next);
            while (agenda.TryPeek(out _, out var at) && at.At <= clock.Now) agenda.Dequeue()();
        }
        await CloseAsync();
    }

    /// <summary>Until nothing runs any more, and no worker's job waits.</summary>
    private async Task RestAsync()
    {
        await loop.Quiet();
        while (!house.Life.Over && await DidWorkAsync()) await loop.Quiet();
    }

    private async Task<bool> DidWorkAsync()
    {
        var work = house.WorkAsync();
        // A job that waits for a slow store goes on by itself; the clock has to move for it.
        await Task.WhenAny(work, loop.Quiet(), house.Life.Death);
        return work.IsCompleted && await work;
    }

    private Instant? NextDue()
    {
        Instant? people = agenda.TryPeek(out _, out var at) ? at.At : null;
        return clock.Next is { } timer && (people is null || timer < people) ? timer : people;
    }

    private void At(Instant at, Func<Task> what) => agenda.Enqueue(() => _ = GuardedAsync(what), (at, entries++));

    /// <summary>People wait too: a talk takes its time.</summary>
    private Task Pass(Duration time)
    {
        var over = new TaskCompletionSource();
        agenda.Enqueue(over.SetResult, (clock.Now + time, entries++));
        return over.Task;
    }

    private async Task GuardedAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (Exception failed)
        {
            Tally.Check("nothing fails unexpectedly", $"{clock.Now}: {failed.GetType().Name}: {failed.Message} {failed.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("WinLoss", StringComparison.Ordinal))?.Trim()}");
        }
    }

    private Task<T> AskAsync<T>(string who, Role role, Func<IGrainFactory, Task<T>> ask) => PatientlyAsync(() => house.CallAsync(grains =>
    {
        new Caller(who, role).Enter();
        return ask(grains);
    }));

    /// <summary>Sends a command as a page does: after an error again under the same id, and now and then twice at once.</summary>
    private async Task<Answer> SendAsync(string who, Role role, Func<IGrainFactory, string, Task<Answer>> send)
    {
        var id = $"{who}/{++commands}";
        if (setting.FaultsPerMillion > 0 && chance.Below(100) < 2)
        {
            Tally.Count("commands repeated");
            var both = await Task.WhenAll(AskAsync(who, role, g => send(g, id)), AskAsync(who, role, g => send(g, id)));
            return both.FirstOrDefault(a => a.Ok) ?? both[0];
        }
        return await AskAsync(who, role, g => send(g, id));
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> ask)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (Exception failed) when (tries < RetriesMax && failed is DiedException or StoreUnavailableException or TimeoutException or Orleans.Storage.InconsistentStateException or Orleans.Runtime.OrleansException)
            {
                Tally.Count("answers that failed");
                await Pass(Duration.FromSeconds(20 * tries));
            }
        }
    }

    /// <summary>What is promised and overdue stands before whoever leads the team.</summary>
    private void LookAtPromises()
    {
        foreach (var late in watch.Overdue().ToArray())
            At(clock.Now, async () =>
            {
                var needing = await AskAsync("house", Role.House, g => g.GetGrain<ICallQueue>(late.Team).Needing());
                Tally.Check("a promise that is late is told", needing.Length == ICallQueue.NeedingMax || needing.Any(c => c.Interview == late.Key) || watch.Find(late.Key) is not { Stands: Stands.Open } now || now.Pledge != late.Pledge
                    ? null : $"{late.Key} was promised for {late.Pledge!.Due} and stands before nobody at {clock.House}");
            });
    }

    /// <summary>The year is over: what is owed is paid, and every journal is read once more.</summary>
    private async Task CloseAsync()
    {
        faults.On = false;
        clock.Off = Duration.Zero;
        for (var rounds = 0; rounds < 200 && clock.Next is { } next; rounds++)
        {
            clock.MoveTo(next);
            await RestAsync();
        }
        await watch.LookAsync(house.Facts);
        var stuck = new List<string>();
        await foreach (var key in house.Facts.ListAsync("stuck|")) stuck.Add(key);
        Tally.Check("nothing owed is given up", stuck.Count == 0 ? null : $"{stuck.Count} effects stand on the owner's list: {string.Join(", ", stuck.Take(3))}");
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var key in house.Facts.ListAsync("journal|"))
        {
            all.AppendData(Encoding.UTF8.GetBytes(key));
            all.AppendData((await house.Facts.ReadAsync(key))!.Bytes.Span);
        }
        Hash = Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
