using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Xunit;

namespace WinLossAgency.House.Tests.Engine;

public sealed class LifeTests
{
    [Fact]
    public async Task State_is_there_before_the_grain_is_activated()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<ITill>("a").Add(5);
        await using var later = await TestEngine.Start(after: engine);
        Assert.Equal(5, await later.Grains.GetGrain<ITill>("a").TotalOnActivation());
    }

    [Fact]
    public async Task Nothing_is_saved_on_deactivation()
    {
        await using var engine = await TestEngine.Start();
        var till = engine.Grains.GetGrain<ITill>("a");
        await till.Add(5);
        await till.AddUnsaved(7);
        await till.Leave();
        Assert.Equal(5, await till.Total());
        Assert.Equal(1, engine.Store.Writes);
    }

    [Fact]
    public async Task A_write_that_meets_anothers_reaches_the_caller_and_the_next_call_reads_anew()
    {
        await using var engine = await TestEngine.Start();
        var till = engine.Grains.GetGrain<ITill>("a");
        await till.Add(5);
        engine.Store.Overwrite("sum", GrainId.Create("till", "a"), new Sum { Total = 100 });
        await Assert.ThrowsAsync<InconsistentStateException>(() => till.Add(1));
        Assert.Equal(101, await till.Add(1));
    }

    [Fact]
    public async Task A_cleared_state_is_gone_for_the_next_activation()
    {
        await using var engine = await TestEngine.Start();
        var till = engine.Grains.GetGrain<ITill>("a");
        await till.Add(5);
        await till.Clear();
        await till.Leave();
        Assert.Equal(0, await till.Total());
    }

    [Fact]
    public async Task A_failing_activation_reaches_its_callers_and_the_next_call_tries_again()
    {
        await using var engine = await TestEngine.Start();
        var shy = engine.Grains.GetGrain<IShy>("a");
        await Assert.ThrowsAsync<InvalidDataException>(() => shy.Greet());
        engine.Signals.Give("shy may begin");
        Assert.Equal("hello", await shy.Greet());
        Assert.Equal(["tried", "tried"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_missing_store_is_named()
    {
        await using var engine = await TestEngine.Start();
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IHomeless>("a").Go());
        Assert.Contains("'nowhere', which is not registered", missing.Message);
    }

    [Fact]
    public async Task What_a_store_throws_is_the_cause_of_what_the_caller_gets()
    {
        await using var engine = await TestEngine.Start();
        engine.Store.Full = true;
        var failed = await Assert.ThrowsAsync<OrleansException>(() => engine.Grains.GetGrain<ITill>("a").Add(1));
        Assert.Equal("No space is left.", Assert.IsType<IOException>(failed.InnerException).Message);
    }

    [Fact]
    public async Task A_grain_that_leaves_at_once_does_not_keep_a_call_running_in_circles()
    {
        await using var engine = await TestEngine.Start();
        await Assert.ThrowsAsync<OrleansException>(() => engine.Grains.GetGrain<IRestless>("a").Greet());
    }

    [Fact]
    public async Task A_grain_that_leaves_ends_after_its_call_and_with_what_was_made_for_it()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<ITill>("a").Leave();
        await engine.Signals.On("a gone");
        await engine.Signals.On("scope disposed");
        Assert.Equal(["a activated with Scoped", "a deactivated: ApplicationRequested"], engine.Signals.Notes);
    }

    [Fact]
    public async Task Calls_that_wait_for_a_leaving_grain_find_the_next_one()
    {
        await using var engine = await TestEngine.Start();
        var till = engine.Grains.GetGrain<ITill>("a");
        var held = till.Hold("first");
        await engine.Signals.On("first holds");
        var leave = till.Leave();
        var total = till.Total();
        engine.Signals.Give("first may end");
        await Task.WhenAll(held, leave);
        Assert.Equal(0, await total);
        Assert.Equal(["a activated with Scoped", "a deactivated: ApplicationRequested", "a activated with Scoped"], engine.Signals.Notes);
    }

    [Fact]
    public async Task An_idle_grain_ends_after_a_quarter_of_an_hour_and_a_used_one_does_not()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<ITill>("idle").Total();
        await engine.Grains.GetGrain<ITill>("used").Total();
        engine.Time.Advance(TimeSpan.FromMinutes(14));
        await engine.Grains.GetGrain<ITill>("used").Total();
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        await engine.Signals.On("idle gone");
        await engine.Grains.GetGrain<ITill>("used").Total();
        Assert.DoesNotContain("used deactivated: ActivationIdle", engine.Signals.Notes);
        Assert.Contains("idle deactivated: ActivationIdle", engine.Signals.Notes);
    }

    [Fact]
    public async Task A_grain_that_asks_to_stay_is_kept_for_that_long()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<ITill>("stays").Stay(TimeSpan.FromHours(1));
        await engine.Grains.GetGrain<ITill>("goes").Total();
        engine.Time.Advance(TimeSpan.FromMinutes(59));
        await engine.Signals.On("goes gone");
        Assert.False(engine.Signals.On("stays gone").IsCompleted);
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        await engine.Signals.On("stays gone");
    }

    [Fact]
    public async Task A_grain_with_a_running_call_is_not_idle()
    {
        await using var engine = await TestEngine.Start(options => options.ResponseTimeout = TimeSpan.FromDays(1));
        var till = engine.Grains.GetGrain<ITill>("a");
        var held = till.Hold("long");
        await engine.Signals.On("long holds");
        engine.Time.Advance(TimeSpan.FromHours(1));
        engine.Signals.Give("long may end");
        await held;
        await till.Total();
        Assert.Equal(["a activated with Scoped"], engine.Signals.Notes);
    }

    [Fact]
    public async Task Stopping_lets_running_calls_end_then_tells_each_grain()
    {
        await using var engine = await TestEngine.Start();
        var held = engine.Grains.GetGrain<ITill>("a").Hold("last");
        await engine.Signals.On("last holds");
        var stop = engine.Stop();
        await Assert.ThrowsAsync<OrleansException>(() => engine.Grains.GetGrain<ITill>("b").Total());
        Assert.False(stop.IsCompleted);
        engine.Signals.Give("last may end");
        await held;
        await stop;
        Assert.Equal(["a activated with Scoped", "a deactivated: ShuttingDown"], engine.Signals.Notes);
        Assert.Equal(0, engine.Runtime.ActivationCount);
    }

    [Fact]
    public async Task Stopping_in_a_hurry_leaves_what_will_not_end()
    {
        await using var engine = await TestEngine.Start();
        _ = engine.Grains.GetGrain<ITill>("a").Hold("endless");
        await engine.Signals.On("endless holds");
        await engine.StopInHaste();
        Assert.Contains("The engine stopped while 1 grains were still running.", engine.Log.Lines);
    }

    [Fact]
    public async Task A_grain_knows_itself_and_is_found_again_by_its_id()
    {
        await using var engine = await TestEngine.Start();
        var till = engine.Grains.GetGrain<ITill>("a/b");
        Assert.Equal("a/b", till.GetPrimaryKeyString());
        Assert.Equal(GrainId.Create("till", "a/b"), till.GetGrainId());
        await engine.Grains.GetGrain<ITill>(till.GetGrainId()).Add(3);
        await ((ITill)engine.Grains.GetGrain(typeof(ITill), "a/b")).Add(4);
        Assert.Equal(7, await till.AsReference<ITill>().Total());
        Assert.Equal(till, engine.Grains.GetGrain(till.GetGrainId(), GrainInterfaceType.Create("till")));
    }

    [Fact]
    public async Task A_reference_cannot_be_had_for_an_interface_the_grain_lacks_or_for_no_key()
    {
        await using var engine = await TestEngine.Start();
        Assert.Throws<InvalidCastException>(() => engine.Grains.GetGrain<ITill>("a").AsReference<IShy>());
        Assert.ThrowsAny<ArgumentException>(() => engine.Grains.GetGrain<ITill>(""));
        Assert.ThrowsAny<ArgumentException>(() => engine.Grains.GetGrain<ITill>(" "));
        Assert.Throws<InvalidOperationException>(() => new Restless());
    }

    [Fact]
    public void A_grain_id_survives_being_text()
    {
        foreach (var key in new[] { "a", "a/b", "é", "//" })
            Assert.Equal(GrainId.Create("kind", key), GrainId.Parse(GrainId.Create("kind", key).ToString()));
        Assert.False(GrainId.TryParse("kind", out _));
        Assert.False(GrainId.TryParse("/key", out _));
        Assert.False(GrainId.TryParse("kind/", out _));
    }
}

[Alias("homeless")]
public interface IHomeless : IGrainWithStringKey
{
    [Alias("go")]
    Task Go();
}

[GrainType("homeless")]
internal sealed class Homeless([PersistentState("sum", "nowhere")] IPersistentState<Sum> sum) : Grain, IHomeless
{
    public Task Go() => sum.ReadStateAsync();
}
