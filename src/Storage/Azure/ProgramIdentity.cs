using Azure.Core;
using Azure.Identity;

namespace WinLossAgency.Storage;

/// <summary>The managed identities of a program: one for each thing that it may touch, so that none opens more than its own.</summary>
public static class ProgramIdentity
{
    // The audience of a federated credential on an app registration.
    private const string Exchange = "api://AzureADTokenExchange/.default";

    internal static TokenCredential Of(string clientId) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));

    /// <summary>A signed statement of who the program is, to be shown to a sign-in provider in place of a secret.</summary>
    public static Func<CancellationToken, ValueTask<string>> StatementOf(string clientId)
    {
        var identity = Of(clientId);
        return async cancel => (await identity.GetTokenAsync(new TokenRequestContext([Exchange]), cancel)).Token;
    }
}
