using Orleans.Runtime;
using Xunit;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Engine;

public sealed class TurnTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_call_waits_for_the_one_before_it_also_across_its_awaits()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        var first = grain.Hold("first");
        await engine.Signals.On("first holds");
        var second = grain.Note("second");
        engine.Signals.Give("first may end");
        await Task.WhenAll(first, second);
        Assert.Equal(["first begins", "first ends", "second"], engine.Signals.Notes);
    }

    [Fact]
    public async Task Two_grains_run_side_by_side()
    {
        await using var engine = await TestEngine.Start();
        var held = engine.Grains.GetGrain<ITurns>("a").Hold("a");
        await engine.Signals.On("a holds");
        await engine.Grains.GetGrain<ITurns>("b").Note("b");
        engine.Signals.Give("a may end");
        await held;
        Assert.Equal(["a begins", "b", "a ends"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_thousand_calls_at_once_never_touch_a_grain_together()
    {
        await using var engine = await TestEngine.Start();
        var counts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => engine.Grains.GetGrain<ITurns>("a").Count())));
        Assert.Equal(Enumerable.Range(1, 1000), counts.Order());
    }

    [Fact]
    public async Task A_call_that_comes_back_to_its_caller_waits_until_the_time_out()
    {
        await using var engine = await TestEngine.Start();
        var call = engine.Grains.GetGrain<ITurns>("a").CallBack("b", allowed: false);
        await engine.Signals.On("coming back");
        engine.Time.Advance(Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        // Its own caller had gone by then, so the call that came back is never run.
        await engine.Grains.GetGrain<ITurns>("a").Note("after");
        Assert.Equal(["after"], engine.Signals.Notes);
    }

    [Fact]
    public async Task It_runs_at_once_where_the_chain_is_allowed_to_come_back()
    {
        await using var engine = await TestEngine.Start();
        await engine.Grains.GetGrain<ITurns>("a").CallBack("b", allowed: true);
        Assert.Equal(["came back"], engine.Signals.Notes);
    }

    [Fact]
    public async Task Other_calls_still_wait_while_a_chain_may_come_back()
    {
        await using var engine = await TestEngine.Start();
        var held = engine.Grains.GetGrain<ITurns>("b").Hold("b");
        await engine.Signals.On("b holds");
        var chain = engine.Grains.GetGrain<ITurns>("a").CallBack("b", allowed: true);
        await engine.Signals.On("called");
        var stranger = engine.Grains.GetGrain<ITurns>("a").Note("stranger");
        engine.Signals.Give("b may end");
        await Task.WhenAll(held, chain, stranger);
        Assert.Equal(["b begins", "b ends", "came back", "stranger"], engine.Signals.Notes);
    }

    [Fact]
    public async Task What_always_interleaves_runs_between_the_awaits_of_another()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        var held = grain.Hold("first");
        await engine.Signals.On("first holds");
        await grain.Interleave("second");
        engine.Signals.Give("first may end");
        await held;
        Assert.Equal(["first begins", "second", "first ends"], engine.Signals.Notes);
    }

    [Fact]
    public async Task What_only_reads_runs_beside_what_only_reads_and_beside_nothing_else()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        var reader = grain.Look("reader");
        await engine.Signals.On("reader holds");
        var writer = grain.Note("writer");
        var other = grain.Look("other");
        await engine.Signals.On("other holds");
        engine.Signals.Give("reader may end");
        await reader;
        engine.Signals.Give("other may end");
        await Task.WhenAll(other, writer);
        Assert.Equal(["reader begins", "other begins", "reader ends", "other ends", "writer"], engine.Signals.Notes);
    }

    [Fact]
    public async Task Readers_that_waited_for_a_writer_run_together()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        var writer = grain.Hold("writer");
        await engine.Signals.On("writer holds");
        var readers = new[] { grain.Look("one"), grain.Look("two") };
        engine.Signals.Give("writer may end");
        await Task.WhenAll(engine.Signals.On("one holds"), engine.Signals.On("two holds"));
        engine.Signals.Give("one may end");
        engine.Signals.Give("two may end");
        await Task.WhenAll([writer, .. readers]);
    }

    [Fact]
    public async Task All_calls_of_a_reentrant_class_run_between_each_others_awaits()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ILoose>("a");
        var held = grain.Hold("first");
        await engine.Signals.On("first holds");
        await grain.Note("second");
        engine.Signals.Give("first may end");
        await held;
        Assert.Equal(["first begins", "second", "first ends"], engine.Signals.Notes);
    }

    [Fact]
    public async Task A_one_way_call_is_over_for_its_caller_before_it_runs_and_its_failure_is_only_logged()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        await grain.Forget("letter");
        await engine.Signals.On("letter holds");
        Assert.Equal(["letter begins"], engine.Signals.Notes);
        engine.Signals.Give("letter may end");
        await grain.Note("next");
        Assert.Equal(["letter begins", "letter ends", "next"], engine.Signals.Notes);
        Assert.Contains("One-way call ITurns.Forget of turns/a failed.", engine.Log.Lines);
    }

    [Fact]
    public async Task After_a_time_out_the_callee_runs_on()
    {
        await using var engine = await TestEngine.Start(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
        var call = engine.Grains.GetGrain<ITurns>("a").Hold("slow");
        await engine.Signals.On("slow holds");
        engine.Time.Advance(TimeSpan.FromSeconds(5));
        var late = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Equal("ITurns.Hold gave no answer within 5 s; it may still be running.", late.Message);
        engine.Signals.Give("slow may end");
        await engine.Signals.On("slow ended");
    }

    [Fact]
    public async Task Time_outs_may_have_a_clock_of_their_own()
    {
        var real = new FakeTime();
        await using var engine = await TestEngine.Start(options => options.ResponseClock = real);
        var call = engine.Grains.GetGrain<ITurns>("a").Hold("slow");
        await engine.Signals.On("slow holds");
        engine.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(call.IsCompleted);
        real.Advance(Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task A_cancelled_token_reaches_the_callee_and_frees_the_caller_at_once()
    {
        await using var engine = await TestEngine.Start();
        using var source = new CancellationTokenSource();
        var call = engine.Grains.GetGrain<ITurns>("a").Watch(source.Token);
        await engine.Signals.On("watching");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await engine.Signals.On("callee told");
        engine.Signals.Give("watch may end");
        await engine.Signals.On("watch ended");
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await using var engine = await TestEngine.Start();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Grains.GetGrain<ITurns>("a").Watch(new CancellationToken(true)));
        Assert.Equal(0, engine.Runtime.ActivationCount);
    }

    [Fact]
    public async Task The_request_context_flows_to_the_callee_and_on_and_never_back()
    {
        await using var engine = await TestEngine.Start();
        var grain = engine.Grains.GetGrain<ITurns>("a");
        RequestContext.Set("caller", "lena");
        Assert.Equal("lena", await grain.ReadContext("caller"));
        Assert.Equal("lena", await grain.PassContext("caller", "b"));
        await grain.SetContext("caller", "someone else");
        Assert.Equal("lena", RequestContext.Get("caller"));
        RequestContext.Clear();
        Assert.Null(await grain.ReadContext("caller"));
    }

    [Fact]
    public async Task No_other_ambient_value_of_the_caller_is_seen_by_a_grain()
    {
        await using var engine = await TestEngine.Start();
        Ambient.Value.Value = "of the caller";
        Assert.Null(await engine.Grains.GetGrain<IAmbient>("a").Read());
    }
}
