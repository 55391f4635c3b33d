using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Orleans;
using WinLossAgency.Agency;
using WinLossAgency.Desk.Access;
using WinLossAgency.Domain;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Storage;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// Says one phrase in every candid place while the example is worked: in asides, notes, write-ups and call notes, in names of
/// files and voices, and as the surname of one buyer, who also says it on the record inside a quote that the report prints.
/// </summary>
internal sealed class Canary(CanaryForms forms, Opening opening, IGrainFactory grains, DeskStores stores) : IDisposable
{
    /// <summary>The buyer who bears the phrase as a name, the voice they have in the recording, and a quote of theirs that the report prints.</summary>
    private const string Contact = "Rita Fonseca";
    private const string Voice = "Rita F.";
    private const string Quoted = "I had three names in four weeks";
    private const string Bearer = "transcripts/01-zoom.vtt";
    private readonly SortedDictionary<string, int> planted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeskVisitor> visitors = [];
    private readonly HashSet<string> wroteThemselves = new(StringComparer.Ordinal);
    private Uri? desk;

    public string Phrase => forms.Phrase;

    /// <summary>Where the phrase was said and how often; a run that said it nowhere would prove nothing.</summary>
    public IReadOnlyDictionary<string, int> Planted => planted;

    public void OpenDoors(Uri at) => desk = at;

    public void Count(string place, int times = 1) => planted[place] = planted.GetValueOrDefault(place) + times;

    /// <summary>The buyer's new name in the client's list, in the recording's voices and words, and in a quote.</summary>
    public GeneratedSet In(GeneratedSet set)
    {
        var name = $"Rita {forms.Name}";
        string Said(string words) => words.Contains(Quoted, StringComparison.Ordinal) ? words.Replace(Quoted, $"{Quoted}, {name} had", StringComparison.Ordinal) : words;
        var list = Encoding.UTF8.GetString(set.Files[set.DealFile]);
        var talk = Encoding.UTF8.GetString(set.Files[Bearer]);
        Count("name in the client's list", Times(list, Contact));
        Count("voice label of a transcript", Times(talk, $"{Voice}:"));
        Count("said on the record, in a quote of the report", Times(talk, Quoted));
        list = list.Replace(Contact, name, StringComparison.Ordinal).Replace("rita.fonseca@", $"rita.{forms.Joined}@", StringComparison.Ordinal);
        talk = Said(talk.Replace($"{Voice}:", $"{name}:", StringComparison.Ordinal).Replace("So, Rita,", $"So, {name},", StringComparison.Ordinal));
        var files = set.Files.SetItem(set.DealFile, Encoding.UTF8.GetBytes(list)).SetItem(Bearer, Encoding.UTF8.GetBytes(talk));
        return set with { Files = files, Cases = [.. set.Cases.Select(c => c.Transcript == Bearer ? Renamed(c, name, Said) : c)] };
    }

    /// <summary>The report quotes what was said, so its draft asks for the words with the name in them; masking takes the name out.</summary>
    public string InReport(string json)
    {
        if (!json.Contains(Quoted, StringComparison.Ordinal)) throw new InvalidOperationException("The example's report does not print the quote that carries the canary.");
        return json.Replace(Quoted, $"{Quoted}, Rita {forms.Name} had", StringComparison.Ordinal);
    }

    public string FileName(string transcript)
    {
        Count("file name of a transcript");
        return $"{forms.Phrase} {Path.GetFileName(transcript)}";
    }

    /// <summary>What an interviewer types on the call desk: a draft and a note, through the desk's own doors, and a search for who is on the line.</summary>
    public async Task OnCallDeskAsync(string interview, string by)
    {
        var visitor = await VisitorAsync(by);
        await visitor.SendAsync($"/calls/{interview}/note-drafts", ("note", $"Asked me to ring back about the {forms.Phrase}"));
        Count("draft of a call note");
        new Caller(by, Role.Interviewer).Enter();
        await grains.GetGrain<IInterview>(interview).Note($"Rings back; spoke of the {forms.Phrase}.");
        Count("call note");
        await visitor.FindCallerAsync(forms.Name);
        Count("search for a caller");
    }

    /// <summary>Live notes of a conversation, sealed and not, and one that is still being typed when it ends.</summary>
    public async Task InConversationAsync(string interview, string by)
    {
        var visitor = await VisitorAsync(by);
        await visitor.SendAsync($"/interviews/{interview}/notes", ("words", $"They kept a {forms.Phrase} in the yard"), ("at", "60"), ("sealed", "false"));
        await visitor.SendAsync($"/interviews/{interview}/notes", ("words", $"Between us: the {forms.Phrase} again"), ("at", "90"), ("sealed", "true"));
        await visitor.SendAsync($"/interviews/{interview}/note-drafts", ("words", $"half a line on the {forms.Phrase}"), ("at", "95"), ("sealed", "true"));
        Count("live note", 2);
        Count("draft of a live note");
    }

