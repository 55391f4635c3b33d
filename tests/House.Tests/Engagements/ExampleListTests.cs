using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class ExampleListTests
{
    private static readonly ReadList Northwind = DealListReader.Read(Lists.Example("northwind-deals.csv"), DealMapping.None, EngagementKind.WinLoss);

    [Fact]
    public void Every_row_is_taken_refused_or_repeated()
    {
        var expected = Lists.Expected();
        Assert.Null(Northwind.Refusal);
        Assert.Equal(expected.GetProperty("rowsInFile").GetInt32(), Northwind.Rows);
        Assert.Equal(expected.GetProperty("good").GetInt32(), Northwind.Good.Length);
        Assert.Equal(expected.GetProperty("lost").GetInt32(), Northwind.Good.Count(d => d.Outcome == DealOutcome.Lost));
        Assert.Equal(expected.GetProperty("won").GetInt32(), Northwind.Good.Count(d => d.Outcome == DealOutcome.Won));
        Assert.Equal(Northwind.Rows, Northwind.Good.Length + Northwind.Bad.Length + Northwind.Repeated.Length);
        Assert.Equal(DateOrder.DayFirst, Northwind.Dates);
    }

    [Fact]
    public void Each_refused_row_says_its_line_and_why()
    {
        var expected = Lists.Expected().GetProperty("rejected").EnumerateArray()
            .Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("why").GetString()!)).ToArray();
        var found = Northwind.Bad.Select(b => (b.Why.Line, char.ToLowerInvariant(b.Why.Reason[0]) + b.Why.Reason[1..^1])).ToArray();
        Assert.Equal(expected, found);
    }

    [Fact]
    public void What_the_shelf_is_told_of_a_refused_row_names_nobody() =>
        Assert.DoesNotContain(Northwind.Bad, b => b.Why.Told.Contains("Oduya") || b.Why.Told.Contains("Lorenz") || b.Why.Told.Contains("werra"));

    [Fact]
    public void A_repeated_row_says_which_line_it_repeats()
    {
        var expected = Lists.Expected().GetProperty("repeated").EnumerateArray().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("sameAs").GetInt32())).ToArray();
        Assert.Equal(expected, Northwind.Repeated.Select(r => (r.Line, r.SameAs)).ToArray());
    }

    [Fact]
    public void Places_follow_the_town_and_the_country()
    {
        Place Of(string account) => Northwind.Good.Single(d => d.Deal.Account == account).Place;
        Assert.Equal(new Place("Atlantic/Azores", "PT", "20"), Of("Conservas Pico Alto"));
        Assert.Equal(new Place("Atlantic/Madeira", "PT", "30"), Of("Madeira Flor"));
        Assert.Equal(new Place("America/Chicago", "US", "IL"), Of("Lakeshore Produce"));
        Assert.Equal(new Place("America/New_York", "US", "MA"), Of("Harborline Foods"));
        Assert.Equal(new Place("Europe/London", "GB", "SCT"), Of("Stromness Fish Company"));
        Assert.Equal(new Place("Europe/Berlin", "DE", "BY"), Of("Isartor Pharma Großhandel"));
    }

    [Fact]
    public void Amounts_are_read_as_they_are_written_anywhere()
    {
        long Of(string account) => Northwind.Good.Single(d => d.Deal.Account == account).ValueMinor;
        Assert.Equal(2_100_000_00, Of("Hansa Großhandel AG"));
        Assert.Equal(1_250_000_00, Of("Grupo Mar Largo"));
        Assert.Equal(980_000_00, Of("Pennine Supermarkets"));
        Assert.Equal(1_400_000_00, Of("Great Plains Grocers"));
        Assert.Equal(94_500_00, Of("Mersey Tyre Distribution"));
    }

    [Fact]
    public void A_director_makes_a_senior_interview_and_a_head_does_not()
    {
        string Tier(string account) => Northwind.Good.Single(d => d.Deal.Account == account).Tier;
        Assert.Equal("senior", Tier("Brandner Milchwerke"));
        Assert.Equal("senior", Tier("Conservas Pico Alto"));
        Assert.Equal("standard", Tier("Ribeira Alta Vidros"));
        Assert.Equal("standard", Tier("Neckar Werkzeuge"));
    }

    [Fact]
    public void The_second_client_export_in_its_own_encoding_is_read_whole()
    {
        var read = DealListReader.Read(Lists.Example("hubspot-sample.csv"), DealMapping.None, EngagementKind.WinLoss);
        Assert.Equal(("Windows-1252", "semicolon", 8, 8), (read.Encoding, read.Separator, read.Rows, read.Good.Length));
        Assert.Contains(read.Good, d => d.Dossier.Name == "Jürgen Weiß" && d.ValueMinor == 62_000_00 && d.Deal.Value == "62,000 EUR");
        Assert.Contains(read.Good, d => d.Dossier.Name == "Nell O’Hara" && d.StatedReason == "Price – “too high”");
        Assert.All(read.Good, d => Assert.NotEqual("Etc/UTC", d.Place.Zone));
    }

    [Fact]
    public void Refused_rows_come_back_as_a_sheet_that_can_be_mended_and_sent_again()
    {
        var sheet = RejectedSheet.Write(Northwind.Headings, Northwind.Bad);
        var again = DealListReader.Read(sheet, DealMapping.None, EngagementKind.WinLoss);
        Assert.Equal(5, again.Rows);
        Assert.Equal(Northwind.Bad.Select(b => b.Why.Reason), again.Bad.Select(b => b.Why.Reason));
        Assert.Equal(sheet[..3], System.Text.Encoding.UTF8.Preamble.ToArray());
        var mended = System.Text.Encoding.UTF8.GetString(sheet).Replace("soon after the summer", "2026-09-11").Replace("31/09/2026", "2026-09-30");
        Assert.Equal(2, Lists.Read(mended).Good.Length);
    }
}
