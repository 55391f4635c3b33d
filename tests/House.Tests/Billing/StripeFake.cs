using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace WinLossAgency.House.Tests.Billing;

/// <summary>
/// As much of Stripe as invoices touch, in memory: states, sums and idempotency. A key seen before gets the first answer again
/// and changes nothing. Its requests are the same that the contract peer checks in StripePeerTests.
/// </summary>
internal sealed class StripeFake : HttpMessageHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> _answered = [];
    private readonly Dictionary<string, JsonObject> _invoices = [];
    private readonly List<(string Path, string Key, string Version, string Form)> _requests = [];

    /// <summary>The house sends while a test looks, so each look is at a copy.</summary>
    public IReadOnlyList<(string Path, string Key, string Version, string Form)> Requests
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>The next so many requests fail as a dead network does, before or after Stripe acted.</summary>
    public int LoseNext { get; set; }

    public int Objects { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : "";
        (HttpStatusCode Status, string Body) answer;
        lock (_requests)
        {
            if (key == "" || !_answered.TryGetValue(key, out answer))
            {
                var fields = form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
                answer = Act(request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries), fields);
                if (key != "") _answered[key] = answer;
            }
            _requests.Add((request.RequestUri!.AbsolutePath, key, request.Headers.GetValues("Stripe-Version").Single(), form));
            if (LoseNext > 0)
            {
                LoseNext--;
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            }
        }
        return new HttpResponseMessage(answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };
    }

    private (HttpStatusCode, string) Act(string[] path, Dictionary<string, string> form) => path switch
    {
        [_, "customers"] => Made(new JsonObject { ["id"] = $"cus_{++Objects}", ["object"] = "customer" }),
        [_, "invoices"] => Draft(form),
        [_, "invoiceitems"] => Item(form),
        [_, "invoices", var id] when _invoices.TryGetValue(id, out var found) => Made(found),
        [_, "invoices", var id, var verb] when _invoices.TryGetValue(id, out var found) => Move(found, verb),
        _ => (HttpStatusCode.NotFound, """{"error":{"type":"invalid_request_error","code":"resource_missing","message":"No such object"}}"""),
    };

    private (HttpStatusCode, string) Draft(Dictionary<string, string> form)
    {
        var invoice = new JsonObject
        {
            ["id"] = $"in_{++Objects}", ["object"] = "invoice", ["status"] = "draft", ["total"] = 0L, ["amount_paid"] = 0L, ["currency"] = form["currency"],
            ["metadata"] = new JsonObject { ["invoice"] = form["metadata[invoice]"] },
        };
        _invoices[(string)invoice["id"]!] = invoice;
        return Made(invoice);
    }

    private (HttpStatusCode, string) Item(Dictionary<string, string> form)
    {
        var invoice = _invoices[form["invoice"]];
        invoice["total"] = (long)invoice["total"]! + long.Parse(form["amount"]);
        return Made(new JsonObject { ["id"] = $"ii_{++Objects}", ["object"] = "invoiceitem" });
    }

    private static (HttpStatusCode, string) Move(JsonObject invoice, string verb)
    {
        var next = ((string)invoice["status"]!, verb) switch
        {
            ("draft", "finalize") => "open",
            ("open" or "uncollectible", "pay") => "paid",
            ("open" or "uncollectible", "void") => "void",
            ("open", "mark_uncollectible") => "uncollectible",
            _ => null,
        };
        if (next is null) return (HttpStatusCode.BadRequest, """{"error":{"type":"invalid_request_error","code":"invoice_not_editable","message":"This invoice is not in a state for that"}}""");
        invoice["status"] = next;
        if (next == "paid") invoice["amount_paid"] = (long)invoice["total"]!;
        return Made(invoice);
    }

    private static (HttpStatusCode, string) Made(JsonObject made) => (HttpStatusCode.OK, made.ToJsonString());
}
