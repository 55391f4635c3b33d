using System.Text;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Writes every log line of this program at the most verbose level to a file, with its scopes, its values and its exception,
/// so that a canary run can search what an operator who turned everything on would keep.
/// </summary>
[ProviderAlias("Canary")]
internal sealed class CanaryLog(string folder) : ILoggerProvider, ISupportExternalScope
{
    private readonly Lock one = new();
    private IExternalScopeProvider? scopes;
    private StreamWriter? file;

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
        lock (one)
        {
            file?.Dispose();
            file = null;
        }
    }

    private void Write(string line)
    {
        lock (one)
        {
            if (file is null)
            {
                Directory.CreateDirectory(folder);
                file = new StreamWriter(new FileStream(Path.Combine(folder, "desk.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            }
            file.WriteLine(line);
        }
    }

    private sealed class Lines(CanaryLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => log.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder().Append(logLevel).Append(' ').Append(category).Append(' ').Append(formatter(state, exception));
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                foreach (var (name, value) in values) line.Append(" | ").Append(name).Append('=').Append(value);
            log.scopes?.ForEachScope((scope, to) => to.Append(" | ").Append(scope), line);
            if (exception is not null) line.Append(" | ").Append(exception);
            log.Write(line.ToString());
        }
    }
}

internal static class CanaryDoor
{
    /// <summary>The phrase for the whole program, and a log of everything, whatever else is filtered.</summary>
    public static void AddCanary(this WebApplicationBuilder builder, DeskOptions options)
    {
        builder.Services.AddSingleton(new CanaryForms(options.Canary!)).AddSingleton<Canary>().AddSingleton<CanaryRun>();
        builder.Logging.AddProvider(new CanaryLog(Path.Combine(options.DemoRun, CanaryRun.Logs))).AddFilter<CanaryLog>(null, LogLevel.Trace);
    }
}
