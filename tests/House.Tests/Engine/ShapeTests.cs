using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Engine;
using WinLossAgency.House.Tests.Engine.Misshapen;
using Xunit;

namespace WinLossAgency.House.Tests.Engine
{
    public sealed class ShapeTests
    {
        private static readonly CrossingTypes Crossing = new(new EngineOptions().PlainAssemblies);

        [Theory]
        [InlineData(typeof(INameless), "INameless has no [Alias]")]
        [InlineData(typeof(INamelessMethod), "INamelessMethod.Go has no [Alias]")]
        [InlineData(typeof(IWithProperty), "IWithProperty.Size is a property")]
        [InlineData(typeof(IWithEvent), "IWithEvent.Happened is an event")]
        [InlineData(typeof(IByReference), "IByReference.Go takes 'number' by reference")]
        [InlineData(typeof(ISynchronous), "ISynchronous.Go returns Int32; a grain method returns Task or ValueTask")]
        [InlineData(typeof(IGenericMethod), "IGenericMethod.Go is generic")]
        [InlineData(typeof(IOneWayResult), "IOneWayResult.Go is [OneWay] and returns a result")]
        [InlineData(typeof(ITwins), "ITwins has 2 methods with [Alias(\"go\")]")]
        [InlineData(typeof(ITakesList), "ITakesList.Go takes 'names', which may not cross: List<String> is neither")]
        [InlineData(typeof(ITakesArray), "ITakesArray.Go takes 'bytes', which may not cross: Byte[] is neither")]
        [InlineData(typeof(IReturnsReadOnlyList), "IReturnsReadOnlyList.Go returns what may not cross: IReadOnlyList<Int32> is neither")]
        [InlineData(typeof(ITakesUnmarked), "ITakesUnmarked.Go takes 'it', which may not cross: Unmarked is neither")]
        [InlineData(typeof(ITakesChangeable), "ITakesChangeable.Go takes 'it', which may not cross: Changeable is marked [Immutable], and its Name can be changed")]
        [InlineData(typeof(ITakesHidden), "List<Int32> is neither a simple type, an immutable collection, [Immutable, GenerateSerializer], nor of NodaTime or WinLossAgency.Domain (in Hidden.Numbers)")]
        [InlineData(typeof(ITakesUnnumbered), "ITakesUnnumbered.Go takes 'it', which may not cross: Unnumbered.Further has no [Id]")]
        [InlineData(typeof(IReturnsPlainBase), "IReturnsPlainBase.Go returns what may not cross: Decision<Int32> is an abstract type without a serializer")]
        public void An_interface_of_the_wrong_shape_is_named(Type contract, string breach) =>
            Assert.Contains(breach, Assert.Single(ShapeRules.Breaches([contract], Crossing)));

        [Theory]
        [InlineData(typeof(Untyped), "Untyped has no [GrainType]")]
        [InlineData(typeof(TwoWays), "TwoWays has 2 public constructors; one is wanted")]
        [InlineData(typeof(NoGrain), "NoGrain does not derive from Grain")]
        [InlineData(typeof(HalfState), "HalfState: constructor parameter 'sum' must be both [PersistentState] and IPersistentState, or neither")]
        public void A_class_of_the_wrong_shape_is_named(Type grain, string breach) =>
            Assert.Contains(breach, Assert.Single(ShapeRules.Breaches([grain], Crossing)));

        [Fact]
        public void Two_classes_of_one_type_are_both_named() =>
            Assert.Contains(ShapeRules.Breaches([typeof(OneTwin), typeof(OtherTwin)], Crossing), static breach =>
                breach.EndsWith("OneTwin and WinLossAgency.House.Tests.Engine.Misshapen.OtherTwin share [GrainType] \"twin\"", StringComparison.Ordinal));

        [Fact]
        public async Task An_engine_with_a_misshapen_grain_does_not_start()
        {
            var refused = await Assert.ThrowsAsync<GrainShapeException>(() =>
                TestEngine.Start(static options => options.Among = static type => type == typeof(Untyped) || type == typeof(ITakesList)));
            Assert.Equal(2, refused.Breaches.Count);
            Assert.StartsWith("2 grain shapes break the rules:", refused.Message);
        }

