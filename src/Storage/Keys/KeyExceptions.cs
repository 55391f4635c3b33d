namespace WinLossAgency.Storage;

/// <summary>The subject was erased: the key is gone for good, and with it every byte sealed under it.</summary>
public sealed class KeyDestroyedException : Exception
{
    internal KeyDestroyedException(Subject subject)
        : base($"The key of subject {subject.Id} in {subject.Group} was destroyed; what it sealed cannot be opened again.") => Subject = subject;

    public Subject Subject { get; }
}

/// <summary>A key or sealed bytes do not belong together, or were damaged.</summary>
public sealed class KeyUnusableException : Exception
{
    internal KeyUnusableException(string reason, Exception? cause = null)
        : base(reason, cause)
    {
    }
}