    /// <summary>The wrap-up through its own form, with the phrase in all five lines.</summary>
    public async Task WrapUpAsync(string interview, ExampleCase c, string by)
    {
        var visitor = await VisitorAsync(by);
        (string, string)[] lines = [.. ((string[])["decided", "surprised", "best", "advice", "doubt"]).Select(line => (line, $"It was the {forms.Phrase}, {line}"))];
        await visitor.SendAsync($"/interviews/{interview}/wrap-up/lines", lines);
        await visitor.SendAsync($"/interviews/{interview}/wrap-up", [.. lines, ("level", "true"), ("asides", "true"), ("recording", c.Consent!.Recording ? "attached" : "notes"),
            ("contact", c.ContactRequest is null ? "no" : "yes"), ("felt", char.ToUpperInvariant((c.Felt ?? "fine")[0]) + (c.Felt ?? "fine")[1..])]);
        Count("line of a write-up", lines.Length);
    }

    /// <summary>
    /// The client's own request: a question and a list with a row that cannot be taken. What a client writes stays in its own
    /// inbox as it wrote it; nothing of it may come back on the shelf.
    /// </summary>
    public async Task AsClientAsync(Instant at)
    {
        var owen = new PortalPerson(DemoPeople.Issuer, DemoPeople.Tenant, "owen", "Owen", "");
        await LayAsync(new InboxItem("in-canary-1", InboxKind.Question, DemoFounding.Client, "q4", owen, at) { Question = new Asked($"Did you speak to the {forms.Phrase}?") });
        var list = Encoding.UTF8.GetBytes($"Opportunity ID,Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Close Date,Stage\n006Qx00000NW091AAA,Yard,Canary Works,Rita {forms.Name},rita.{forms.Joined}@canary-works.example,32.13.2026,Closed Lost\n");
        await stores.Agency.Inbox.CreateAsync(ShelfPaths.InboxPayload(DemoFounding.Client, "in-canary-2"), list);
        wroteThemselves.Add($"{DemoFounding.Client}/in-canary-2.payload");
        await LayAsync(new InboxItem("in-canary-2", InboxKind.DealList, DemoFounding.Client, "q4", owen, at)
        {
            DealList = new DealListSent($"{forms.Phrase}.csv", list.Length, Convert.ToHexStringLower(SHA256.HashData(list))),
        });
        Count("the client's own requests", 2);
        await Patience.UntilAsync("the client's requests to be answered", async () =>
            await stores.Agency.Shelf.ReadAllAsync(ShelfPaths.Receipt(DemoFounding.Client, "in-canary-1")) is not null
            && await stores.Agency.Shelf.ReadAllAsync(ShelfPaths.Receipt(DemoFounding.Client, "in-canary-2")) is not null);
    }

    /// <summary>Whether a file of the inbox is one that the client wrote in this run: nobody but a client's own Portal writes there.</summary>
    public bool IsTheClientsOwn(string path) => wroteThemselves.Contains(path);

    public void Dispose()
    {
        foreach (var visitor in visitors.Values) visitor.Dispose();
    }

    private async Task LayAsync(InboxItem item)
    {
        await stores.Agency.Inbox.CreateAsync(ShelfPaths.InboxItem(item.Client, item.Id), HouseJson.ShelfBytes(item));
        wroteThemselves.Add(ShelfPaths.InboxItem(item.Client, item.Id));
    }

    private async Task<DeskVisitor> VisitorAsync(string person) =>
        visitors.TryGetValue(person, out var known) ? known : visitors[person] = await DeskVisitor.SignInAsync(desk!, opening.Key, person, "/transcripts");

    private static ExampleCase Renamed(ExampleCase c, string name, Func<string, string> said) => c with
    {
        Deal = c.Deal with { Contact = name },
        Speakers = c.Speakers.ToDictionary(s => s.Key == Voice ? name : s.Key, s => s.Value),
        Quotes = [.. c.Quotes.Select(q => q with { Words = said(q.Words) })],
        Coding = [.. c.Coding.Select(k => k with { Words = said(k.Words) })],
    };

    private static int Times(string text, string words) => (text.Length - text.Replace(words, "", StringComparison.Ordinal).Length) / words.Length is > 0 and var n ? n
        : throw new InvalidOperationException($"The example no longer holds “{words}”, on which the canary sits.");
}
