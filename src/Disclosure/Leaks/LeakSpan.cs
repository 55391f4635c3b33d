namespace WinLossAgency.Disclosure.Leaks;

/// <summary>A sentence of a longer text that comes too near an aside.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
public readonly record struct LeakSpan(int Start, int End, LeakVerdict Verdict);
