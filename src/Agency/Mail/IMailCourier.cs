using NodaTime;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Agency.Mail;

/// <summary>What became of a letter that was given to whoever delivers it.</summary>
internal abstract record Delivery
{
    private Delivery() { }

    /// <summary>Taken, and no more than that: whether it arrives is heard later, or never.</summary>
    public sealed record HandedOver : Delivery;

    /// <summary>Not taken now; the same letter is tried again, not before that long where the service has said so.</summary>
    public sealed record TryLater(string Why, Duration After) : Delivery;

    /// <summary>Not taken however often it is tried; a person has to look. Why names no address and no word of the letter.</summary>
    public sealed record Refused(string Why) : Delivery;
}

/// <summary>The one way by which letters leave: the local mailbox, or a delivery service.</summary>
internal interface IMailCourier
{
    /// <summary>Nothing leaves the house and nothing can be slow, so a letter is laid down within the turn that owes it.</summary>
    bool IsLocal { get; }

    /// <param name="letter">What is sent.</param>
    /// <param name="token">The letter's opaque name, which comes back with whatever is heard of it.</param>
    /// <param name="stop">Ends the wait for an answer.</param>
    Task<Delivery> SendAsync(Letter letter, string token, CancellationToken stop);
}

/// <summary>No keys: the letter rests with its reader and in the local mailbox, where the mail room has laid it.</summary>
internal sealed class LocalCourier : IMailCourier
{
    public bool IsLocal => true;

    public Task<Delivery> SendAsync(Letter letter, string token, CancellationToken stop) => Task.FromResult<Delivery>(new Delivery.HandedOver());
}
