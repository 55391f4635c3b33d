using Orleans.Runtime;

namespace Orleans;

/// <summary>The shape of Orleans' reminder calls, for compiling only.</summary>
public static class GrainReminderExtensions
{
    public static extern Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period);

    public static extern Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period);

    public static extern Task UnregisterReminder(this Grain grain, IGrainReminder reminder);

    public static extern Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder);

    public static extern Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName);

    public static extern Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName);
}
