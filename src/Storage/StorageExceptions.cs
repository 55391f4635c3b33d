namespace WinLossAgency.Storage;

/// <summary>Another write came first. Names the store and a digest of the key, never the key or the bytes.</summary>
public sealed class EtagMismatchException : Exception
{
    internal EtagMismatchException(string store, string key, string? ifMatch)
        : base(ifMatch is null
            ? $"Store {store}: document {DocumentKey.Digest(key)} was to be created, but one stands there already."
            : $"Store {store}: document {DocumentKey.Digest(key)} has changed or gone since it was read; read it again.")
    {
        Store = store;
        KeyDigest = DocumentKey.Digest(key);
    }

    public string Store { get; }

    public string KeyDigest { get; }
}

/// <summary>The store cannot do it now (full, locked, unreachable, damaged). Nothing else is lost, and the store works on when the cause is gone.</summary>
public sealed class StoreUnavailableException : Exception
{
    internal StoreUnavailableException(string store, string reason, Exception? cause = null)
        : base($"Store {store}: {reason}", cause) => Store = store;

    public string Store { get; }
}

/// <summary>The data was written by a newer version of the program than this one.</summary>
public sealed class StoreTooNewException : Exception
{
    internal StoreTooNewException(string store, long found, long known)
        : base($"Store {store} has schema {found}; this program knows schemas up to {known}. Start the newer program, or restore the copy made before it ran.")
    {
    }
}

/// <summary>Another process holds the data.</summary>
public sealed class StoreInUseException : Exception
{
    internal StoreInUseException(string place, Exception? cause)
        : base($"The data in {place} is in use by another process; only one may run on it. Stop the other one, or choose another folder.", cause)
    {
    }

    internal StoreInUseException(string message, Azure.RequestFailedException cause)
        : base(message, cause)
    {
    }
}

/// <summary>A blob of that name stands already; blobs are written once.</summary>
public sealed class BlobExistsException : Exception
{
    internal BlobExistsException(string store, string name)
        : base($"Store {store}: blob {DocumentKey.Digest(name)} exists already; a blob is written once.") => Store = store;

    public string Store { get; }
}
