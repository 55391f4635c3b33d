using Microsoft.AspNetCore.Server.Kestrel.Core;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk;

/// <summary>
/// A new Desk beside the old one, as a deployment starts it: until the old one lets the stores go the new one answers that it is
/// healthy, so that the old one is ended at all, and asks everybody else to come back in a moment. It reads and writes nothing.
/// </summary>
internal sealed class Succession : IAsyncDisposable
{
    private const string Words = "Desk is being replaced by its next version. Nothing is lost; load this page again in a moment.";
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);

    private readonly WebApplication door;

    private Succession(WebApplication door) => this.door = door;

    public ICollection<string> Addresses => door.Urls;

    /// <summary>Opens the stores as soon as nobody else holds them. Ends with <see cref="OperationCanceledException"/> when the program is told to stop meanwhile.</summary>
    public static async Task<DeskStores> OpenAsync(Func<Task<DeskStores>> open, Action<KestrelServerOptions> listen, TimeProvider time)
    {
        Succession? waiting = null;
        try
        {
            while (true)
            {
                try
                {
                    return await open();
                }
                catch (StoreInUseException held)
                {
                    waiting ??= await StartAsync(listen, held);
                }
                await Task.Delay(AskEvery, time, waiting.door.Lifetime.ApplicationStopping);
            }
        }
        finally
        {
            if (waiting is not null) await waiting.DisposeAsync();
        }
    }

    public static async Task<Succession> StartAsync(Action<KestrelServerOptions> listen, StoreInUseException held)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(listen);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Error);
        var door = builder.Build();
        door.MapGet("/health", () => "waiting");
        door.MapFallback(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "3";
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsync(Words, context.RequestAborted);
        });
        DeskLog.Waiting(door.Services.GetRequiredService<ILogger<DeskApp>>(), held.Message);
        await door.StartAsync();
        return new Succession(door);
    }

    public async ValueTask DisposeAsync()
    {
        await door.StopAsync();
        await door.DisposeAsync();
    }
}
