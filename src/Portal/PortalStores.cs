using WinLossAgency.Storage;

namespace WinLossAgency.Portal;

/// <summary>The three stores that Portal has, and the keys of its own.</summary>
internal sealed record PortalStores(IBlobStore Shelf, IBlobStore Inbox, OpenStore Own, OpenKeys Keys) : IAsyncDisposable
{
    public static async Task<PortalStores> OpenAsync(StorePlaces places) =>
        new(await places.ShareAsync("shelf"), await places.ShareAsync("inbox", createOnly: true), await places.OpenAsync("portal"), await places.KeysAsync("portal"));

    /// <summary>The keys of Portal's cookies.</summary>
    public SealedXml CookieKeys => new(new SealedDocuments(Own.Documents, Keys.Keys, "cookie-keys"), new Subject("portal", "cookies"));

    public async ValueTask DisposeAsync()
    {
        await Own.DisposeAsync();
        await Keys.DisposeAsync();
    }
}
