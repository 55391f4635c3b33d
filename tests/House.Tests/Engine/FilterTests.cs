using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Xunit;

namespace WinLossAgency.House.Tests.Engine;

[Alias("filtered")]
public interface IFiltered : IGrainWithStringKey
{
    [Alias("double")]
    Task<int> Double(int number);

    [Alias("fail")]
    ValueTask Fail();
}

[GrainType("filtered")]
internal sealed class Filtered(Signals signals) : Grain, IFiltered, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        signals.Note("own filter");
        await context.Invoke();
    }

    public async Task<int> Double(int number)
    {
        await Task.Yield();
        signals.Note("grain");
        return number * 2;
    }

    public ValueTask Fail() => throw new InvalidDataException("As told.");
}

internal sealed class OuterFilter(Signals signals) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        signals.Note($"outer {context.InterfaceName}.{context.MethodName} of {context.TargetId} in {context.ImplementationMethod.DeclaringType!.Name}");
        await context.Invoke();
        if (context.Result is int number) context.Result = number + 1;
    }
}

internal sealed class InnerFilter(Signals signals) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        signals.Note("inner");
        if (RequestContext.Get("stop") is not null) throw new UnauthorizedAccessException("Stopped.");
        await context.Invoke();
    }
}

public sealed class FilterTests
{
    private static Task<TestEngine> Start() => TestEngine.Start(more: static services =>
        services.AddSingleton<IIncomingGrainCallFilter, OuterFilter>().AddSingleton<IIncomingGrainCallFilter, InnerFilter>());

    [Fact]
    public async Task Filters_stand_in_order_of_registration_then_the_grains_own()
    {
        await using var engine = await Start();
        Assert.Equal(9, await engine.Grains.GetGrain<IFiltered>("a").Double(4));
        Assert.Equal(["outer filtered.Double of filtered/a in Filtered", "inner", "own filter", "grain"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_filter_can_refuse_a_call_and_the_grain_never_hears_of_it()
    {
        await using var engine = await Start();
        RequestContext.Set("stop", "yes");
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => engine.Grains.GetGrain<IFiltered>("a").Double(4));
        RequestContext.Clear();
        Assert.DoesNotContain("grain", engine.Signals.Notes);
    }

    [Fact]
    public async Task What_a_grain_throws_passes_the_filters_to_the_caller()
    {
        await using var engine = await Start();
        await Assert.ThrowsAsync<InvalidDataException>(() => engine.Grains.GetGrain<IFiltered>("a").Fail().AsTask());
        await using var unfiltered = await TestEngine.Start();
        await Assert.ThrowsAsync<InvalidDataException>(() => unfiltered.Grains.GetGrain<IFiltered>("a").Fail().AsTask());
    }

    [Fact]
    public async Task Reminders_pass_the_filters_under_their_own_interface()
    {
        await using var engine = await Start();
        await engine.Grains.GetGrain<IClockwork>("a").Remind("wake", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await engine.Signals.On("wake received");
        Assert.Contains(engine.Signals.Notes, note => note.StartsWith("outer Orleans.IRemindable.ReceiveReminder of clockwork/a", StringComparison.Ordinal));
    }
}
