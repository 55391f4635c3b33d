using NodaTime;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Journals;

/// <summary>How a journal grain pays what its events owe.</summary>
public abstract partial class JournalGrain<TState, TEvent>
{
    private const string ReminderName = "owed";
    private const int PaymentsPerWrite = 16;
    private static readonly TimeSpan ReminderEvery = TimeSpan.FromMinutes(5);
    /// <summary>The first wait after a failure; each further one is twice as long, to an hour. Twelve tries take about three and a half hours.</summary>
    private static readonly Duration FirstWait = Duration.FromSeconds(5);
    private static readonly Duration WaitMax = Duration.FromHours(1);
    /// <summary>However long a receiver asks us to wait.</summary>
    private static readonly Duration PatienceMax = Duration.FromDays(1);
    /// <summary>A worker tells when it is done; should it have died, the reminder asks again.</summary>
    private static readonly Instant UntilTold = Instant.MaxValue;
    private bool reminded;
    private bool unwritten;
    private IGrainTimer? haste;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Caller.House.Enter();
        await TakeBackAsync();
        await PayDueAsync();
        if (unwritten || journal.State.Owed.Count > 0 || journal.State.Stuck.Count > 0) return;
        if (await this.GetReminder(ReminderName) is { } reminder) await this.UnregisterReminder(reminder);
        reminded = false;
    }

    private async Task RemindAsync()
    {
        if (reminded) return;
        await this.RegisterOrUpdateReminder(ReminderName, ReminderEvery, ReminderEvery);
        reminded = true;
    }

    private void Hasten(TimeSpan due)
    {
        haste?.Dispose();
        haste = this.RegisterGrainTimer(async _ =>
        {
            Caller.House.Enter();
            await PayDueAsync();
        }, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Effects to one receiver are paid in order; receivers do not wait for each other.</summary>
    private async Task PayDueAsync()
    {
        var waits = new Dictionary<string, Instant>();
        var paid = 0;
        var known = journal.State.NextOwed;
        foreach (var owed in journal.State.Owed.OrderBy(o => o.Number).ToArray())
        {
            if (waits.ContainsKey(owed.To)) continue;
            if (owed.NotBefore > Now) waits[owed.To] = owed.NotBefore;
            else if (await TryPayAsync(owed) is { } again) waits[owed.To] = again;
            if (unwritten && ++paid % PaymentsPerWrite == 0) await WritePaidAsync();
        }
        if (unwritten && !await WritePaidAsync()) waits["the store"] = Now + FirstWait;
        // Whatever a payment told this grain itself may owe something too, and waits for nobody.
        if (journal.State.NextOwed > known) Hasten(TimeSpan.Zero);
        else if (waits.Values.Where(at => at != UntilTold).Min(at => (Instant?)at) is { } next) Hasten(tools.RealDelay(next - Now));
    }

    /// <summary>Pays one effect; after a failure the instant at which its receiver is tried again, or null where nothing holds it up.</summary>
    private async Task<Instant?> TryPayAsync(Owed owed)
    {
        var j = journal.State;
        try
        {
            await PayAsync(owed.To, await EventOfAsync(owed), EffectId(owed));
            if (owed.Tries == Journal<TState, TEvent>.TriesMax - 1) await tools.OwnersList.RemoveAsync(this.GetGrainId(), owed.Number);
            j.Owed.Remove(owed);
            unwritten = true;
            return null;
        }
        catch (StillAtWorkException)
        {
            // A worker has it and calls back when it is done; until then waiting is no failure and counts no try.
            return UntilTold;
        }
        catch (PaymentPostponedException early) when (!early.IsTry)
        {
            var then = Now + Duration.Max(FirstWait, Duration.Min(PatienceMax, early.After));
            j.Owed[j.Owed.IndexOf(owed)] = owed with { NotBefore = then };
            unwritten = true;
            return then;
        }
        catch (Exception error)
        {
            var tries = owed.Tries + 1;
            JournalLog.PaymentFailed(tools.Logger, GetType().Name, Receiver(owed), owed.Number, tries, error.GetType().Name);
            if (tries >= Journal<TState, TEvent>.TriesMax || error is PaymentRefusedException) return await GiveUpAsync(owed, error);
            var wait = Duration.Min(WaitMax, FirstWait * (1L << Math.Min(owed.Tries, 20)));
            var again = Now + (error is PaymentPostponedException asked ? Duration.Max(wait, Duration.Min(PatienceMax, asked.After)) : wait);
            j.Owed[j.Owed.IndexOf(owed)] = owed with { Tries = tries, NotBefore = again };
            unwritten = true;
            return again;
        }
    }

    /// <summary>The list tells it before the journal does; where the list cannot be written, the effect is simply tried again.</summary>
    private async Task<Instant?> GiveUpAsync(Owed owed, Exception error)
    {
        var id = this.GetGrainId();
        try
        {
            var fact = EventCodec.NameOf(await EventOfAsync(owed));
            await tools.OwnersList.AddAsync(new StuckEffect(id.Type.ToString()!, Key, owed.Number, Receiver(owed), fact, Now, error is PaymentException told ? told.Message : error.GetType().Name));
        }
        catch (Exception unlisted)
        {
            JournalLog.PaymentFailed(tools.Logger, GetType().Name, nameof(OwnersList), owed.Number, owed.Tries, unlisted.GetType().Name);
            return Now + WaitMax;
        }
        JournalLog.GivenUp(tools.Logger, GetType().Name, Receiver(owed), owed.Number, owed.Tries + 1);
        journal.State.Owed.Remove(owed);
        journal.State.Stuck.Add(owed);
        unwritten = true;
        return null;
    }

    /// <summary>What somebody took off the owner's list is owed again.</summary>
    private async Task TakeBackAsync()
    {
        foreach (var stuck in journal.State.Stuck.ToArray())
        {
            if (await tools.OwnersList.HoldsAsync(this.GetGrainId(), stuck.Number)) continue;
            journal.State.Stuck.Remove(stuck);
            journal.State.Owed.Add(stuck with { Tries = 0, NotBefore = Now });
            unwritten = true;
        }
    }

    /// <summary>Many payments, one write. A crash before it pays again, which receivers take once.</summary>
    private async Task<bool> WritePaidAsync()
    {
        try
        {
            await journal.WriteStateAsync();
            unwritten = false;
            return true;
        }
        catch (InconsistentStateException)
        {
            DeactivateOnIdle();
            throw;
        }
        catch (Exception error)
        {
            JournalLog.PaidButNotWritten(tools.Logger, GetType().Name, error.GetType().Name);
            return false;
        }
    }

    private string EffectId(Owed owed) => $"{Key}#{owed.Number}";

    private static string Receiver(Owed owed) => owed.To.Split(':')[0];
}
