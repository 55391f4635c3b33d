namespace WinLossAgency.Grains.Journals;

/// <summary>How a journal grain forgets its history where the law or a promise wants it: the state stays, how it came about does not.</summary>
public abstract partial class JournalGrain<TState, TEvent>
{
    /// <summary>
    /// Leaves the present state in the place of every event so far, of closed parts and of answered commands, whose ids can name others.
    /// False while anything is owed, since what is owed is told from its event.
    /// </summary>
    protected async Task<bool> ForgetHistoryAsync()
    {
        var j = journal.State;
        if (j.Owed.Count > 0 || j.Stuck.Count > 0) return false;
        var (giveBack, parts) = (j.Remember(), j.Parts);
        if (j.Events.Count > 0 || j.Commands.Count > 0)
        {
            try
            {
                // A part that was never laid apart: nobody asks for it, because nothing is owed from it.
                (j.Closed, j.Parts, j.Events) = (State, parts + 1, new EventLines<TEvent>());
                j.Commands.Clear();
                await journal.WriteStateAsync();
            }
            catch
            {
                giveBack();
                throw;
            }
        }
        for (var part = 0; part < parts; part++) await tools.Parts.DeleteAsync(PartKey(part));
        await tools.Parts.ScrubAsync();
        return true;
    }
}
