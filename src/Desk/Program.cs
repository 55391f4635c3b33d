using WinLossAgency.Desk;
using WinLossAgency.Desk.Demo;

// --demo stands alone on the command line; the configuration reads pairs only.
string[] pairs = [.. args.SelectMany(arg => arg == "--demo" ? ["--demo", "true"] : new[] { arg })];
await using var desk = await DeskApp.BuildAsync(pairs);
if (desk.Web.Services.GetService<DeskOptions>() is { DemoRun.Length: > 0 })
{
    await desk.StartAsync();
    var (lines, holds) = await desk.Web.Services.GetRequiredService<DemoRun>().GoAsync();
    foreach (var line in lines) Console.WriteLine(line);
    await desk.Web.StopAsync();
    return holds ? 0 : 1;
}
await desk.RunAsync();
return 0;
