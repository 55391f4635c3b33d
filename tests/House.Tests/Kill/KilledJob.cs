using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Kill;

/// <summary>
/// The child of the kill test: this assembly started again with only this explicit test. It opens the agency that the last
/// life left, checks what had been acknowledged, and works cases until it is killed.
/// </summary>
public sealed class KilledJob
{
    internal const string FolderVariable = "HOUSE_KILL_FOLDER";
    internal const string LifeVariable = "HOUSE_KILL_LIFE";
    internal const string Ready = "ready";
    internal const string Acknowledged = "acknowledged ";

    /// <summary>Told every so many commands that changed nothing: most cases are over by then, and the parent should not wait for more.</summary>
    internal const string Idle = "idle";
    private const int IdleEvery = 50;
    internal const string Engagement = "northwind/q4";
    internal const string AcknowledgedFile = "acknowledged.txt";
    private const int Cases = 50;
    private const int Workers = 4;
    private const int SentAgain = 6;

    internal static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 30);

    [Fact(Explicit = true)]
    public async Task Works_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Only the kill test starts this.");
        var life = int.Parse(Environment.GetEnvironmentVariable(LifeVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        await using var agency = await SmallAgency.OpenAsync(folder);
        agency.Time.Now = Start + Duration.FromHours(life);
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await output.WriteLineAsync();
        if (life == 0) await FoundAsync(agency);
        else
        {
            var acknowledged = await File.ReadAllLinesAsync(Path.Combine(folder, AcknowledgedFile), TestContext.Current.CancellationToken);
            await AfterAKill.VerifyAsync(agency, acknowledged);
            foreach (var line in acknowledged.TakeLast(SentAgain)) await SendAgainAsync(agency, line.Split(' '));
        }
        var cases = await CasesAsync(agency);
        await output.WriteLineAsync($"{Ready} {cases.Length}");
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(agency, [.. cases.Where((_, at) => at % Workers == worker)], life, worker, output))));
    }

    /// <summary>Life, worker and number, as this job names its commands.</summary>
    internal static bool IsId(string command) => command.Split('-') is [var life, _, _] && int.TryParse(life, out _);

    internal static async Task<string[]> CasesAsync(SmallAgency agency)
    {
        var keys = new List<string>();
        await foreach (var key in agency.Given.Facts.ListAsync($"journal|interview|{Engagement}/")) keys.Add(key["journal|interview|".Length..]);
        return [.. keys];
    }

    private static async Task FoundAsync(SmallAgency agency)
    {
        const string head = "Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,Close Date,Stage,Loss Reason,Primary Competitor,Region";
        var rows = Enumerable.Range(1, Cases).Select(n => $"Deal {n},Account {n},Buyer {n},b{n}@a{n}.example,+351 912 555 {n:000},Head,{1000 * n},2026-11-07,Closed Lost,Price,Haulwise,North");
        await agency.InTheFieldAsync(string.Join('\n', rows.Prepend(head)));
        SmallAgency.AsHouse();
        var engagement = agency.Grains.GetGrain<IEngagement>(Engagement);
        Assert.True((await engagement.Choose("choose", [.. (await engagement.Deals(0)).Select(d => d.Deal)])).Ok);
        await agency.UntilAsync(async () => (await engagement.Cards()).Length == Cases);
    }

    private static async Task WorkAsync(SmallAgency agency, string[] cases, int life, int worker, TextWriter output)
    {
        SmallAgency.AsHouse();
        var chance = new Random(life * 100 + worker);
        for (var number = 0; ; number++)
        {
            var (id, key) = ($"{life}-{worker}-{number}", cases[chance.Next(cases.Length)]);
            var interview = agency.Grains.GetGrain<IInterview>(key);
            agency.Time.Pass(Duration.FromSeconds(5));
            if (chance.Next(6) == 0)
            {
                var person = (await interview.View()).State.Person!;
                if ((await agency.Grains.GetGrain<IPerson>(person).Permit(id, TouchKind.Dial, key)).Ok) await output.WriteLineAsync($"{Acknowledged}person {person} {id}");
            }
            else if (await DoneAsync(interview, id, Command(id, chance, worker, life))) await output.WriteLineAsync($"{Acknowledged}interview {key} {id}");
            if (number % IdleEvery == IdleEvery - 1) await output.WriteLineAsync(Idle);
        }
    }

    /// <summary>A command may be accepted and change nothing; only what changed the case is told as done.</summary>
    private static async Task<bool> DoneAsync(IInterview interview, string id, InterviewCommand command)
    {
        var before = Changes((await interview.View()).State);
        return (await interview.Do(id, command)).Ok && Changes((await interview.View()).State) > before;
    }

    /// <summary>Letters go out meanwhile, and are facts too; no command of this job is one.</summary>
    private static int Changes(InterviewState state) => state.Version - state.Mails.Length;

    /// <summary>A caller whose answer was lost asks once more; whatever comes with a known id is not done again.</summary>
    private static async Task SendAgainAsync(SmallAgency agency, string[] line)
    {
        SmallAgency.AsHouse();
        if (line[0] == "person") Assert.True((await agency.Grains.GetGrain<IPerson>(line[1]).Permit(line[2], TouchKind.Dial, Engagement)).Ok);
        else Assert.True((await agency.Grains.GetGrain<IInterview>(line[1]).Do(line[2], new InterviewCommand.RecordAttempt("maya", line[2], AttemptOutcome.NoAnswer))).Ok);
    }

    private static InterviewCommand Command(string id, Random chance, int worker, int life) => chance.Next(40) switch
    {
        < 20 => new InterviewCommand.RecordAttempt("maya", id, (AttemptOutcome)chance.Next(8)),
        < 26 => new InterviewCommand.Book("maya", chance.Next(2) == 0 ? "maya" : "joao", Start + Duration.FromDays(3 + life) + Duration.FromMinutes(15 * chance.Next(32)), 30, MeetingWay.Phone),
        < 30 => new InterviewCommand.CallOff("maya"),
        < 34 => new InterviewCommand.Undo("maya"),
        < 37 => new InterviewCommand.Skip("maya", Start + Duration.FromDays(1)),
        37 when worker == 0 => new InterviewCommand.RefuseHard("maya", RefusalOf.Person),
        38 => new InterviewCommand.TakeConsent("maya", Attribution.Unattributed, true, "en/1", "2026-1"),
        39 => new InterviewCommand.Complete("maya", 8),
        _ => new InterviewCommand.NoteReturn("maya", null),
    };
}
