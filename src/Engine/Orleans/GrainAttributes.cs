using Orleans.Runtime;

namespace Orleans
{
    /// <summary>Names the kind of a grain class. The name is stored with reminders and state: it never changes.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public sealed class GrainTypeAttribute : Attribute, Metadata.IGrainTypeProviderAttribute
    {
        private readonly GrainType _type;

        public GrainTypeAttribute(string grainType) => _type = GrainType.Create(grainType);

        public GrainType GetGrainType(IServiceProvider? services, Type? type) => _type;
    }
}

namespace Orleans.Metadata
{
    /// <summary>An attribute that knows the grain type of the class that bears it.</summary>
    public interface IGrainTypeProviderAttribute
    {
        GrainType GetGrainType(IServiceProvider services, Type type);
    }
}
