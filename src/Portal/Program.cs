using Microsoft.AspNetCore.Builder;
using WinLossAgency.Portal;
using WinLossAgency.Storage;

WebApplication app;
try
{
    app = await PortalApp.BuildAsync(args);
}
catch (Exception refusal) when (refusal is SettingsException or StoreUnavailableException or StoreTooNewException or KeyUnusableException)
{
    Console.Error.WriteLine($"Portal does not start.{Environment.NewLine}{refusal.Message}");
    return 1;
}
await app.RunAsync();
return 0;
