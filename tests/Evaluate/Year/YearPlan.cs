using System.Globalization;
using System.Text;
using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Evaluate.Noninterference;

namespace WinLossAgency.Evaluate.Year;

/// <summary>Where buyers of the year live: how a list names the place, how its numbers begin, what is spoken.</summary>
internal sealed record Home(string Country, string State, string Code, string Language, string Zone);

/// <summary>One buyer as they are: how to reach them, and how they take being rung.</summary>
internal sealed record Buyer(int Number, string Name, string Mail, Home Home, string[] Phones, Chance Chance)
{
    public int Answers { get; } = Chance.Between(20, 70);
    public int Declines { get; } = Chance.Between(3, 30);
    public bool NumberIsWrong { get; } = Chance.Often(4);
}

/// <summary>One row of a client's list.</summary>
internal sealed record PlannedDeal(string Opportunity, Buyer Buyer, string Company, bool Won, long Value, LocalDate DecidedOn);

internal sealed record PlannedEngagement(string Key, string Team, int OpensOnDay, PlannedDeal[] Deals);

internal sealed record PlannedInterviewer(string Id, string Name, string Team, string Languages, WorkingHours Hours, Chance Chance);

/// <summary>Everything of a year that is drawn before it begins: clients, lists, buyers and staff.</summary>
internal sealed class YearPlan
{
    private const int CasesAnEngagement = 170;

    public static readonly Home[] Homes =
    [
        new("Portugal", "", "+351 9", "pt", "Europe/Lisbon"), new("Germany", "Bayern", "+49 89", "de", "Europe/Berlin"), new("Germany", "Nordrhein-Westfalen", "+49 22", "de", "Europe/Berlin"),
        new("United Kingdom", "", "+44 20", "en", "Europe/London"), new("United States", "New York", "+1 21", "en", "America/New_York"), new("United States", "Illinois", "+1 31", "en", "America/Chicago"),
        new("United States", "California", "+1 41", "en", "America/Los_Angeles"), new("United States", "Arizona", "+1 60", "en", "America/Phoenix"), new("France", "", "+33 1", "fr", "Europe/Paris"),
        new("Australia", "New South Wales", "+61 2", "en", "Australia/Sydney"), new("India", "", "+91 22", "en", "Asia/Kolkata"), new("Ireland", "", "+353 1", "en", "Europe/Dublin"),
        new("Sweden", "", "+46 8", "en", "Europe/Stockholm"), new("Japan", "", "+81 3", "ja", "Asia/Tokyo"), new("Spain", "Madrid", "+34 9", "es", "Europe/Madrid"),
    ];

    private static readonly (string Zone, string Languages, int From, int Until)[] Desks =
    [
        ("Europe/Lisbon", "en pt", 9, 18), ("Europe/Lisbon", "en es pt", 8, 17), ("Europe/Berlin", "de en", 9, 18), ("Europe/Berlin", "de en fr", 8, 16), ("Europe/Dublin", "en", 10, 19),
        ("America/New_York", "en es", 9, 18), ("America/Los_Angeles", "en", 8, 17), ("Europe/Lisbon", "en fr pt", 12, 21), ("Australia/Sydney", "en", 9, 18), ("Asia/Kolkata", "en", 10, 19),
    ];

    public YearPlan(ulong seed, int cases, int interviewers, int days)
    {
        var chance = new Chance(seed ^ 0x5EED);
        Interviewers = [.. Enumerable.Range(0, interviewers).Select(n => Interviewer(n, interviewers, new Chance(chance.Word())))];
        var count = Math.Max(2, (cases + CasesAnEngagement - 1) / CasesAnEngagement);
        // Some people stand on the lists of two clients.
        var buyers = Enumerable.Range(0, cases).Select(n => n > 20 && chance.Often(6) ? null : DrawBuyer(n, new Chance(chance.Word()))).ToArray();
        for (var n = 0; n < buyers.Length; n++) buyers[n] ??= buyers[chance.Below(n)] ?? buyers[0];
        var clients = Math.Max(2, count / 3);
        Engagements = [.. Enumerable.Range(0, count).Select(e =>
        {
            var opens = (int)((long)e * Math.Max(1, days - Math.Min(60, days * 2 / 3)) / count);
            var own = buyers.Where((_, n) => n % count == e).Select(b => b!).DistinctBy(b => b.Number).ToArray();
            return new PlannedEngagement($"client{e % clients:00}/e{e:00}", e % 3 == 2 ? "west" : "main", opens,
                [.. own.Select((b, n) => new PlannedDeal($"o{e:00}{n:0000}", b, $"Company {chance.Below(Math.Max(1, own.Length * 2 / 3))} of {e}", chance.Often(40), chance.Between(5_000, 2_000_000), Begin.InUtc().Date.PlusDays(opens - chance.Between(3, 45))))]);
        })];
        Buyers = [.. buyers.Select(b => b!).DistinctBy(b => b.Number)];
    }

    /// <summary>A Monday.</summary>
    public static readonly Instant Begin = Instant.FromUtc(2026, 1, 5, 0, 0);

    public PlannedInterviewer[] Interviewers { get; }

    public PlannedEngagement[] Engagements { get; }

    public Buyer[] Buyers { get; }

    /// <summary>The engagement's list as its client sends it.</summary>
    public static byte[] Csv(PlannedEngagement engagement)
    {
        var list = new StringBuilder("Opportunity ID,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Mobile,Contact: Title,Amount,Close Date,Stage,Billing Country,Billing State,Language\n");
        foreach (var d in engagement.Deals)
            list.Append(CultureInfo.InvariantCulture, $"{d.Opportunity},{d.Company},{d.Buyer.Name},{d.Buyer.Mail},{d.Buyer.Phones[0]},{(d.Buyer.Phones.Length > 1 ? d.Buyer.Phones[1] : "")},Head,{d.Value},{d.DecidedOn:uuuu-MM-dd},{(d.Won ? "Closed Won" : "Closed Lost")},{d.Buyer.Home.Country},{d.Buyer.Home.State},{d.Buyer.Home.Language}\n");
        return Encoding.UTF8.GetBytes(list.ToString());
    }

    private static Buyer DrawBuyer(int n, Chance chance)
    {
        var home = chance.One(Homes);
        string Phone(int line) => $"{home.Code}{line}{n:000000}";
        return new Buyer(n, $"Buyer Number{n}", $"buyer{n}@company{n}.example", home, chance.Often(60) ? [Phone(5), Phone(7)] : [Phone(5)], chance);
    }

    private static PlannedInterviewer Interviewer(int n, int of, Chance chance)
    {
        var (zone, languages, from, until) = Desks[n % Desks.Length];
        var team = of > 3 && n % 3 == 2 ? "west" : "main";
        int[] days = chance.Often(25) ? [1, 2, 3, 4] : [1, 2, 3, 4, 5];
        var hours = new WorkingHours(zone, new LocalTime(from, 0), new LocalTime(until, 0), [.. days], 15) { Breaks = [new Break(new LocalTime(from + 4, 0), new LocalTime(from + 4, 45))] };
        return new PlannedInterviewer($"s{n:00}", $"Staff Number{n:00}", team, languages, hours, chance);
    }
}
