using WinLossAgency.Desk;
using WinLossAgency.Desk.Demo;
using WinLossAgency.Storage;

// --demo stands alone on the command line; the configuration reads pairs only.
string[] pairs = [.. args.SelectMany(arg => arg == "--demo" ? ["--demo", "true"] : new[] { arg })];
try
{
    await using var desk = await DeskApp.BuildAsync(pairs);
    await desk.StartAsync();
    if (desk.Web.Services.GetService<DeskOptions>() is { DemoRun.Length: > 0 })
    {
        var (lines, holds) = await desk.Web.Services.GetRequiredService<DemoRun>().GoAsync();
        foreach (var line in lines) Console.WriteLine(line);
        await desk.Web.StopAsync();
        return holds ? 0 : 1;
    }
    await desk.Web.WaitForShutdownAsync();
    return desk.HasLostItsStores ? 1 : 0;
}
catch (OperationCanceledException)
{
    // Told to stop while it still waited for the stores.
    return 0;
}
catch (Exception refusal) when (refusal is SettingsException or StoreInUseException or StoreUnavailableException or StoreTooNewException or KeyUnusableException)
{
    Console.Error.WriteLine($"Desk does not start.{Environment.NewLine}{refusal.Message}");
    return 1;
}