        [Fact]
        public void What_is_immutable_may_cross() => Assert.Empty(ShapeRules.Breaches([typeof(IWellShaped)], Crossing));
    }
}

namespace WinLossAgency.House.Tests.Engine.Misshapen
{
    public interface INameless : IGrainWithStringKey;

    [Alias("x")]
    public interface INamelessMethod : IGrainWithStringKey { Task Go(); }

    [Alias("x")]
    public interface IWithProperty : IGrainWithStringKey { int Size { get; } }

    [Alias("x")]
    public interface IWithEvent : IGrainWithStringKey { event Action Happened; }

    [Alias("x")]
    public interface IByReference : IGrainWithStringKey { [Alias("go")] Task Go(ref int number); }

    [Alias("x")]
    public interface ISynchronous : IGrainWithStringKey { [Alias("go")] int Go(); }

    [Alias("x")]
    public interface IGenericMethod : IGrainWithStringKey { [Alias("go")] Task Go<T>(); }

    [Alias("x")]
    public interface IOneWayResult : IGrainWithStringKey { [Alias("go"), OneWay] Task<int> Go(); }

    [Alias("x")]
    public interface ITwins : IGrainWithStringKey { [Alias("go")] Task Go(); [Alias("go")] Task Come(); }

    [Alias("x")]
    public interface ITakesList : IGrainWithStringKey { [Alias("go")] Task Go(List<string> names); }

    [Alias("x")]
    public interface ITakesArray : IGrainWithStringKey { [Alias("go")] Task Go(byte[] bytes); }

    [Alias("x")]
    public interface IReturnsReadOnlyList : IGrainWithStringKey { [Alias("go")] Task<IReadOnlyList<int>> Go(); }

    public sealed record Unmarked(int Number);

    [Alias("x")]
    public interface ITakesUnmarked : IGrainWithStringKey { [Alias("go")] Task Go(Unmarked it); }

    [Immutable, GenerateSerializer]
    public sealed class Changeable { [Id(0)] public string Name { get; set; } = ""; }

    [Alias("x")]
    public interface ITakesChangeable : IGrainWithStringKey { [Alias("go")] Task Go(Changeable it); }

    [Immutable, GenerateSerializer]
    public sealed record Hidden(List<int> Numbers);

    [Alias("x")]
    public interface ITakesHidden : IGrainWithStringKey { [Alias("go")] Task Go(ImmutableArray<Hidden> them); }

    [Immutable, GenerateSerializer]
    public sealed record Unnumbered(int Number) { public int Further { get; init; } }

    [Alias("x")]
    public interface ITakesUnnumbered : IGrainWithStringKey { [Alias("go")] Task Go(Unnumbered it); }

    [Alias("x")]
    public interface IReturnsPlainBase : IGrainWithStringKey { [Alias("go")] Task<Decision<int>> Go(); }

    [Immutable, GenerateSerializer]
    public sealed record Fine(string Name, int? Number, ImmutableArray<Fine> Others, NodaTime.LocalDate Day) { [Id(0)] public Guid Mark { get; init; } }

    [Alias("well")]
    public interface IWellShaped : IGrainWithStringKey
    {
        [Alias("go")]
        Task<ImmutableDictionary<string, Fine>> Go(Fine fine, (int, string) pair, Refusal refusal, IWellShaped other, DayOfWeek day, CancellationToken cancelled);

        [Alias("come")]
        ValueTask Come(TickStatus status, GrainId id, Uri address, TimeSpan time);
    }

    [Alias("plain")]
    public interface IPlainGrain : IGrainWithStringKey;

    public sealed class Untyped : Grain, IPlainGrain;

    [GrainType("two-ways")]
    public sealed class TwoWays : Grain, IPlainGrain
    {
        public TwoWays() { }

        public TwoWays(Uri address) => _ = address;
    }

    [GrainType("no-grain")]
    public sealed class NoGrain : IPlainGrain;

    [GrainType("half-state")]
    public sealed class HalfState(IPersistentState<Sum> sum) : Grain, IPlainGrain
    {
        public int Total => sum.State.Total;
    }

    [GrainType("twin")]
    public sealed class OneTwin : Grain, IPlainGrain;

    [GrainType("twin")]
    public sealed class OtherTwin : Grain, IPlainGrain;
}
