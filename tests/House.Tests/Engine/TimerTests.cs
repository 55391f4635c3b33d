using Xunit;

namespace WinLossAgency.House.Tests.Engine;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_tick_waits_for_its_turn_and_a_call_waits_for_the_tick()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        var first = clockwork.Hold("first");
        await engine.Signals.On("first holds");
        engine.Time.Advance(Second);
        engine.Signals.Give("first may end");
        await engine.Signals.On("tick 1");
        var second = clockwork.Hold("second");
        engine.Signals.Give("second may end");
        engine.Signals.Give("tick 1 may end");
        await Task.WhenAll(first, second);
        Assert.Equal(["first begins", "first ends", "tick 1", "second begins", "second ends"], engine.Signals.Notes);
    }

    [Fact]
    public async Task An_interleaving_tick_does_not_wait()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Timeout.InfiniteTimeSpan, interleave: true, keepAlive: false);
        var held = clockwork.Hold("first");
        await engine.Signals.On("first holds");
        engine.Time.Advance(Second);
        await engine.Signals.On("tick 1");
        engine.Signals.Give("first may end");
        engine.Signals.Give("tick 1 may end");
        await held;
        Assert.Equal(["first begins", "tick 1", "first ends"], engine.Signals.Notes);
    }

    [Fact]
    public async Task The_next_tick_is_timed_when_the_one_before_has_ended()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Second, interleave: false, keepAlive: false);
        engine.Time.Advance(Second);
        await engine.Signals.On("tick 1");
        engine.Time.Advance(10 * Second);
        engine.Signals.Give("tick 1 may end");
        await clockwork.Ping();
        Assert.Equal(["tick 1"], engine.Signals.Notes);
        engine.Time.Advance(Second);
        await engine.Signals.On("tick 2");
        Assert.Equal(["tick 1", "tick 2"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_failing_tick_is_logged_and_the_next_one_comes()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Second, interleave: false, keepAlive: false);
        engine.Signals.Give("tick 1 fails");
        engine.Signals.Give("tick 1 may end");
        engine.Time.Advance(Second);
        await engine.Signals.On("tick 1");
        await clockwork.Ping();
        Assert.Contains("A timer of clockwork/a failed.", engine.Log.Lines);
        engine.Time.Advance(Second);
        await engine.Signals.On("tick 2");
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Second, interleave: false, keepAlive: false);
        await clockwork.StopTicking();
        engine.Time.Advance(10 * Second);
        await clockwork.Ping();
        Assert.Empty(engine.Signals.Notes);
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Tick(Second, Second, interleave: false, keepAlive: false);
        await clockwork.Leave();
        await engine.Signals.On("clockwork gone");
        engine.Time.Advance(10 * Second);
        await clockwork.Ping();
        Assert.Empty(engine.Signals.Notes);
    }

    [Fact]
    public async Task A_timer_does_not_keep_an_idle_grain()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        engine.Signals.Give("tick 1 may end");
        await clockwork.Tick(TimeSpan.FromMinutes(14), Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        engine.Time.Advance(TimeSpan.FromMinutes(14));
        await engine.Signals.On("tick 1");
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        await engine.Signals.On("clockwork gone");
    }

    [Fact]
    public async Task A_timer_keeps_its_grain_where_it_was_asked_to()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        engine.Signals.Give("tick 1 may end");
        await clockwork.Tick(TimeSpan.FromMinutes(14), Timeout.InfiniteTimeSpan, interleave: false, keepAlive: true);
        engine.Time.Advance(TimeSpan.FromMinutes(14));
        await engine.Signals.On("tick 1");
        await engine.Grains.GetGrain<IClockwork>("b").Ping();
        engine.Time.Advance(TimeSpan.FromMinutes(2));
        await clockwork.Ping();
        Assert.False(engine.Signals.On("clockwork gone").IsCompleted);
    }
}
