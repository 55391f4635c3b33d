using Orleans;

namespace WinLossAgency.Desk.Demo;

internal sealed partial class DemoAgency
{
    private async Task BringInAsync(Uri desk, IEnumerable<(string Interview, ExampleCase Case)> interviews)
    {
        await Task.CompletedTask;
    }
}
