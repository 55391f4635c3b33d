using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Engagements.Inbox;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.Reports;

namespace WinLossAgency.Agency;

/// <summary>The room's one door. Everything behind it is reached through grains.</summary>
public static class AgencyDoor
{
    public static IServiceCollection AddAgency(this IServiceCollection services, AgencyStores stores)
    {
        services.AddSingleton(stores);
        services.AddSingleton(new ShelfWriter(stores.Shelf));
        services.AddSingleton<DealBook>().AddSingleton<DealImport>().AddSingleton<UploadShelf>().AddSingleton<ClientDocuments>().AddSingleton<DealShelf>().AddSingleton<ProgressNote>();
        services.AddSingleton<InboxDesk>().AddSingleton<InboxWorker>().AddHostedService(given => given.GetRequiredService<InboxWorker>());
        services.AddSingleton<MailRoom>().AddSingleton<EvidenceDesk>().AddSingleton<InterviewDebts>();
        return services;
    }
}
