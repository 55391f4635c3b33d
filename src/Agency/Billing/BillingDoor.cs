using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WinLossAgency.Agency.Billing;

/// <summary>What billing is made of. Without Stripe's keys invoices issue as PDF and are marked paid by hand.</summary>
internal static class BillingDoor
{
    public static IServiceCollection AddBilling(this IServiceCollection services)
    {
        services.AddSingleton<DraftDesk>().AddSingleton<InvoicePapers>();
        services.TryAddSingleton(StripeKeys.None);
        return services;
    }
}
