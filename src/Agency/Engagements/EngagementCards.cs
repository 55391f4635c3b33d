using System.Runtime.CompilerServices;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>Where engagements lay the cards of their interviews: one small document each, so that none grows without end.</summary>
internal static class EngagementCards
{
    private const string Prefix = "card|";

    public static string KeyOf(string interview) => Prefix + interview;

    public static IAsyncEnumerable<InterviewCard> OfAsync(IDocumentStore facts, string engagement, CancellationToken cancel = default) =>
        ReadAsync(facts, $"{Prefix}{engagement}/", cancel);

    public static IAsyncEnumerable<InterviewCard> AllAsync(IDocumentStore facts, CancellationToken cancel = default) => ReadAsync(facts, Prefix, cancel);

    /// <summary>
    /// Lays a newer card in the place of an older one; false where a newer one lies there. The same card again is to be told
    /// again: whoever laid it may not have come to telling it. The same history may be told more fully than when it was laid.
    /// </summary>
    public static async Task<bool> LayAsync(IDocumentStore facts, InterviewCard card)
    {
        var stored = await facts.ReadAsync(KeyOf(card.Interview));
        var bytes = HouseJson.Bytes(card);
        if (stored is not null && HouseJson.Read<InterviewCard>(stored.Bytes.Span).Version is var there && (there > card.Version || there == card.Version && stored.Bytes.Span.SequenceEqual(bytes))) return there == card.Version;
        await facts.WriteAsync(KeyOf(card.Interview), bytes, stored?.ETag);
        return true;
    }

    private static async IAsyncEnumerable<InterviewCard> ReadAsync(IDocumentStore facts, string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in facts.ListAsync(prefix, cancel))
            if (await facts.ReadAsync(key, cancel) is { } stored) yield return HouseJson.Read<InterviewCard>(stored.Bytes.Span);
    }
}
