using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Keeps every line of one program's log, as an operator would read it.</summary>
internal sealed partial class LogBook : ILoggerProvider
{
    private const string Finished = "Request finished";
    private readonly ConcurrentQueue<string> lines = new();
    private int finished;

    /// <summary>Requests that the program has said it is done with; it says so a moment after the answer is there.</summary>
    public int RequestsFinished => Volatile.Read(ref finished);

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose()
    {
    }

    /// <summary>The lines since the last look, in order of their words: which of two threads spoke first tells nothing.</summary>
    public string[] Take()
    {
        var taken = new List<string>();
        // How long an answer took is the machine's timing, which is out of scope.
        while (lines.TryDequeue(out var line)) taken.Add(Took().Replace(line, "…ms"));
        taken.Sort(StringComparer.Ordinal);
        return [.. taken];
    }

    [GeneratedRegex(@"\b\d+(?:\.\d+)?(?:E-\d+)?ms\b")]
    private static partial Regex Took();

    private sealed class Lines(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var line = $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.GetType().Name}: {exception.Message}")}";
            book.lines.Enqueue(line);
            if (line.Contains(Finished, StringComparison.Ordinal)) Interlocked.Increment(ref book.finished);
        }
    }
}
