using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace WinLossAgency.Desk.Demo;

/// <summary>Calder and Voss's renewals of eight months: 120 insurers and brokers, of which 36 renewed.</summary>
internal static class GeneratedDeals
{
    public const int Count = 120;
    private const int WonEvery = 10;

    private static readonly (string Region, int Deals, string[] Cities)[] Regions =
    [
        ("London and South East", 30, ["London", "Reading", "Brighton"]), ("Midlands", 26, ["Birmingham", "Leicester", "Derby"]),
        ("North of England", 24, ["Leeds", "Manchester", "York"]), ("South West", 18, ["Bristol", "Exeter", "Gloucester"]),
        ("Scotland", 12, ["Glasgow", "Perth", "Dundee"]), ("Wales", 10, ["Cardiff", "Swansea", "Wrexham"]),
    ];

    private static readonly string[] Segments = ["Personal lines", "Commercial lines", "Specialty lines"];
    private static readonly string[] Sizes = ["50 to 249", "250 to 999", "1000 and more"];
    private static readonly string[] Titles = ["Head of Claims", "Head of Underwriting Operations", "Chief Operating Officer", "IT Director"];
    public static readonly string[] Rivals = ["Keelson", "Brightcover", "Tidewell"];
    private static readonly string[] Losses = ["Price", "Price", "Moved to a rival", "No reason given", "Merger"];
    private static readonly string[] Owners = ["Adaeze Nwosu", "Martin Pell", "Joanna Firth"];

    private static readonly string[] Houses =
    [
        "Ashdown", "Bellhaven", "Carrick", "Dunmere", "Eastcote", "Fallowfield", "Garstone", "Hexley", "Inglewood", "Jessamy", "Kestrel Row", "Larkhill", "Marwood",
        "Netherby", "Orchard Gate", "Pentland Moor", "Quarrendon", "Ravensworth", "Saltmarsh", "Thornbury Vale", "Upcott", "Varley", "Wexcombe", "Yarrow",
    ];

    private static readonly string[] Trades = ["Mutual", "Insurance", "Underwriting", "Assurance", "Cover Partners"];

    private static readonly string[] Firsts =
    [
        "Ruth", "Callum", "Priscilla", "Owain", "Deborah", "Hamish", "Nadia", "Gareth", "Imogen", "Farid", "Lorna", "Stuart", "Meera", "Alistair", "Bronwen", "Tobias",
        "Yusuf", "Catriona", "Leonard", "Anjali",
    ];

    private static readonly string[] Lasts =
    [
        "Pemberley", "Ostler", "Kinnaird", "Bevan", "Sandhu", "Loxley", "Tregenza", "Whitcombe", "Drummond", "Achterberg", "Moffat", "Hallam", "Rees", "Osei",
        "Carmody", "Fenwick", "Ishaq", "Gladwin", "Purcell", "Thackray", "Nairn", "Yelland", "Borthwick", "Cheadle",
    ];

    public static ImmutableArray<GeneratedDeal> Make(ulong seed)
    {
        var chance = GeneratedChance.For(seed, "deals");
        var accounts = chance.Shuffled(Houses.SelectMany(h => Trades.Select(t => $"{h} {t}")));
        var regions = chance.Shuffled(Regions.SelectMany(r => Enumerable.Repeat(r, r.Deals)));
        return [.. Enumerable.Range(0, Count).Select(n => One(chance, n, accounts[n], regions[n].Region, chance.Of(regions[n].Cities)))];
    }

    private static GeneratedDeal One(GeneratedChance chance, int n, string account, string region, string city)
    {
        var contact = $"{Firsts[n % Firsts.Length]} {Lasts[n % Lasts.Length]}";
        var (host, size) = (account.ToLowerInvariant().Replace(' ', '-'), Sizes[chance.Next(3)]);
        var won = n % WonEvery is 2 or 5 or 8;
        var closed = new LocalDate(2026, 2, 2).PlusDays(n * 2);
        return new GeneratedDeal($"CV-{n + 2001}", $"Renewal of {account}", account, contact, $"{contact.ToLowerInvariant().Replace(' ', '.')}@{host}.example",
            $"+44 7700 900{300 + n}", Titles[(n + (n / Titles.Length)) % Titles.Length], 18_000 + (500 * chance.Next(180)),
            closed.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), won, won ? "" : chance.Of(Losses), won ? "" : Rivals[chance.Next(3)], city, region,
            Segments[n % 3], size, chance.Of(["Calder Claims", "Calder Policy", "Calder Claims; Calder Policy"]), chance.Of(Owners));
    }
}
