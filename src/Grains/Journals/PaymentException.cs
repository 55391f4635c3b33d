namespace WinLossAgency.Grains.Journals;

/// <summary>Why an effect was not paid, in words that may stand on the owner's list: what failed and never whom it concerned.</summary>
public abstract class PaymentException(string why) : Exception(why);

/// <summary>Paying again would end the same way. The effect goes to the owner's list at once and holds up nothing.</summary>
public sealed class PaymentRefusedException(string why) : PaymentException(why);

/// <summary>The receiver asks for patience: the next try is not before that long, nor before the wait that is due anyway.</summary>
public sealed class PaymentPostponedException(string why, NodaTime.Duration after, bool isTry = true) : PaymentException(why)
{
    /// <summary>False where nothing failed and it is simply too early: no try is counted, however long that lasts.</summary>
    public bool IsTry { get; } = isTry;

    public NodaTime.Duration After { get; } = after;
}
