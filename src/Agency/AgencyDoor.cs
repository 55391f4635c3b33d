using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WinLossAgency.Agency.Billing;
using WinLossAgency.Agency.Calls;
using WinLossAgency.Agency.Engagements;
using WinLossAgency.Agency.Engagements.Inbox;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Agency.People;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Agency.Work;

namespace WinLossAgency.Agency;

/// <summary>The room's one door. Everything behind it is reached through grains.</summary>
public static class AgencyDoor
{
    public static IServiceCollection AddAgency(this IServiceCollection services, AgencyStores stores)
    {
        services.AddSingleton(stores);
        services.AddSingleton(new ShelfWriter(stores.Shelf));
        services.AddSingleton<DealBook>().AddSingleton<DealImport>().AddSingleton<UploadShelf>().AddSingleton<ClientDocuments>().AddSingleton<DealShelf>().AddSingleton<ProgressNote>().AddSingleton<Lifetime>().AddSingleton<ContractShelf>();
        services.AddSingleton<InboxDesk>().AddSingleton<InboxWorker>().AddHostedService(given => given.GetRequiredService<InboxWorker>());
        services.AddMail().AddSingleton<CallerIndex>().AddSingleton<EvidenceDesk>().AddSingleton<InterviewDebts>();
        services.TryAddSingleton(new BuyersAddress());
        services.AddSingleton<BuyerLinks>().AddSingleton<OwnPassages>().AddSingleton<LetterWriter>().AddSingleton<LetterSample>().AddSingleton<BuyersCalendar>();
        services.AddReports();
        services.AddSingleton<EffectWorker>().AddHostedService(given => given.GetRequiredService<EffectWorker>());
        services.AddSingleton<ErasureList>().AddSingleton<Erasure>().AddSingleton<ErasureReplay>().AddHostedService(given => given.GetRequiredService<ErasureReplay>());
        services.AddBilling();
        return services;
    }
}
