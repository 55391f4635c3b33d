using NodaTime;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Reports;
using WinLossAgency.House.Tests.Reports;
using WinLossAgency.Storage;

namespace WinLossAgency.House.Tests.Portal;

/// <summary>A data folder with two clients: Northwind with a report, Contoso before its first.</summary>
internal static class Shelves
{
    public const string Issuer = "https://demo.example";
    public static readonly AccessLine Owen = new(Issuer, "t1", "owen", "owen@northwind.example", "Owen", Rights.Admin, null);
    public static readonly AccessLine Rita = new(Issuer, "t1", "rita", "rita@northwind.example", "Rita", Rights.Reader, null);
    public static readonly AccessLine Carl = new(Issuer, "t2", "carl", "carl@contoso.example", "Carl", Rights.Admin, null);
    public const string Contoso = "contoso";
    public const string ContosoProject = "contoso.q4";

    public static Progress ContosoStage => Stage("Contoso Cold Chain", "Autumn decisions");

    public static Task FillAsync(string data) => FillAsync(Writer(data));

    public static async Task FillAsync(ShelfWriter shelf)
    {
        await shelf.GrantAsync(SampleRelease.Client, new(SampleRelease.Client, [Owen, Rita]));
        await shelf.GrantAsync(Contoso, new(Contoso, [Carl]));
        var older = SampleRelease.Make(2);
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, older with { Date = new LocalDate(2026, 10, 14), Since = null });
        await shelf.PublishAsync(SampleRelease.Client, SampleRelease.Engagement, SampleRelease.Make(), "%PDF-1.4 stands in for a print"u8.ToArray());
        await shelf.ProgressAsync(SampleRelease.Client, SampleRelease.Engagement, Stage("Northwind Freight Systems", "Q4 decisions"));
        await shelf.ProgressAsync(Contoso, ContosoProject, ContosoStage);
        await shelf.DealsAsync(SampleRelease.Client, SampleRelease.Engagement, new([
            new("d1", "Alder Foods", "won", "September 2026"), new("d2", "Brightwater <Ltd>", "lost", "September 2026"),
            new("d3", "Cedar Mills", "lost", "August 2026") { LeftOut = "Being acquired; their board asked for quiet" },
        ]));
        await shelf.InvoiceAsync(SampleRelease.Client, new("NW-0001", new(2026, 9, 1), new(2026, 10, 1), "Q3 2026", "Q4 decisions, set-up and first half", [new("Set-up", "4,000.00 EUR")], "12,000.00 EUR", "0.00 EUR", "12,000.00 EUR"), "%PDF invoice"u8.ToArray());
        await shelf.InvoiceStandsAsync(SampleRelease.Client, "NW-0001", new("paid 28 September 2026", Open: false));
        await shelf.InvoiceAsync(SampleRelease.Client, new("NW-0002", new(2026, 11, 18), new(2026, 12, 18), "Q4 2026", "Q4 decisions, readout", [new("Readout", "6,000.00 EUR")], "6,000.00 EUR", "0.00 EUR", "6,000.00 EUR"), null);
    }

    public static ShelfWriter Writer(string data) => new(Stores.PlainFiles(Path.Combine(data, "shelf")));

    private static Progress Stage(string client, string engagement) => new(
        client, engagement, "Harrow Lane",
        [new("Agreed", StageState.Done, "1 September"), new("In the field", StageState.Now, "since 8 September"), new("Analysis", StageState.Ahead, "from 23 November"), new("Readout", StageState.Ahead, "12 December")],
        "At least 10 interviews done", new LocalDate(2026, 12, 12), ["Does the new demo help?", "Do partners bring us weaker deals?"]);
}
