using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace WinLossAgency.Agency.Billing;

/// <summary>What billing is made of. Without Stripe's keys (Stripe:SecretKey, Stripe:WebhookSecret) invoices issue as PDF and are marked paid by hand.</summary>
internal static class BillingDoor
{
    private static readonly TimeSpan StripeTimeMax = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddBilling(this IServiceCollection services)
    {
        services.AddSingleton<DraftDesk>().AddSingleton<InvoicePapers>().AddSingleton<StripeMirror>();
        services.AddSingleton(given => given.GetService<IConfiguration>() is { } set ? new StripeKeys(set["Stripe:SecretKey"] ?? "", set["Stripe:WebhookSecret"] ?? "") : StripeKeys.None);
        services.AddSingleton(given => new StripeClient(new HttpClient { Timeout = StripeTimeMax }, given.GetRequiredService<StripeKeys>()));
        services.AddSingleton<StripeInbox>().AddHostedService(given => given.GetRequiredService<StripeInbox>());
        return services;
    }
}
