using WinLossAgency.Portal;

var app = await PortalApp.BuildAsync(args);
await app.RunAsync();
