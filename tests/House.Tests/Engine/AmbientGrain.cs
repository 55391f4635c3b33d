using Orleans;

namespace WinLossAgency.House.Tests.Engine;

[Alias("ambient")]
public interface IAmbient : IGrainWithStringKey
{
    [Alias("read")]
    Task<string?> Read();
}

[GrainType("ambient")]
internal sealed class Ambient : Grain, IAmbient
{
    public static readonly AsyncLocal<string?> Value = new();

    public Task<string?> Read() => Task.FromResult(Value.Value);
}
