using Orleans.Runtime;
using WinLossAgency.Engine;

namespace Orleans;

/// <summary>Reminders: kept in the reminder table, so they outlive activations and restarts.</summary>
public static class GrainReminderExtensions
{
    /// <param name="grain">A grain that implements <see cref="IRemindable"/>.</param>
    /// <param name="reminderName">Its name within this grain; a reminder of that name is replaced.</param>
    /// <param name="dueTime">Time until the first tick, zero or more.</param>
    /// <param name="period">Time between ticks, a minute or more.</param>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        ReminderService.Of(grain).Register(Activation.Of(grain), reminderName, dueTime, period);

    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => UnregisterReminder((IGrainBase)grain, reminder);

    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) => ReminderService.Of(grain).Unregister(reminder);

    /// <summary>The reminder of that name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => GetReminder((IGrainBase)grain, reminderName);

    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        ReminderService.Of(grain).Get(grain.GrainContext.GrainId, reminderName);

    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) => ReminderService.Of(grain).All(grain.GrainContext.GrainId);
}
