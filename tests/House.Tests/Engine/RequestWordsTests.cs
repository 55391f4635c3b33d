using Microsoft.Extensions.DependencyInjection;
using Orleans;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>Orleans writes requests into its log and its errors; what was said must not be in them. Compiled in the Orleans build.</summary>
public sealed class RequestWordsTests
{
    private sealed class Written(List<string> lines) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            lock (lines) lines.Add($"{context.Request}");
            return context.Invoke();
        }
    }

    [Fact]
    public async Task A_request_written_down_names_its_method_and_none_of_its_words()
    {
        var lines = new List<string>();
        await using var agency = await SmallAgency.OpenAsync(more: (services, _) => services.AddSingleton<IIncomingGrainCallFilter>(new Written(lines)));
        await agency.InTheFieldAsync(Billing.BillingAgency.Deals);
        string[] written;
        lock (lines) written = [.. lines];
        Assert.Contains(written, static line => line.EndsWith(".Import(System.String, System.String, System.String)", StringComparison.Ordinal));
        // A number may stand in the address of a silo by chance; words do not.
        foreach (var cell in Billing.BillingAgency.Deals.Split('\n')[1].Split(',').Where(static cell => cell.Length > 5 && cell.Any(char.IsLetter)))
            Assert.DoesNotContain(written, line => line.Contains(cell, StringComparison.OrdinalIgnoreCase));
    }
}
