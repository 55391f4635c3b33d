using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinLossAgency.Agency.Analysis;

namespace WinLossAgency.Agency.Reports;

/// <summary>What coding and reports are made of.</summary>
internal static class ReportsDoor
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        // A program that keeps its data elsewhere gives its own folder before.
        services.TryAddSingleton(new PrinterOptions(Path.Combine(AppContext.BaseDirectory, "prints")));
        return services.AddSingleton<ChromiumPrinter>().AddSingleton<CodingDesk>().AddSingleton<ToldBook>().AddSingleton<ReportDesk>().AddSingleton<ReportGate>().AddSingleton<ReadoutPress>().AddSingleton<CertificateBook>();
    }
}
