using System.Collections.Immutable;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Storage;

namespace WinLossAgency.Agency.Engagements;

/// <summary>
/// The client's own words: its questions and beliefs, why deals are left out, what its people ask, how its lists are to be
/// read. Events name these documents and hold none of their words.
/// </summary>
internal sealed class ClientDocuments(AgencyStores stores)
{
    private const string Mapping = "list-mapping";
    private const string Asked = "asked/";
    private const string LeftOut = "left-out/";

    private sealed record Reason(string Words);

    public async Task<DealMapping> MappingAsync(string client) => await stores.People.ReadAsync<DealMapping>(OfClient(client), Mapping) ?? DealMapping.None;

    public Task MapAsync(string client, DealMapping mapping) =>
        stores.People.ChangeAsync<DealMapping>(OfClient(client), Mapping, known => (known ?? DealMapping.None).With(mapping));

    public async Task<string> WordsAsync(string engagement, string id, ClientWords words)
    {
        var document = $"client-words/{id}";
        await stores.People.WriteAsync(Of(engagement), document, words);
        return document;
    }

    public async Task<ClientWords> WordsOfAsync(string engagement, string? document) =>
        document is null ? new ClientWords([], []) : await stores.People.ReadAsync<ClientWords>(Of(engagement), document) ?? new ClientWords([], []);

    public async Task<string> ReasonAsync(string engagement, string deal, string words)
    {
        await stores.People.WriteAsync(Of(engagement), LeftOut + deal, new Reason(words));
        return LeftOut + deal;
    }

    public async Task<string> ReasonOfAsync(string engagement, string document) => (await stores.People.ReadAsync<Reason>(Of(engagement), document))?.Words ?? "";

    public Task AskAsync(string engagement, ClientQuestion question) => stores.People.WriteAsync(Of(engagement), Asked + question.Id, question);

    public async Task<ImmutableArray<ClientQuestion>> QuestionsAsync(string engagement)
    {
        var asked = new List<ClientQuestion>();
        await foreach (var id in stores.People.ListAsync(Of(engagement), Asked))
            if (await stores.People.ReadAsync<ClientQuestion>(Of(engagement), id) is { } question) asked.Add(question);
        return [.. asked.OrderByDescending(q => q.At).ThenBy(q => q.Id, StringComparer.Ordinal)];
    }

    private static Subject Of(string engagement) => new(engagement, "client");

    private static Subject OfClient(string client) => new("clients", client);
}
