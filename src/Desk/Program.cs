using WinLossAgency.Desk;

// --demo and --empty stand alone on the command line; the configuration reads pairs only.
string[] pairs = [.. args.SelectMany(arg => arg == "--demo" ? ["--demo", "true"] : new[] { arg })];
await using var desk = await DeskApp.BuildAsync(pairs);
await desk.RunAsync();
