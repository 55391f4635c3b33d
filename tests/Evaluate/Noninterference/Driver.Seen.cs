using NodaTime;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Storage;

namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>Billing, and then a look at everything that the client's side can see.</summary>
internal sealed partial class Driver
{
    private async Task BillAsync(bool withFiles)
    {
        var month = world.Clock.Now.InZone(DateTimeZoneProviders.Tzdb["Europe/Lisbon"]).Date.ToYearMonth();
        Caller.House.Enter();
        var facts = world.Grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf(low.Engagement, month));
        await UntilAsync(async () => await facts.Facts() is var told && told.Count(f => f.Kind == EvidenceKind.Completed) == low.Interviews.Length && told.Any(f => f.Kind == EvidenceKind.Readout));
        new Caller("helena", Role.BillingAdmin).Enter();
        var account = world.Grains.GetGrain<IAccount>(low.Engagement);
        var draft = await account.Draft(month);
        seen.Add("draft of the invoice", string.Join('\n', draft.Lines.Select(l => $"{l.Description}|{l.Period}|{l.Reference}|{l.Each}|{l.Amount}")));
        (await account.Issue("issue", month)).OrThrow();
        var key = (await account.Invoices())[^1];
        var invoice = world.Grains.GetGrain<IInvoice>(key);
        seen.Add("page of the invoice", await invoice.Page());
        var number = (await invoice.View()).Number;
        await UntilAsync(async () => await world.Shelf.ExistsAsync(ShelfPaths.InvoiceState(low.Client, number.ToLowerInvariant(), 1)));
        await UntilAsync(() => Task.FromResult(StripeOf(key).Any(r => r.Path.EndsWith("/finalize", StringComparison.Ordinal))));
        if (withFiles) await UntilAsync(async () => await world.Shelf.ExistsAsync(ShelfPaths.InvoicePdf(low.Client, number.ToLowerInvariant())));
        var n = 0;
        foreach (var (path, idempotency, version, form) in StripeOf(key)) seen.Add($"stripe {n++}", $"{path}\n{idempotency}\n{version}\n{form}");
    }

    /// <summary>Requests for one invoice carry its key in the idempotency key; Stripe's own numbers count on from run to run in both worlds alike.</summary>
    private (string Path, string Key, string Version, string Form)[] StripeOf(string invoice) => [.. world.Stripe.Requests.Where(r => r.Key.Contains(invoice, StringComparison.Ordinal))];

    /// <summary>What lies on the shelf now; a correction takes away what it replaces, so one looks before and after.</summary>
    private async Task TakeShelfAsync(string when)
    {
        await foreach (var name in world.Shelf.ListAsync(ShelfPaths.Client(low.Client)))
        {
            seen.Add($"shelf {when} {name}", await world.Shelf.ReadAllAsync(name) ?? []);
            seen.Add($"shelf {when} {name}: stamp", $"{(await world.Shelf.FactsAsync(name))!.Stamp:O}");
        }
    }

    private async Task CollectAsync(bool withFiles)
    {
        await TakeShelfAsync("at the end");
        await foreach (var name in world.Inbox.ListAsync($"{low.Client}/"))
            seen.Add($"inbox {name}", $"{(await world.Inbox.FactsAsync(name))!.Stamp:O} {Convert.ToHexStringLower(await world.Inbox.ReadAllAsync(name) ?? [])}");
        string[] paths =
        [
            $"/{low.Client}", $"/{low.Client}/q4", $"/{low.Client}/q4/releases", $"/{low.Client}/q4/releases/1", $"/{low.Client}/q4/releases/1/readout.html", $"/{low.Client}/q4/releases/1/report.html",
            $"/{low.Client}/q4/releases/1/data.json", $"/{low.Client}/q4/releases/1/manifest.json", $"/{low.Client}/q4/releases/1/readout.pdf", $"/{low.Client}/q4/deals", $"/{low.Client}/q4/expectations",
            $"/{low.Client}/q4/ask", $"/{low.Client}/q4/colleagues", $"/{low.Client}/invoices", $"/{low.Client}/q4/releases/2", $"/{low.Client}/q4/releases/2/readout.html",
            $"/{low.Client}/q4/releases/2/data.json", $"/{low.Client}/q4/releases/2/manifest.json", $"/{low.Client}/q5",
        ];
        await LookAsync("after", paths);
        if (withFiles) await LookAsync("files", [.. await InvoicesAsync()]);
        See("of another client", await world.Portal.GetAsync("/c999999/q4", cookie));
        await UntilAsync(() => Task.FromResult(world.Portal.IsLogged));
        seen.Add("log of the clients' program", string.Join('\n', world.Portal.Log.Take()));
        seen.Add("log of the staff's program", string.Join('\n', world.DeskLog.Take()));
    }

    private async Task<string[]> InvoicesAsync()
    {
        var found = new List<string>();
        await foreach (var name in world.Shelf.ListAsync(ShelfPaths.Invoices(low.Client)))
            if (name.EndsWith(".pdf", StringComparison.Ordinal)) found.Add($"/{name}");
        return [.. found];
    }
}
