using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain;
using WinLossAgency.Grains.Access;
using WinLossAgency.Storage;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>The open end of the log: lines since the last part was laid apart.</summary>
internal sealed class AccessLogPart
{
    /// <summary>How many full parts lie apart as documents.</summary>
    public int Parts { get; set; }

    public List<string> Leaves { get; set; } = [];
}

/// <summary>Records openings. It holds ids, numbers and times; the tree over them is built anew when the grain wakes.</summary>
[GrainType("access-log")]
internal sealed class AccessLogGrain([PersistentState("log", "vault")] IPersistentState<AccessLogPart> part, VaultStores stores, HeadKey key) : Grain, IAccessLog
{
    public const int LeavesMax = 200;
    public const int PageMax = 50;
    public static readonly Duration StandsFor = Duration.FromMinutes(30);

    private AccessTree tree = new();
    private readonly List<string> leaves = [];

    private string Engagement => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= part.State.Parts; number++)
        {
            var stored = await stores.Documents.ReadAsync(KeyOf(number), cancellationToken)
                ?? throw new InvalidOperationException($"Part {number} of {part.State.Parts} of an access log is missing.");
            foreach (var leaf in HouseJson.Read<List<string>>(stored.Bytes.Span)) Grow(leaf);
        }
        foreach (var leaf in part.State.Leaves) Grow(leaf);
    }

    public async Task<AccessLine> Record(string who, string what, AccessReason why)
    {
        if (part.State.Leaves.Count == LeavesMax) await ClosePartAsync();
        var line = new AccessLine(tree.Size, who, what, why, stores.Clock.GetCurrentInstant());
        var leaf = AccessLeaf.Write(line);
        part.State.Leaves.Add(leaf);
        try
        {
            await part.WriteStateAsync();
        }
        catch
        {
            // A line that is not written was not logged, and nobody may read on the strength of it.
            part.State.Leaves.RemoveAt(part.State.Leaves.Count - 1);
            throw;
        }
        Grow(leaf);
        return line;
    }

    public Task<AccessLine?> Standing(string who, string what)
    {
        var since = stores.Clock.GetCurrentInstant() - StandsFor;
        for (var number = leaves.Count - 1; number >= 0; number--)
        {
            var line = AccessLeaf.Read(leaves[number]);
            if (line.At < since) break;
            if (line.Who == who && line.What == what) return Task.FromResult<AccessLine?>(line);
        }
        return Task.FromResult<AccessLine?>(null);
    }

    public Task<ImmutableArray<AccessLine>> Lines(int skip)
    {
        var caller = Caller.Required;
        var all = caller.Is(Role.PrivacyOfficer | Role.Owner);
        return Task.FromResult(Enumerable.Reverse(leaves).Select(AccessLeaf.Read).Where(line => all || line.Who == caller.Id)
            .Skip(Math.Max(0, skip)).Take(PageMax).ToImmutableArray());
    }

    public Task<SignedHead> Head() => key.SignAsync(Engagement, tree.Size, tree.Root(), stores.Clock.GetCurrentInstant());

    public async Task<SignedHead> Witness(LocalDate day)
    {
        var document = $"heads|{Engagement}|{day.Year:0000}";
        var stored = await stores.Documents.ReadAsync(document);
        var kept = stored is null ? [] : HouseJson.Read<List<DayHead>>(stored.Bytes.Span);
        if (kept.FirstOrDefault(one => one.Day == day) is { } before) return before.Head;
        var head = await Head();
        kept.Add(new DayHead(day, head));
        await stores.Documents.WriteAsync(document, HouseJson.Bytes(kept), stored?.ETag);
        return head;
    }

    public async Task<ImmutableArray<byte>> Export()
    {
        var heads = new List<SignedHead>();
        await foreach (var document in stores.Documents.ListAsync($"heads|{Engagement}|"))
            if (await stores.Documents.ReadAsync(document) is { } stored) heads.AddRange(HouseJson.Read<List<DayHead>>(stored.Bytes.Span).Select(kept => kept.Head));
        heads.Add(await Head());
        using var signer = await key.OpenAsync();
        return [.. AccessExport.Write(Engagement, heads[^1].PublicKey, leaves, tree, [.. heads.OrderBy(head => head.Size).ThenBy(head => head.At)], signer.Sign)];
    }

    public async Task Forget()
    {
        var gone = new List<string>();
        foreach (var start in new[] { $"access|{Engagement}|", $"heads|{Engagement}|" })
            await foreach (var document in stores.Documents.ListAsync(start)) gone.Add(document);
        if (gone.Count == 0 && leaves.Count == 0) return;
        // The state first: a log whose parts are gone and counted would open no more.
        await part.ClearStateAsync();
        part.State = new AccessLogPart();
        foreach (var document in gone) await stores.Documents.DeleteAsync(document);
        await stores.Documents.ScrubAsync();
        leaves.Clear();
        tree = new AccessTree();
    }

    private sealed record DayHead(LocalDate Day, SignedHead Head);

    public Task<ImmutableArray<string>> Inclusion(long line, long size) =>
        Task.FromResult(tree.InclusionProof(line, size).Select(hash => Convert.ToBase64String(hash)).ToImmutableArray());

    public Task<ImmutableArray<string>> Consistency(long first, long second) =>
        Task.FromResult(tree.ConsistencyProof(first, second).Select(hash => Convert.ToBase64String(hash)).ToImmutableArray());

    private void Grow(string leaf)
    {
        tree.Append(AccessLeaf.Bytes(leaf));
        leaves.Add(leaf);
    }

    /// <summary>The part lies apart before the state forgets it; a death between the two leaves the same lines in both, and the state counts.</summary>
    private async Task ClosePartAsync()
    {
        var document = KeyOf(part.State.Parts + 1);
        var before = await stores.Documents.ReadAsync(document);
        await stores.Documents.WriteAsync(document, JsonSerializer.SerializeToUtf8Bytes(part.State.Leaves, HouseJson.Options), before?.ETag);
        (part.State.Parts, part.State.Leaves) = (part.State.Parts + 1, []);
        await part.WriteStateAsync();
    }

    private string KeyOf(int number) => $"access|{Engagement}|{number:0000}";
}
