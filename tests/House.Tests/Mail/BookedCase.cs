using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Calls;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>One buyer of one programme, whose case an interviewer works while letters go out.</summary>
internal sealed class BookedCase(SmallAgency agency, string key)
{
    public const string Address = "vera.lund@vale.example";
    private const string List = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region\n"
        + "Cold rooms,Vale do Lima,Vera Lund," + Address + ",+351 912 555 018,Head of Operations,100000,2026-11-07,Closed Lost,Price,Haulwise,North\n";

    public static readonly Instant Start = Instant.FromUtc(2026, 11, 26, 9, 0);

    public string Key => key;

    /// <summary>How many facts the case had before its first letter.</summary>
    public int VersionWhenSent { get; set; }

    public SmallAgency Agency => agency;

    public IInterview Interview => agency.Grains.GetGrain<IInterview>(key);

    public static async Task<BookedCase> OpenAsync(bool disclosed = true, string? folder = null, Action<IServiceCollection, string>? more = null, params System.Reflection.Assembly[] rooms) => await OpenAsync(List, disclosed, folder, more, rooms);

    /// <summary>A buyer whose language is German, and an interviewer who speaks it.</summary>
    public static async Task<BookedCase> GermanAsync()
    {
        var one = await OpenAsync(List.Replace("Region\n", "Region,Language\n", StringComparison.Ordinal).Replace("North\n", "North,de\n", StringComparison.Ordinal), true, null, null);
        SmallAgency.AsHouse();
        Assert.True((await one.Agency.Grains.GetGrain<IAgency>(IAgency.Key).Join("maya-de", new Staff("maya", "Maya Lindqvist", "maya@harrowlane.example", Role.Interviewer, "main", "Europe/Lisbon", null, "de"))).Ok);
        return one;
    }

    private static async Task<BookedCase> OpenAsync(string list, bool disclosed, string? folder, Action<IServiceCollection, string>? more, params System.Reflection.Assembly[] rooms)
    {
        var agency = await SmallAgency.OpenAsync(folder, more, rooms);
        var programme = await agency.InTheFieldAsync(list, disclosed);
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(programme);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == 1);
        return new BookedCase(agency, (await engagement.Cards())[0].Interview);
    }

    public async Task<InterviewState> StateAsync()
    {
        SmallAgency.AsHouse();
        return (await Interview.View()).State;
    }

    public async Task DoAsync(InterviewCommand command)
    {
        SmallAgency.AsHouse();
        var answer = await Interview.Do($"test/{(await Interview.View()).State.Version}", command);
        Assert.True(answer.Ok, answer.Refusal);
    }

    public Task BookAsync(Instant? start = null) => DoAsync(new InterviewCommand.Book("maya", "maya", start ?? Start, 30, MeetingWay.Phone));

    /// <summary>Books, or moves what is booked, and waits for its letter: so many have gone by then.</summary>
    public async Task<IReadOnlyList<MailLine>> BookAndMailAsync(int letters, Instant? start = null)
    {
        await BookAsync(start);
        await PassUndoAsync();
        return await UntilMailsAsync(letters);
    }

    /// <summary>Books Monday 30 November at ten and moves it to eleven; both letters are out.</summary>
    public async Task BookAndMoveAsync()
    {
        await BookAndMailAsync(1, Instant.FromUtc(2026, 11, 30, 10, 0));
        await BookAndMailAsync(2, Instant.FromUtc(2026, 11, 30, 11, 0));
    }

    /// <summary>The case passes on to Rosa Ribeiro, as Maya takes it down on the telephone.</summary>
    public async Task PassOnAsync()
    {
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await agency.Grains.GetGrain<ICallQueue>("main").Open(key)).Refusal);
        SmallAgency.As("maya", Role.Interviewer);
        Assert.Null((await Interview.Refer("refer", new Domain.People.DossierFile { Name = "Rosa Ribeiro", Emails = ["rosa@vale.example"] })).Refusal);
    }

    /// <summary>Undo's minute is over, so that letters are due.</summary>
    public async Task PassUndoAsync()
    {
        agency.Time.Pass(Domain.Interviews.Interview.UndoFor + Duration.FromSeconds(1));
        await WakeAsync();
    }

    /// <summary>A clock that a test moves wakes nobody; the reminder would within five minutes.</summary>
    public Task WakeAsync()
    {
        SmallAgency.AsHouse();
        return Interview.MailCarried();
    }

    public async Task<IReadOnlyList<MailLine>> MailsAsync(string address = Address)
    {
        SmallAgency.AsHouse();
        return [.. (await agency.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Where(m => m.To == address)];
    }

    public async Task<IReadOnlyList<MailLine>> UntilMailsAsync(int count)
    {
        await agency.UntilAsync(async () =>
        {
            await WakeAsync();
            return (await StateAsync()).Mails.Length >= count;
        });
        return await MailsAsync();
    }

    /// <summary>What the case owes as it rests in the store.</summary>
    public async Task<IReadOnlyList<Owed>> OwedAsync()
    {
        var stored = await agency.Given.Facts.ReadAsync($"journal|interview|{key}", TestContext.Current.CancellationToken);
        using var journal = JsonDocument.Parse(stored!.Bytes);
        return journal.RootElement.GetProperty("owed").Deserialize<List<Owed>>(StoredJson.Options)!;
    }

    /// <summary>Everything due by now was paid or has failed so often.</summary>
    public Task UntilOwedAsync(Func<IReadOnlyList<Owed>, bool> holds) => agency.UntilAsync(async () => holds(await OwedAsync()));
}
