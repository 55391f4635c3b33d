namespace Orleans.Runtime
{
    /// <summary>Anything a call can be addressed to.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>The base of every grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain found by a non-empty string.</summary>
    public interface IGrainWithStringKey : IGrain;
}
