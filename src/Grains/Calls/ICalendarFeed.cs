using Orleans;
using WinLossAgency.Grains.Access;

namespace WinLossAgency.Grains.Calls;

/// <summary>An interviewer's day as another calendar reads it, one per link. Key: the fingerprint of the link's token, so that only its holder can name it.</summary>
[Alias("calendar-feed")]
public interface ICalendarFeed : IGrainWithStringKey
{
    /// <summary>The last part of the link's address.</summary>
    public const string File = "day.ics";

    /// <summary>Reads only. Null where this link opens no calendar, or none any more; which of the two is not told.</summary>
    [Alias("read"), Needs(Role.Buyer)]
    Task<string?> Read();
}
