using WinLossAgency.Engine;

namespace WinLossAgency.Desk;

/// <summary>Runs the grains on the single-process engine. The Orleans build compiles Hosting.Orleans.cs in its place.</summary>
internal static class Hosting
{
    public const string Runtime = "WinLossAgency.Engine, one process (not Microsoft Orleans)";

    /// <summary>One process runs all grains, so a second one on the same stores is a mistake.</summary>
    public static bool IsAlone => true;

    public static void AddGrainRuntime(this WebApplicationBuilder builder, params System.Reflection.Assembly[] rooms) =>
        builder.Services.AddEngine(options =>
        {
            foreach (var room in rooms) options.Assemblies.Add(room);
        });
}
