using System.Diagnostics;

namespace WinLossAgency.Vault.Transcripts;

/// <summary>One line of an upload, still candid: it is read as a span and prints as [sealed].</summary>
[DebuggerDisplay("[sealed]")]
internal readonly struct Line(int number, string chars)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string chars = chars;

    public int Number { get; } = number;

    public ReadOnlySpan<char> Span => chars;

    public bool IsBlank => string.IsNullOrWhiteSpace(chars);

    public override string ToString() => "[sealed]";
}

/// <summary>Reads one format line by line as the lines arrive, so that an upload is never held whole.</summary>
internal interface ILineReader
{
    void Read(Line line);

    void End();
}
