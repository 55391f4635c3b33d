using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WinLossAgency.Engine;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>An engine with the grains of this folder, on a clock that stands, on stores in memory.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestEngine(ServiceProvider services) => _services = services;

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public Signals Signals => _services.GetRequiredService<Signals>();

    public FakeTime Time => (FakeTime)_services.GetRequiredService<TimeProvider>();

    public MemoryStore Store { get; private init; } = null!;

    public MemoryReminders Reminders { get; private init; } = null!;

    public LogLines Log => _services.GetRequiredService<LogLines>();

    public EngineRuntime Runtime => _services.GetRequiredService<EngineRuntime>();

    /// <summary>Starts one; a store and a table of an engine before it may be handed over, as over a restart.</summary>
    public static async Task<TestEngine> Start(Action<EngineOptions>? options = null, Action<IServiceCollection>? more = null, TestEngine? after = null)
    {
        var store = after?.Store ?? new MemoryStore();
        var table = after?.Reminders ?? new MemoryReminders();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(after?.Time ?? new FakeTime()).AddSingleton<Signals>().AddSingleton<LogLines>();
        services.AddSingleton<IReminderTable>(table).AddKeyedSingleton<IGrainStorage>("memory", store).AddScoped<Scoped>();
        services.AddLogging(logging => logging.Services.AddSingleton<ILoggerProvider>(given => given.GetRequiredService<LogLines>()));
        services.AddEngine(chosen =>
        {
            chosen.Assemblies.Add(typeof(TestEngine).Assembly);
            chosen.Among = static type => type.Namespace == typeof(TestEngine).Namespace;
            options?.Invoke(chosen);
        });
        more?.Invoke(services);
        var engine = new TestEngine(services.BuildServiceProvider()) { Store = store, Reminders = table };
        foreach (var host in engine._services.GetServices<IHostedService>()) await host.StartAsync(CancellationToken.None);
        return engine;
    }

    public Task Stop() => End(new CancellationToken(false));

    public Task StopInHaste() => End(new CancellationToken(true));

    private async Task End(CancellationToken hurry)
    {
        foreach (var host in _services.GetServices<IHostedService>()) await host.StopAsync(hurry);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Something made for one activation and disposed with it.</summary>
internal sealed class Scoped(Signals signals) : IDisposable
{
    public void Dispose() => signals.Give("scope disposed");
}

/// <summary>What was logged.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string[] Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception));

    public void Dispose() { }
}
