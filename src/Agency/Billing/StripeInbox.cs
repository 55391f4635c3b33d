using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Work;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Billing;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Billing;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Billing;

/// <summary>
/// What Stripe says happened. A message is verified, kept and acknowledged; then the object it names is fetched anew and that is
/// applied. What could not be applied stays kept and is tried again; once a day all mirrored invoices are compared with ours.
/// </summary>
internal sealed class StripeInbox(StripeKeys keys, StripeClient client, StripeMirror mirror, EffectWorker worker, AgencyStores stores, IGrainFactory grains, JournalTools tools,
    TimeProvider time, ILogger<StripeInbox> logger) : BackgroundService
{
    public const string DifferencesDocument = "stripe|differences";
    private const string EventPrefix = "stripe|event|";
    private const int IdLengthMax = 120;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);
    private static readonly Duration CompareEvery = Duration.FromDays(1);

    public async Task<SignatureVerdict> TakeAsync(string signature, ReadOnlyMemory<byte> rawBody, CancellationToken stop)
    {
        if (keys.WebhookSecret == "") return SignatureVerdict.Wrong;
        var verdict = StripeSignature.Verify(signature, rawBody.Span, keys.WebhookSecret, tools.RealClock.GetCurrentInstant());
        if (verdict != SignatureVerdict.Valid) return verdict;
        if (StripeEvent.Read(rawBody.Span) is not { } told || !IsId(told.Id) || !IsId(told.ObjectId)) return SignatureVerdict.Unreadable;
        if (told.ObjectKind != "invoice") return SignatureVerdict.Valid;
        // Only which invoice it was about is kept: everything else is fetched anew.
        if (await stores.Facts.ReadAsync(EventPrefix + told.Id, stop) is null)
            try
            {
                await stores.Facts.WriteAsync(EventPrefix + told.Id, Encoding.UTF8.GetBytes(told.ObjectId), null, stop);
            }
            catch (EtagMismatchException)
            {
                // The same message came twice at once.
            }
        worker.Try(told.Id, ended => ApplyAsync(EventPrefix + told.Id, ended));
        return SignatureVerdict.Valid;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!keys.AreThere()) return;
        Caller.House.Enter();
        using var timer = new PeriodicTimer(LookEvery, time);
        Instant? compared = null;
        do
        {
            try
            {
                await foreach (var document in stores.Facts.ListAsync(EventPrefix, stoppingToken)) await TryAsync(document, stoppingToken);
                var now = tools.RealClock.GetCurrentInstant();
                if (compared is not null && now - compared < CompareEvery) continue;
                await CompareAsync(stoppingToken);
                compared = now;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                StripeLog.Failed(logger, failed.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One message that cannot be applied stays kept, and holds up neither the others nor the comparison.</summary>
    private async Task TryAsync(string document, CancellationToken stop)
    {
        try
        {
            await ApplyAsync(document, stop);
        }
        catch (Exception failed) when (!stop.IsCancellationRequested)
        {
            StripeLog.Failed(logger, failed.GetType().Name);
        }
    }

    private async Task ApplyAsync(string document, CancellationToken stop)
    {
        if (await stores.Facts.ReadAsync(document, stop) is not { } kept) return;
        var answer = await client.Invoice(Encoding.UTF8.GetString(kept.Bytes.Span), stop);
        if (answer is StripeAnswer.TryLater) return;
        // An invoice that is gone, or not of our making, is none of ours to touch.
        if (answer is StripeAnswer.Done done && StripeInvoice.Read(done.Object) is { Ours: not "" } there && await mirror.IdOfAsync(there.Ours) == there.Id) await HearAsync(there, document);
        await stores.Facts.DeleteAsync(document, cancel: stop);
    }

    private async Task HearAsync(StripeInvoice there, string commandId)
    {
        Caller.House.Enter();
        await grains.GetGrain<IInvoice>(there.Ours).StripeSays(commandId, new StripeStanding(there.Id, there.Status, there.Paid));
    }

    /// <summary>First hears what came in meanwhile, then lists what still differs.</summary>
    public async Task CompareAsync(CancellationToken stop)
    {
        var ours = new Dictionary<string, InvoiceState>();
        var theirs = new List<StripeInvoice>();
        await foreach (var document in stores.Facts.ListAsync(StripeMirror.InvoicePrefix, stop))
        {
            var key = document[StripeMirror.InvoicePrefix.Length..];
            if (await mirror.IdOfAsync(key) is not { } id || await FetchAsync(id, stop) is not { } there) continue;
            await HearAsync(there, $"compare/{id}/{there.Paid.Minor}");
            ours[key] = await grains.GetGrain<IInvoice>(key).View();
            theirs.Add(there);
        }
        var differences = StripeReconciliation.Compare(ours, theirs).Select(one => ours.TryGetValue(one.Invoice, out var invoice) ? $"{invoice.Number}: {one.Says}" : one.Says).ToImmutableArray();
        var stored = await stores.Facts.ReadAsync(DifferencesDocument, stop);
        await stores.Facts.WriteAsync(DifferencesDocument, HouseJson.Bytes(differences), stored?.ETag, stop);
    }

    private async Task<StripeInvoice?> FetchAsync(string id, CancellationToken stop) => await client.Invoice(id, stop) is StripeAnswer.Done done ? StripeInvoice.Read(done.Object) : null;

    private static bool IsId(string text) => text.Length is > 0 and <= IdLengthMax && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}

internal static partial class StripeLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe could not be read: {Error}; it is tried again in five minutes")]
    public static partial void Failed(ILogger logger, string error);
}
