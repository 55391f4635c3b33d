using WinLossAgency.Bench;
using WinLossAgency.Bench.Journals;
using WinLossAgency.Bench.Programs;

// Each figure of the product's own list as a line of JSON; one name chooses one.
var chosen = args.FirstOrDefault();
(string Name, Func<Task> Run)[] all =
[
    ("engine", EngineBench.RunAsync), ("storage", StorageBench.RunAsync), ("journals", JournalBench.RunAsync),
    ("queue", () => { QueueBench.Run(); return Task.CompletedTask; }), ("disclosure", () => { DisclosureBench.Run(); return Task.CompletedTask; }),
    ("programs", ProgramBench.RunAsync),
];
var wanted = all.Where(b => chosen is null || b.Name == chosen).ToArray();
if (wanted.Length == 0)
{
    Console.Error.WriteLine($"There is no bench {chosen}; there are {string.Join(", ", all.Select(b => b.Name))}.");
    return 2;
}
foreach (var bench in wanted) await bench.Run();
return 0;
