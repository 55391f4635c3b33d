using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Grains.People;
using WinLossAgency.Grains.Stores;
using WinLossAgency.House.Tests.Spine;
using WinLossAgency.House.Tests.Vault;
using WinLossAgency.Storage;
using WinLossAgency.Vault.AccessLog;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Replies;

namespace WinLossAgency.House.Tests.People;

/// <summary>What is kept for a time goes when it is over, and the end of a programme leaves nothing that leads back to a buyer.</summary>
public sealed partial class LifetimeTests
{
    private const string Call = "Maya: How was it?\nAna: Quite early on the quote was clear.\nMaya: Thank you.\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_waits_for_a_file_that_is_being_written()
    {
        var folder = Directory.CreateTempSubdirectory("search-").FullName;
        var writer = new FileStream(Path.Combine(folder, "part"), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await writer.WriteAsync("ana1@vale1.example"u8.ToArray(), Stop);
        await writer.FlushAsync(Stop);
        var search = FileSearch.InAsync(folder, "*", [Encoding.UTF8.GetBytes("ana1@vale1.example")], Stop).AsTask();
        Assert.False(search.IsCompleted);
        await writer.DisposeAsync();
        Assert.Equal(["part"], (await search).Found);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Transcripts_and_asides_go_so_many_days_after_the_readout_and_not_before()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        SmallAgency.AsHouse();
        var rounds = vault.Grains.GetGrain<IRounds>(IRounds.Key);
        vault.Agency.Time.Pass(Duration.FromDays(89));
        await rounds.Go();
        Assert.NotNull(await vault.Files.ReadingAsync(interview, 1));
        vault.Agency.Time.Pass(Duration.FromDays(2));
        await rounds.Go();
        await vault.Agency.UntilAsync(async () => (await vault.Intake(interview).View()).Marking.IsErased);
        Assert.Null(await vault.Files.ReadingAsync(interview, 1));
        // What went on record stays with the engagement.
        Assert.NotNull(await vault.Agency.Given.Transcripts.ReadAsync<object>(CaseSubject.Of(interview), "on-record"));
    }

    [Fact]
    public async Task A_conversation_that_is_closed_after_that_time_loses_its_raw_words_in_the_next_round()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var (first, second) = await vault.InterviewedAsync(2) is [var a, var b] ? (a, b) : ("", "");
        await DeliverAsync(vault, first);
        vault.Agency.Time.Pass(Duration.FromDays(91));
        SmallAgency.AsHouse();
        await vault.Grains.GetGrain<IRounds>(IRounds.Key).Go();
        await vault.Agency.UntilAsync(() => vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement).Settled());
        Assert.True((await vault.Intake(first).View()).Marking.IsErased);

        await vault.MarkedAsync(second, Call);
        await vault.ClosedAsync(second);
        Assert.NotNull(await vault.Files.ReadingAsync(second, 1));

        SmallAgency.AsHouse();
        vault.Agency.Time.Pass(Duration.FromDays(1));
        await vault.Grains.GetGrain<IRounds>(IRounds.Key).Go();
        await vault.Agency.UntilAsync(async () => (await vault.Intake(second).View()).Marking.IsErased);
        Assert.Null(await vault.Files.ReadingAsync(second, 1));
        Assert.NotNull(await vault.Agency.Given.Transcripts.ReadAsync<object>(CaseSubject.Of(second), "on-record"));
        Assert.Equal(2, await TimesOverAsync(vault));

