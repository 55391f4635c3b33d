using System.Reflection;
using System.Runtime.Loader;

namespace WinLossAgency.Storage;

/// <summary>
/// Azure.Storage.Common asks for System.IO.Hashing, which stands beside us as a project of that name (infra/build) until the package restores.
/// A program that reaches it only through this room has the file in its folder but not in its list of assemblies, so it is found here.
/// </summary>
internal static class HashingStandIn
{
    private const string Name = "System.IO.Hashing";

    private static int listening;

    public static void Ensure()
    {
        if (Interlocked.Exchange(ref listening, 1) == 0)
            AssemblyLoadContext.Default.Resolving += Find;
    }

    private static Assembly? Find(AssemblyLoadContext context, AssemblyName wanted)
    {
        var file = Path.Combine(AppContext.BaseDirectory, Name + ".dll");
        return wanted.Name == Name && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    }
}
