using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using Orleans;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements.Inbox;

/// <summary>
/// Does what one request of a client asks and words the answer. The item's id is the command's id everywhere, so a
/// request that was cut off is done again and counts once.
/// </summary>
internal sealed class InboxDesk(AgencyStores stores, IGrainFactory grains, IClock clock)
{
    private const int BeliefsMax = 7;
    private const int BeliefLengthMax = 200;
    private const int WordsLengthMax = 2_000;
    private const int ToRepairMax = 200;

    /// <summary>How long a colleague who was asked for is let in; the client's list shows it and staff can change it.</summary>
    private static readonly Period LetInFor = Period.FromYears(1);

    public Task<Receipt> DoAsync(InboxItem item, CancellationToken stop) => item switch
    {
        { Kind: InboxKind.DealList, DealList: { } sent } => DealListAsync(item, sent, stop),
        { Kind: InboxKind.LeaveOut, LeaveOut: { } wish } => LeaveOutAsync(item, wish),
        { Kind: InboxKind.Expectation, Expectation: { } expected } => ExpectAsync(item, expected),
        { Kind: InboxKind.Colleague, Colleague: { } colleague } => AdmitAsync(item, colleague),
        { Kind: InboxKind.Question, Question: { } asked } => AskAsync(item, asked),
        _ => Task.FromResult(No(item, "This request came without what it asks for. Nothing was changed; send it again.")),
    };

    private async Task<Receipt> DealListAsync(InboxItem item, DealListSent sent, CancellationToken stop)
    {
        if (sent.Bytes > ListText.BytesMax) return No(item, $"The file holds {sent.Bytes:N0} bytes; a list may hold {ListText.BytesMax:N0}. Split it and send the parts one by one.");
        var bytes = await stores.Inbox.ReadAllAsync(ShelfPaths.InboxPayload(item.Client, item.Id), ListText.BytesMax, stop);
        if (bytes is null || bytes.Length != sent.Bytes || Convert.ToHexStringLower(SHA256.HashData(bytes)) != sent.Sha256)
            return No(item, "The file did not arrive whole. Nothing was taken; send it again.");
        var engagement = EngagementOf(item);
        var upload = await engagement.Keep(item.Id, sent.FileName, ImmutableArray.Create(bytes));
        var taken = await engagement.Import(item.Id, upload, sent.FileName);
        if (taken.Refusal is { } why) return No(item, $"{why} Your file is kept.");
        ImmutableArray<RepairLine> repair = [.. taken.Rejected.Take(ToRepairMax).Select(r => new RepairLine(r.Line, r.Told))];
        return Yes(item, Words(taken)) with { ToRepair = repair };
    }

    private async Task<Receipt> LeaveOutAsync(InboxItem item, LeaveOut wish) => Of(item, await EngagementOf(item).LeaveOut(item.Id, wish.DealKey, wish.Reason),
        "The deal is left out of every report from now on, and stands there with your reason, so that readers can judge the sample. A report that is out already does not change.");

    private async Task<Receipt> ExpectAsync(InboxItem item, Expectation expected)
    {
        if (expected.Beliefs.Length is 0 or > BeliefsMax || expected.Beliefs.Any(b => string.IsNullOrWhiteSpace(b) || b.Length > BeliefLengthMax))
            return No(item, $"One to {BeliefsMax} reasons of up to {BeliefLengthMax} characters each can be taken.");
        var engagement = EngagementOf(item);
        return Of(item, await engagement.RecordWords(item.Id, (await engagement.Words()) with { Beliefs = expected.Beliefs }), "What you expect is written down. It is set beside what buyers say.");
    }

    private async Task<Receipt> AdmitAsync(InboxItem item, Colleague colleague)
    {
        // Nobody lets a colleague, or themselves under their own address, stay longer than the agency lets them stay.
        var own = (await grains.GetGrain<IClient>(item.Client).People()).Where(p => IsOf(p, item.By)).Select(p => p.Until);
        var until = own.Append(clock.GetCurrentInstant().InUtc().Date.Plus(LetInFor)).Min();
        var person = new ClientPerson(colleague.Mail, colleague.Name, colleague.Rights == Rights.Admin, item.By.Issuer, null, null, until);
        return Of(item, await grains.GetGrain<IClient>(item.Client).Invite(item.Id, person), "Your colleague can sign in with that address from now on.");
    }

    private static bool IsOf(ClientPerson person, PortalPerson by) => person.ObjectId is null
        ? string.Equals(person.Mail, by.VerifiedMail, StringComparison.OrdinalIgnoreCase)
        : person.ObjectId == by.Oid && person.TenantId == by.Tid;

    private async Task<Receipt> AskAsync(InboxItem item, Asked asked)
    {
        if (string.IsNullOrWhiteSpace(asked.Words) || asked.Words.Length > WordsLengthMax) return No(item, $"A question has 1 to {WordsLengthMax:N0} characters.");
        await EngagementOf(item).Ask(new ClientQuestion(item.Id, item.At, item.By.Name, asked.Words));
        return Yes(item, "Your question is with us. Your contact answers you by mail.");
    }

    private IEngagement EngagementOf(InboxItem item) => grains.GetGrain<IEngagement>($"{item.Client}/{item.Engagement}");

    private static string Words(ImportResult taken)
    {
        var said = new List<string> { taken.Accepted == 1 ? "1 deal is taken" : $"{taken.Accepted} deals are taken" };
        if (taken.Duplicates > 0) said.Add(taken.Duplicates == 1 ? "1 row repeats another" : $"{taken.Duplicates} rows repeat others");
        if (taken.Rejected.Length > 0) said.Add(taken.Rejected.Length == 1 ? "1 row needs repair" : $"{taken.Rejected.Length} rows need repair");
        if (taken.Barred > 0) said.Add(taken.Barred == 1 ? "1 row may not be contacted" : $"{taken.Barred} rows may not be contacted");
        var words = string.Join(", ", said) + ".";
        return taken.Rejected.Length > 0 ? words + " Mend them and send the file again: what is taken already is not taken twice." : words;
    }

    private Receipt Of(InboxItem item, Answer answer, string done) => answer.Ok ? Yes(item, done) : No(item, answer.Refusal!);

    private Receipt Yes(InboxItem item, string words) => new(item.Id, item.Kind, clock.GetCurrentInstant(), true, words, []);

    private Receipt No(InboxItem item, string words) => Yes(item, words) with { Taken = false };
}