        // A round that finds nothing leaves no line; words that came by mail go like any other.
        var replies = vault.Agency.Services.GetRequiredService<ReplyFiles>();
        await replies.AppendAsync(first, new Reply("late", vault.Agency.Time.Now, CandidText.Of(""), CandidText.Of("Please stop."), [], true));
        foreach (var lines in new[] { 3, 3 })
        {
            vault.Agency.Time.Pass(Duration.FromDays(1));
            await vault.Grains.GetGrain<IRounds>(IRounds.Key).Go();
            Assert.Empty((await replies.ReadAsync(first)).Replies);
            Assert.Equal(lines, await TimesOverAsync(vault));
        }
    }

    [Fact]
    public async Task A_dossier_goes_months_after_the_last_contact_and_the_person_can_be_met_anew()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        SmallAgency.AsHouse();
        var person = vault.Grains.GetGrain<IPerson>((await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!);
        var rounds = vault.Grains.GetGrain<IRounds>(IRounds.Key);
        vault.Agency.Time.Pass(Duration.FromDays(360));
        await rounds.Go();
        Assert.NotNull(await person.Dossier());
        vault.Agency.Time.Pass(Duration.FromDays(10));
        await rounds.Go();
        await vault.Agency.UntilAsync(async () => await person.Dossier() is null);
        Assert.False((await person.Standing()).Erased);
        var again = await vault.Grains.GetGrain<IPeople>(IPeople.Key).FindOrOpen("again", "Europe/Lisbon", new DossierFile { Name = "Ana F", Emails = ["ana1@vale1.example"] });
        Assert.Equal("Ana F", (await vault.Grains.GetGrain<IPerson>(again).Dossier())!.Name);
    }

    [Fact]
    public async Task At_the_end_of_a_programme_nothing_that_stays_joins_back_to_a_buyer()
    {
        await using var vault = await VaultAgency.OpenAsync();
        var interview = await DeliveredAsync(vault);
        SmallAgency.AsHouse();
        var person = (await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!;
        // The same search finds the link while the programme runs, so that finding none afterwards means something.
        Assert.NotEmpty(await JoinsAsync(vault, person));
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        SmallAgency.As("lars", Role.Analyst);
        Assert.Contains("owner", (await engagement.Reach("close", Stage.Closed)).Refusal);

        SmallAgency.As("olga", Role.Owner);
        VaultAgency.Accepted(await engagement.Reach("close", Stage.Closed));

        EndingTold? told = null;
        SmallAgency.AsHouse();
        await vault.Agency.UntilAsync(async () => (told = await engagement.Ending()) is not null);
        Assert.Equal((1, 1, 1), (told!.Cases, told.People, told.Deals));
        Assert.Empty(told.Joins);
        await vault.Agency.UntilAsync(() => engagement.Settled());
        Assert.Empty(await JoinsAsync(vault, person));
        Assert.Equal(1, (await engagement.View())!.Interviewed);
        Assert.Null(await vault.Files.ReadingAsync(interview, 1));
        Assert.Null(await vault.Agency.Given.Transcripts.ReadAsync<object>(CaseSubject.Of(interview), "on-record"));
        Assert.Equal("", (await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person);
        // The dossier stays for its months, and knows of no case.
        Assert.Empty((await vault.Grains.GetGrain<IPerson>(person).Standing()).Interviews);
        Assert.NotNull(await vault.Grains.GetGrain<IPerson>(person).Dossier());
        Assert.Empty(await engagement.Deals(0));
        Assert.Empty(await vault.Grains.GetGrain<IWall>(VaultAgency.Engagement).Check("house", "r", []));
    }

    [Fact]
    public async Task Who_opened_what_is_kept_for_years_after_the_programme_and_goes_whole()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await DeliveredAsync(vault);
        SmallAgency.As("olga", Role.Owner);
        VaultAgency.Accepted(await vault.Grains.GetGrain<IAgency>(IAgency.Key).NameWitness("w", "records@auditor.example"));
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        VaultAgency.Accepted(await engagement.Reach("close", Stage.Closed));
        SmallAgency.AsHouse();
        await vault.Agency.UntilAsync(() => engagement.Settled());
        for (var more = 0; more < 210; more++) await vault.Log.Record("priya", "northwind/q4/i-1", AccessReason.Audit);
        var rounds = vault.Grains.GetGrain<IRounds>(IRounds.Key);
        var closed = (await engagement.View())!.ClosedAt!.Value.InUtc().Date;

        await OnAsync(closed.PlusYears(7).PlusDays(-1));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        Assert.NotEmpty(await vault.Log.Lines(200));
        Assert.NotEmpty(await PlacesAsync());
        await OnAsync(closed.PlusYears(7).PlusDays(2));
        await OnAsync(closed.PlusYears(7).PlusDays(3));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        Assert.Empty(await vault.Log.Lines(0));
        Assert.Equal(0, (await vault.Log.Head()).Size);
        Assert.Empty(await PlacesAsync());
        SmallAgency.AsHouse();
        Assert.Single((await vault.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()), m => m.Subject.StartsWith("Access log", StringComparison.Ordinal));

        async Task OnAsync(LocalDate day)
        {
            SmallAgency.AsHouse();
            vault.Agency.Time.Pass(day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(12) - vault.Agency.Time.Now);
            await rounds.Go();
        }

        async Task<List<string>> PlacesAsync()
        {
            var places = new List<string>();
            foreach (var start in new[] { "access|", "heads|" })
                await foreach (var place in vault.Agency.Services.GetRequiredService<WinLossAgency.Vault.VaultStores>().Documents.ListAsync(start, Stop)) places.Add(place);
            return places;
        }
    }

    [Fact]
    public async Task Signed_heads_go_to_the_auditor_once_a_day_and_never_to_a_client()
    {
        await using var vault = await VaultAgency.OpenAsync();
        await vault.Agency.InTheFieldAsync(VaultAgency.List(1));
        SmallAgency.AsHouse();
        VaultAgency.Accepted(await vault.Grains.GetGrain<IClient>("northwind").Invite("invite", new ClientPerson("owen@northwind.example", "Owen", true, null, null, null, new LocalDate(2027, 1, 1))));
        var agency = vault.Grains.GetGrain<IAgency>(IAgency.Key);
        SmallAgency.As("olga", Role.Owner);
        Assert.Contains("client", (await agency.NameWitness("w0", "owen@northwind.example")).Refusal);
        Assert.False((await agency.NameWitness("w1", "nobody")).Ok);
        VaultAgency.Accepted(await agency.NameWitness("w2", "records@auditor.example"));
        SmallAgency.AsHouse();
        await vault.Log.Record("priya", "northwind/q4/i-1", WinLossAgency.Vault.AccessLog.AccessReason.Audit);
        var rounds = vault.Grains.GetGrain<IRounds>(IRounds.Key);
        await rounds.Go();
        await rounds.Go();
        vault.Agency.Time.Pass(Duration.FromDays(1));
        await rounds.Go();

        var mails = (await vault.Grains.GetGrain<IMailbox>(IMailbox.Key).Lately()).Where(m => m.Subject.StartsWith("Access log", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, mails.Length);
        Assert.All(mails, mail => Assert.Equal("records@auditor.example", mail.To));
        SmallAgency.As("karin", Role.PrivacyOfficer);
        // What the auditor has in the mail is enough to check the file by.
        string Said(string name) => Regex.Match(mails[^1].Body, name + " (\\S+)").Groups[1].Value;
        Assert.Null(AuditorsCheck.Of([.. await vault.Log.Export()], Regex.Match(mails[0].Body, "Public key (\\S+)").Groups[1].Value, new WitnessedHead(long.Parse(Said("lines"), System.Globalization.CultureInfo.InvariantCulture), Said("root"))));
    }

    [Fact]
    public async Task The_daily_rounds_begin_with_the_agency_and_last()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await agency.UntilAsync(async () =>
        {
            await foreach (var key in agency.Given.Facts.ListAsync("reminder|", Stop))
                if (key.Contains("rounds", StringComparison.Ordinal)) return true;
            return false;
        });
    }

    private static async Task<int> TimesOverAsync(VaultAgency vault)
    {
        SmallAgency.As("karin", Role.PrivacyOfficer);
        var lines = await vault.Log.Lines(0);
        SmallAgency.AsHouse();
        return lines.Count(line => line.Why == AccessReason.TimeOver);
    }

    private static async Task<string> DeliveredAsync(VaultAgency vault)
    {
        var interview = (await vault.InterviewedAsync())[0];
        await DeliverAsync(vault, interview);
        return interview;
    }

    private static async Task DeliverAsync(VaultAgency vault, string interview)
    {
        await vault.MarkedAsync(interview, Call);
        await vault.ClosedAsync(interview);
        SmallAgency.AsHouse();
        var engagement = vault.Grains.GetGrain<IEngagement>(VaultAgency.Engagement);
        var person = vault.Grains.GetGrain<IPerson>((await vault.Grains.GetGrain<IInterview>(interview).View()).State.Person!);
        await vault.Agency.UntilAsync(async () => !(await person.Standing()).Interviews.IsEmpty);
        VaultAgency.Accepted(await vault.Grains.GetGrain<IInterview>(interview).Do("coded", new InterviewCommand.CloseCoding("lars", "coding")));
        VaultAgency.Accepted(await engagement.Reach("analysis", Stage.Analysis));
        VaultAgency.Accepted(await engagement.Reach("delivered", Stage.Delivered));
    }

    /// <summary>
    /// As somebody with all the data in hand would try it: files and records in which a key of a case stands together with the key of the
    /// person, or that hold what only the client's list or the dossier says, outside the sealed stores.
    /// </summary>
    private static async Task<List<string>> JoinsAsync(VaultAgency vault, string person)
    {
        var joins = new List<string>();
        foreach (var (name, documents) in new[] { ("agency", vault.Agency.Given.Facts), ("people", vault.Agency.Given.PeopleIndex) })
            await foreach (var key in documents.ListAsync("", Stop))
            {
                var text = key + " " + Encoding.UTF8.GetString((await documents.ReadAsync(key, Stop))!.Bytes.Span);
                var cases = text.Contains("northwind/q4/i-", StringComparison.Ordinal) || text.Contains("northwind.q4.i-", StringComparison.Ordinal);
                if (cases && text.Contains(person, StringComparison.Ordinal)) joins.Add($"{name}: {key}");
            }
        foreach (var words in new[] { "Ana1", "ana1@vale1.example", "+351912555001", "Account 1" })
            joins.AddRange((await FileSearch.InAsync(vault.Agency.Folder, "*", [Encoding.UTF8.GetBytes(words)], Stop)).Found.Select(file => $"{words} in {file}"));
        return joins;
    }
}
