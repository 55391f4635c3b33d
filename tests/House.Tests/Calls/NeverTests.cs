using NodaTime;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Journals;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>Whom a "never" bars, and what taking it back lifts: that one, and nobody else's.</summary>
public sealed class NeverTests
{
    private static readonly InterviewCommand Person = new InterviewCommand.RefuseHard("maya", RefusalOf.Person), Company = new InterviewCommand.RefuseHard("maya", RefusalOf.Company), Undo = new InterviewCommand.Undo("maya");

    [Theory]
    [InlineData("Renewal,")]
    [InlineData("Renewal,-")]
    public async Task A_row_without_a_company_stands_for_no_company(string dealAndCompany)
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var cards = await LimitTests.ChosenAsync(agency, 2, _ => dealAndCompany);
        Assert.All(cards, c => Assert.Equal("", c.CompanyKey));
        await NeverOfTheFirstsCompanyAsync(agency, cards[0].Interview);
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, cards[1].Interview));
    }

    [Fact]
    public async Task A_case_of_a_list_taken_when_no_company_had_a_key_stands_for_no_company()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var cards = await LimitTests.ChosenAsync(agency, 2);
        var none = agency.Given.KeyedHash("")[..16];
        var sample = (await CaseOf(agency, cards[1].Interview).View()).State.Sample!;
        foreach (var (key, person) in new[] { ("northwind/q4/i-8001-a", cards[0].Person), ("northwind/q4/i-8002-b", cards[1].Person) })
            Assert.True((await CaseOf(agency, key).Sample(key, sample with { Person = person, CompanyKey = none })).Ok);
        var company = agency.Grains.GetGrain<ICompany>(none);
        await NeverOfTheFirstsCompanyAsync(agency, "northwind/q4/i-8001-a");
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, "northwind/q4/i-8002-b"));
        Assert.Null(await company.WhyNot(TouchKind.Dial, "anybody"));
        // One drawn later is not withdrawn as it is drawn either, even where the key was barred before.
        await company.Bar("northwind/q4/i-8001-a");
        Assert.True((await CaseOf(agency, "northwind/q4/i-8003-c").Sample("late", sample with { CompanyKey = none })).Ok);
        await new BookedCase(agency, "northwind/q4/i-8003-c").UntilOwedAsync(owed => owed.Count == 0);
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, "northwind/q4/i-8003-c"));
    }

    [Fact]
    public async Task A_persons_never_said_twice_withdraws_only_when_the_second_can_no_longer_be_undone()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var (first, second, person) = await TwoCasesOfOneAsync(agency);
        await SayTakeBackAndSayAgainAsync(agency, first, Person);
        await agency.UntilAsync(async () =>
        {
            await person.ErasureTold();
            return (await OwedAsync(agency, $"person|{(await CaseOf(agency, first).View()).State.Person}")).Count(o => o.NotBefore <= agency.Time.Now) == 0;
        });
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, second));
        Assert.True((await CaseOf(agency, first).Do("undo-2", Undo)).Ok);
        Assert.Null(await person.WhyNot(TouchKind.Dial, first));

        Assert.True((await CaseOf(agency, first).Do("never-3", Person)).Ok);
        agency.Time.Pass(Interview.UndoFor + Duration.FromSeconds(1));
        await agency.UntilAsync(async () =>
        {
            await person.ErasureTold();
            return await StatusAsync(agency, second) == CaseStatus.Suppressed;
        });
    }

    [Fact]
    public async Task A_companys_never_said_twice_withdraws_only_when_the_second_can_no_longer_be_undone()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var cards = await LimitTests.ChosenAsync(agency, 2);
        var one = new BookedCase(agency, cards[0].Interview);
        await SayTakeBackAndSayAgainAsync(agency, one.Key, Company);
        await agency.UntilAsync(async () =>
        {
            await one.WakeAsync();
            return (await one.OwedAsync()).Count(o => o.NotBefore <= agency.Time.Now) == 0;
        });
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, cards[1].Interview));
        Assert.True((await one.Interview.Do("undo-2", Undo)).Ok);
        Assert.Null(await agency.Grains.GetGrain<ICompany>(cards[0].CompanyKey).WhyNot(TouchKind.Dial, cards[1].Person));
    }

    [Fact]
    public async Task What_somebody_wished_before_stands_when_a_never_is_taken_back()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var (first, second, person) = await TwoCasesOfOneAsync(agency);
        Assert.True((await person.Suppress("wish")).Ok);
        Assert.True((await CaseOf(agency, first).Do("never", Person)).Ok);
        Assert.True((await CaseOf(agency, first).Do("undo", Undo)).Ok);
        Assert.NotNull(await person.WhyNot(TouchKind.Dial, first));
        agency.Time.Pass(Interview.UndoFor + Duration.FromSeconds(1));
        await agency.UntilAsync(async () =>
        {
            await person.ErasureTold();
            return await StatusAsync(agency, second) == CaseStatus.Suppressed;
        });
    }

    [Fact]
    public async Task What_another_of_a_company_said_stands_when_a_never_is_taken_back()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var cards = await LimitTests.ChosenAsync(agency, 3);
        Assert.True((await CaseOf(agency, cards[0].Interview).Do("never", Company)).Ok);
        Assert.True((await CaseOf(agency, cards[1].Interview).Do("never", Company)).Ok);
        Assert.True((await CaseOf(agency, cards[1].Interview).Do("undo", Undo)).Ok);
        var company = agency.Grains.GetGrain<ICompany>(cards[0].CompanyKey);
        Assert.NotNull(await company.WhyNot(TouchKind.Dial, cards[2].Person));
        Assert.True((await CaseOf(agency, cards[0].Interview).Do("undo", Undo)).Ok);
        Assert.Null(await company.WhyNot(TouchKind.Dial, cards[2].Person));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("company")]
    public async Task A_death_between_the_undo_and_the_lift_leaves_nobody_barred(string breaks)
    {
        var folder = Directory.CreateTempSubdirectory("never-").FullName;
        var (key, personKey, companyKey) = await DiedAsync(folder, breaks);
        await using var agency = await SmallAgency.OpenAsync(folder);
        SmallAgency.AsHouse();
        Assert.Null((await CaseOf(agency, key).View()).State.Never);
        // The undo can be asked for no more, and what is owed is late.
        agency.Time.Pass(Duration.FromMinutes(10));
        var person = agency.Grains.GetGrain<IPerson>(personKey);
        await person.ErasureTold();
        await agency.UntilAsync(async () =>
        {
            agency.Time.Pass(Duration.FromSeconds(10));
            await CaseOf(agency, key).MailCarried();
            await person.ErasureTold();
            return (await OwedAsync(agency, $"person|{personKey}")).Count == 0 && (await OwedAsync(agency, $"interview|{key}")).Count == 0;
        });
        Assert.Null(await person.WhyNot(TouchKind.Dial, key));
        Assert.Null(await agency.Grains.GetGrain<ICompany>(companyKey).WhyNot(TouchKind.Dial, personKey));
        Assert.Equal(CaseStatus.Waiting, await StatusAsync(agency, key));
    }

    [Fact]
    public async Task Whoever_was_tried_before_their_company_said_never_was_refused_by_the_company()
    {
        await using var agency = await SmallAgency.OpenAsync();
        SmallAgency.AsHouse();
        var cards = await LimitTests.ChosenAsync(agency, 3);
        Assert.True((await CaseOf(agency, cards[1].Interview).Do("rung", new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.NoAnswer))).Ok);
        await NeverOfTheFirstsCompanyAsync(agency, cards[0].Interview);
        foreach (var (other, code) in new[] { (cards[1].Interview, "2.111"), (cards[2].Interview, "4.10") })
        {
            await agency.UntilAsync(async () => await StatusAsync(agency, other) == CaseStatus.Suppressed);
            Assert.Equal(code, Dispositions.Of((await CaseOf(agency, other).View()).State).Code.Code);
        }
    }

    private static async Task NeverOfTheFirstsCompanyAsync(SmallAgency agency, string first)
    {
        SmallAgency.AsHouse();
        Assert.True((await CaseOf(agency, first).Do("never", Company)).Ok);
        var one = new BookedCase(agency, first);
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.Count == 0);
    }

    /// <summary>Never, undo half a minute later, never again: when this returns the first minute is over and the second is not.</summary>
    private static async Task SayTakeBackAndSayAgainAsync(SmallAgency agency, string first, InterviewCommand never)
    {
        SmallAgency.AsHouse();
        foreach (var (name, command, seconds) in new[] { ("never-1", never, 20), ("undo-1", Undo, 20), ("never-2", never, 25) })
        {
            Assert.True((await CaseOf(agency, first).Do(name, command)).Ok);
            agency.Time.Pass(Duration.FromSeconds(seconds));
        }
    }

    private static async Task<(string First, string Second, IPerson Person)> TwoCasesOfOneAsync(SmallAgency agency)
    {
        var card = Assert.Single(await LimitTests.ChosenAsync(agency, 1));
        const string second = "northwind/q4/i-9001-x";
        SmallAgency.AsHouse();
        Assert.True((await CaseOf(agency, second).Sample("sampled", (await CaseOf(agency, card.Interview).View()).State.Sample!)).Ok);
        var person = agency.Grains.GetGrain<IPerson>(card.Person);
        await agency.UntilAsync(async () => (await person.Standing()).Interviews.Length == 2);
        return (card.Interview, second, person);
    }

    private static async Task<(string Key, string Person, string Company)> DiedAsync(string folder, string breaks)
    {
        BreakingGrains? store = null;
        await using var agency = await SmallAgency.OpenAsync(folder, (services, _) => store = BreakingGrains.Put(services, (_, grain) => grain.ToString().StartsWith(breaks, StringComparison.Ordinal)));
        var card = Assert.Single(await LimitTests.ChosenAsync(agency, 1));
        SmallAgency.AsHouse();
        Assert.True((await CaseOf(agency, card.Interview).Do("never", Company)).Ok);
        store!.Breaks = true;
        await Assert.ThrowsAsync<OrleansException>(() => CaseOf(agency, card.Interview).Do("undo", Undo));
        return (card.Interview, card.Person, card.CompanyKey);
    }

    private static IInterview CaseOf(SmallAgency agency, string key) => agency.Grains.GetGrain<IInterview>(key);

    private static async Task<CaseStatus> StatusAsync(SmallAgency agency, string key)
    {
        SmallAgency.AsHouse();
        return (await CaseOf(agency, key).View()).State.Status;
    }

    private static async Task<List<Owed>> OwedAsync(SmallAgency agency, string journal)
    {
        var stored = await agency.Given.Facts.ReadAsync($"journal|{journal}", TestContext.Current.CancellationToken);
        using var read = System.Text.Json.JsonDocument.Parse(stored!.Bytes);
        return System.Text.Json.JsonSerializer.Deserialize<List<Owed>>(read.RootElement.GetProperty("owed"), StoredJson.Options)!;
    }
}
