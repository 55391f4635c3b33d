using System.Diagnostics;
using WinLossAgency.Agency.Billing;
using Xunit;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>The same calls that the fake answers, checked field by field against Stripe's published contract by a peer that knows no state.</summary>
public class StripePeerTests
{
    private const string Peer = "node_modules/@stdy/cli-linux-x64/bin/steady";

    [Fact]
    public async Task Every_call_keeps_the_published_contract()
    {
        var stop = TestContext.Current.CancellationToken;
        var spec = Vectors.Path("contracts/stripe/stripe-2026-07-29.dahlia.sdk-derived.openapi.json");
        await using var peer = await StartAsync(spec);
        var errors = new Errors();
        var client = new StripeClient(new HttpClient(errors) { BaseAddress = peer.Address }, new StripeKeys("sk_test_1", ""));
        var id = await StripeTests.Mirror(client, Samples.Issued());
        StripeTests.Done(await client.Invoice(id, stop));
        StripeTests.Done(await client.PayOutOfBand(id, "n1/pay", stop));
        StripeTests.Done(await client.Void(id, "n1/void", stop));
        StripeTests.Done(await client.GiveUp(id, "n1/give-up", stop));
        Assert.True(errors.Seen.Count >= 10, $"{errors.Seen.Count} calls were checked");
        Assert.All(errors.Seen, seen => Assert.Equal("0", seen.Errors));
    }

    private static Task<ContractPeer> StartAsync(string spec) => ContractPeer.StartAsync("@stdy/cli", Peer, (steady, port) => new ProcessStartInfo(steady,
    [
        "--host", "127.0.0.1", "-p", $"{port}", "--no-color", "--validator-form-object-format=brackets", "--validator-form-array-format=brackets",
        "--validator-query-array-format=brackets", "--validator-query-object-format=brackets", spec,
    ]));

    private sealed class Errors() : DelegatingHandler(new HttpClientHandler())
    {
        public List<(string Path, string Errors)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Seen.Add((request.RequestUri!.AbsolutePath, response.Headers.TryGetValues("X-Steady-Error-Count", out var count) ? count.Single() : "no count"));
            return response;
        }
    }
}
