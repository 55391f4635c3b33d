using Orleans.Runtime;
using Xunit;

namespace WinLossAgency.House.Tests.Engine;

public sealed class ReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_reminder_ticks_at_its_time_and_then_every_period()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<IClockwork>("a").Remind("wake", 5 * Minute, 2 * Minute);
        engine.Time.Advance(5 * Minute);
        await engine.Signals.On("wake received at 09:35");
        await engine.Grains.GetGrain<IClockwork>("a").Ping();
        await Advance(engine, 2 * Minute, "wake received at 09:37");
        Assert.Equal(["a reminded of wake at 09:35", "a reminded of wake at 09:37"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_reminder_outlives_its_activation()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Remind("wake", 5 * Minute, Minute);
        await clockwork.Leave();
        await engine.Signals.On("clockwork gone");
        engine.Time.Advance(5 * Minute);
        await engine.Signals.On("wake received");
    }

    [Fact]
    public async Task A_reminder_outlives_a_restart_and_ticks_missed_meanwhile_are_not_made_up_for()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<IClockwork>("a").Remind("wake", 5 * Minute, 2 * Minute);
        await engine.Stop();
        engine.Time.Advance(10 * Minute);
        await using var later = await TestEngine.Start(after: engine);
        later.Time.Advance(Minute);
        await later.Signals.On("wake received at 09:41");
        Assert.Equal(["a reminded of wake at 09:41"], later.Signals.Notes);
        Assert.Empty(engine.Signals.Notes);
    }

    [Fact]
    public async Task A_period_under_a_minute_is_refused()
    {
        await using var engine = await TestEngine.Start();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => engine.Grains.GetGrain<IClockwork>("a").Remind("wake", Minute, TimeSpan.FromSeconds(59)));
        Assert.Contains("the shortest is 00:01:00", refused.Message);
        Assert.Equal(0, engine.Reminders.Count);
    }

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_cannot_register()
    {
        await using var engine = await TestEngine.Start();
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IUnreminded>("a").Remind());
    }

    [Fact]
    public async Task An_unregistered_reminder_is_gone_and_unregistering_again_finds_none()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Remind("wake", Minute, Minute);
        Assert.True(await clockwork.Forget("wake"));
        Assert.False(await clockwork.Forget("wake"));
        engine.Time.Advance(10 * Minute);
        await clockwork.Ping();
        Assert.Empty(engine.Signals.Notes);
        Assert.Equal(0, engine.Reminders.Count);
    }

    [Fact]
    public async Task Registering_again_replaces_the_reminder()
    {
        await using var engine = await TestEngine.Start();
        var clockwork = engine.Grains.GetGrain<IClockwork>("a");
        await clockwork.Remind("wake", Minute, Minute);
        await clockwork.Remind("wake", 30 * Minute, Minute);
        engine.Time.Advance(29 * Minute);
        await clockwork.Ping();
        Assert.Empty(engine.Signals.Notes);
        engine.Time.Advance(Minute);
        await engine.Signals.On("wake received at 10:00");
        Assert.Equal(1, engine.Reminders.Count);
    }

    [Fact]
    public async Task A_failing_reminder_is_logged_and_comes_again()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<IClockwork>("a").Remind("bad", Minute, Minute);
        await Advance(engine, Minute, "bad received at 09:31");
        await Advance(engine, Minute, "bad received at 09:32");
        await engine.Grains.GetGrain<IClockwork>("a").Ping();
        Assert.Contains("Reminder bad of clockwork/a failed.", engine.Log.Lines);
    }

    [Fact]
    public async Task Where_there_is_no_table_a_reminder_is_refused_by_name()
    {
        await using var engine = await TestEngine.Start(more: static services =>
            services.Remove(services.Single(each => each.ServiceType == typeof(Orleans.IReminderTable))));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Grains.GetGrain<IClockwork>("a").Remind("wake", Minute, Minute));
        Assert.Contains("IReminderTable", refused.Message);
    }

    private static async Task Advance(TestEngine engine, TimeSpan by, string moment)
    {
        engine.Time.Advance(by);
        await engine.Signals.On(moment);
    }
}
