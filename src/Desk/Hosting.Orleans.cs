using System.Reflection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using WinLossAgency.Grains.Journals;

namespace WinLossAgency.Desk;

/// <summary>
/// Runs the grains on Microsoft Orleans; compiled in the place of Hosting.Engine.cs. Grain storage, the reminder table and the
/// caller filter are those that AddGrains registers, so both builds open the same bytes and hold the same rules.
/// </summary>
internal static partial class Hosting
{
    private const string Domain = "WinLossAgency.Domain";

    public static string Runtime => $"Microsoft Orleans {typeof(Orleans.Grain).Assembly.GetName().Version?.ToString(3)}, cluster by {Cluster}";

    /// <summary>Orleans finds the rooms' grains itself: its generator marks every assembly that has some.</summary>
    public static void AddGrainRuntime(this WebApplicationBuilder builder, params Assembly[] rooms)
    {
        builder.Services.AddCrossing();
        builder.UseOrleans(silo =>
        {
            var orleans = builder.Configuration.GetSection("Orleans");
            silo.Configure<ClusterOptions>(options =>
            {
                options.ServiceId = orleans["ServiceId"] ?? "win-loss-agency";
                options.ClusterId = orleans["ClusterId"] ?? "main";
            });
            silo.AddReminders();
            Join(silo, orleans);
        });
    }

    /// <summary>How arguments and results cross; the tests' silo crosses them alike.</summary>
    internal static void AddCrossing(this IServiceCollection services) =>
        services.AddSerializer(serializer => serializer.AddJsonSerializer(CrossesAsJson, StoredJson.Options));

    /// <summary>Domain's records carry no attribute of Orleans and cross in the form in which they rest; so do NodaTime's values.</summary>
    private static bool CrossesAsJson(Type type) =>
        type.Namespace is { } room && (room == "NodaTime" || room == Domain || room.StartsWith($"{Domain}.", StringComparison.Ordinal));
}
