namespace WinLossAgency.Grains.Journals;

/// <summary>An effect lies with a worker and is not paid yet. That is no failure: no try is counted, and it stays owed until the worker has told.</summary>
public sealed class StillAtWorkException(string effectId) : Exception($"{effectId} lies with a worker.");
