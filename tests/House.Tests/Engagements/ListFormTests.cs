using System.Text;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class ListFormTests
{
    private const string Row = "o1,Têxteis Ávila,José Núñez,jose@avila.example,+351 915 550 101,Planner,12000,2026-10-01,Closed Lost,Portugal";

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 bom", "utf-16", "utf-16 be", "utf-16 bare", "windows-1252"];

    [Theory, MemberData(nameof(Encodings))]
    public void A_list_reads_the_same_in_every_encoding(string name)
    {
        var text = Lists.Head + "\r\n" + Row + "\r\n";
        byte[] bytes = name switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8 bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 be" => [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "utf-16 bare" => Encoding.Unicode.GetBytes(text),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        };
        var deal = Assert.Single(DealListReader.Read(bytes, DealMapping.None, EngagementKind.WinLoss).Good);
        Assert.Equal(("José Núñez", "Têxteis Ávila"), (deal.Dossier.Name, deal.Deal.Account));
    }

    [Theory, InlineData(","), InlineData(";"), InlineData("\t"), InlineData("|")]
    public void A_list_reads_the_same_with_every_separator(string separator) =>
        Assert.Single(Lists.Read((Lists.Head + "\n" + Row).Replace(",", separator)).Good);

    [Fact]
    public void The_first_line_that_a_spreadsheet_writes_for_itself_is_passed_over() =>
        Assert.Equal(3, Assert.Single(Lists.Read("sep=;\n" + (Lists.Head + "\n" + Row).Replace(',', ';')).Good).Line);

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them()
    {
        var read = Lists.Rows("o1,\"Two\nlines\",Ann Lee,ann@two.example,,,1,2026-10-01,Closed Won,Portugal", "", "o2,None,,,,,1,2026-10-01,Closed Won,Portugal");
        Assert.Equal(2, Assert.Single(read.Good).Line);
        Assert.Equal(5, Assert.Single(read.Bad).Why.Line);
    }

    [Fact]
    public void A_quotation_mark_that_never_closes_is_told_with_its_line()
    {
        var read = Lists.Rows(Row, "o2,\"Open,Bo Ek,bo@open.example,,,1,2026-10-01,Closed Won,Sweden", Row.Replace("o1", "o3"));
        Assert.Single(read.Good);
        var bad = Assert.Single(read.Bad);
        Assert.Equal(3, bad.Why.Line);
        Assert.Contains("never closes", bad.Why.Reason);
    }

    [Fact]
    public void A_row_with_a_cell_too_many_is_refused_and_not_read_askew() =>
        Assert.Contains("11 cells under 10 headings", Assert.Single(Lists.Rows(Row.Replace("Têxteis Ávila", "Têxteis, Ávila")).Bad).Why.Reason);

    [Fact]
    public void Files_that_are_no_list_are_refused_in_one_sentence()
    {
        Assert.Contains("empty", Lists.Read("").Refusal);
        Assert.Contains("spreadsheet", DealListReader.Read([.. "PK"u8, 3, 4, 0, 0], DealMapping.None, EngagementKind.WinLoss).Refusal);
        Assert.Contains("not text", DealListReader.Read([1, 0, 0, 0, 2, 9, 0, 7], DealMapping.None, EngagementKind.WinLoss).Refusal);
        Assert.Contains("headings and no rows", Lists.Read(Lists.Head).Refusal);
        Assert.Contains($"{ListTable.RowsMax:N0}", Lists.Rows([.. Enumerable.Repeat(Row, ListTable.RowsMax + 1)]).Refusal);
        Assert.Contains($"{ListText.BytesMax:N0}", DealListReader.Read(new byte[ListText.BytesMax + 1], DealMapping.None, EngagementKind.WinLoss).Refusal);
        Assert.Contains("names the buyer", Lists.Read("Stage,Close Date\nClosed Won,2026-10-01").Refusal);
    }

    [Fact]
    public void The_whole_column_says_which_way_round_dates_stand()
    {
        Assert.All(Lists.Dated("09/10/2026", "23/10/2026").Good, d => Assert.Equal(10, d.Deal.DecidedOn.Month));
        Assert.Equal([9, 10], Lists.Dated("09/10/2026", "10/23/2026").Good.Select(d => d.Deal.DecidedOn.Month));
    }

    [Fact]
    public void A_date_that_can_be_read_both_ways_is_asked_about_and_never_guessed()
    {
        var read = Lists.Dated("09/10/2026", "11/11/2026");
        Assert.Equal("The close date 09/10/2026 can be read as 9 October 2026 or 10 September 2026; say which way round the dates stand.", Assert.Single(read.Bad).Why.Reason);
        var said = Lists.Read(Lists.Head + "\no,A,Bo Ek,b@a.example,,,1,09/10/2026,Won,Sweden", new DealMapping { Dates = DateOrder.MonthFirst });
        Assert.Equal(9, Assert.Single(said.Good).Deal.DecidedOn.Month);
    }

    [Theory, InlineData("2026-10-01T09:00:00Z"), InlineData("1.10.2026"), InlineData("1 Oct 2026"), InlineData("October 1, 2026"), InlineData("2026-10-01 14:00")]
    public void Dates_are_read_as_systems_write_them(string written) =>
        Assert.Equal(new NodaTime.LocalDate(2026, 10, 1), Assert.Single(Lists.Read((Lists.Head + "\no,A,Bo Ek,b@a.example,,,1," + "\"" + written + "\"" + ",Won,Sweden")).Good).Deal.DecidedOn);

    [Theory, InlineData("€ 1.250.000,00", 1_250_000_00, "EUR"), InlineData("1,250,000.00", 1_250_000_00, ""), InlineData("1.2m", 1_200_000_00, ""), InlineData("250k USD", 250_000_00, "USD")]
    [InlineData("1 250 000", 1_250_000_00, ""), InlineData("1'250'000.50", 1_250_000_50, ""), InlineData("48.500", 48_500_00, ""), InlineData("12,50", 12_50, ""), InlineData("£980,000.00", 980_000_00, "GBP")]
    [InlineData("71.500,00", 71_500_00, ""), InlineData("0", 0, ""), InlineData("1.250.000", 1_250_000_00, "")]
    public void Amounts_are_read_in_both_notations(string written, long minor, string currency) =>
        Assert.Equal(new AmountRead(minor, currency, true), ListAmounts.Read(written, ""));

    [Theory, InlineData("about a lot"), InlineData("n/a"), InlineData("99999999999999999999999999")]
    public void What_is_no_amount_is_not_guessed(string written) => Assert.False(ListAmounts.Read(written, "").Readable);

    [Theory, InlineData("+351 91 555 0101", "PT", "+351915550101"), InlineData("00351 915550114", "PT", "+351915550114"), InlineData("0231 555 0102", "DE", "+492315550102"), InlineData("+44 (0)20 7946 0018", "GB", "+442079460018")]
    [InlineData("(312) 555-0111", "US", "+13125550111"), InlineData("1 312 555 0111", "US", "+13125550111"), InlineData("915 550 101", "PT", "+351915550101"), InlineData("+1 312 555 0111 ext. 42", "US", "+13125550111"), InlineData("06 1234 5678", "IT", "+390612345678")]
    public void Numbers_become_international(string written, string country, string e164) => Assert.Equal(e164, Reachable.Phone(written, Places.Named(country)));

    [Theory, InlineData("12"), InlineData("call the desk"), InlineData("+0123456789"), InlineData("123456789012345678")]
    public void A_number_nobody_could_ring_is_none(string written) => Assert.Null(Reachable.Phone(written, Places.Named("PT")));

    [Theory, InlineData(" Ana@X.example ", "ana@x.example"), InlineData("Ana <ana@x.example>", "ana@x.example"), InlineData("k.lorenz(at)werra", null), InlineData("a@b", null), InlineData("a b@x.example", null)]
    public void Addresses_are_tidied_or_none(string written, string? mail) => Assert.Equal(mail, Reachable.Mail(written));

    [Fact]
    public void A_row_whose_number_is_wrong_is_kept_with_its_mail_and_a_note()
    {
        var read = Lists.Rows(Row.Replace("+351 915 550 101", "ask reception"));
        Assert.Empty(Assert.Single(read.Good).Dossier.Phones);
        Assert.Contains("ask reception", Assert.Single(read.Notes).Words);
    }

    [Fact]
    public void Two_people_behind_one_number_are_two_people()
    {
        var read = Lists.Rows(Row, "o2,Têxteis Ávila,Marta Reis,marta@avila.example,+351 915 550 101,Buyer,1,2026-10-01,Closed Won,Portugal");
        Assert.Equal(2, read.Good.Length);
        Assert.All(read.Good, d => Assert.Equal("Switchboard", d.Dossier.Phones[0].Label));
    }

    [Fact]
    public void One_person_spelt_twice_is_one()
    {
        var read = Lists.Rows(Row, "o2,Texteis Avila,Jose Nunez,,+351 999 550 101,Buyer,1,2026-10-01,Closed Won,Portugal");
        Assert.Single(read.Good);
        Assert.Equal((3, 2), (read.Repeated[0].Line, read.Repeated[0].SameAs));
    }

    [Fact]
    public void A_second_person_of_one_deal_is_kept_as_a_colleague()
    {
        var read = Lists.Rows(Row, Row.Replace("José Núñez", "Zita Melo").Replace("jose@", "zita@").Replace("550 101", "550 777"));
        Assert.Equal("Zita Melo", Assert.Single(Assert.Single(read.Good).Dossier.Colleagues));
    }

    [Fact]
    public void Open_deals_and_unknown_places_are_refused_by_name()
    {
        Assert.Equal("The stage \"Negotiation\" is neither won nor lost.", Assert.Single(Lists.Rows(Row.Replace("Closed Lost", "Negotiation")).Bad).Why.Reason);
        Assert.Contains("Atlantis", Assert.Single(Lists.Rows(Row.Replace("Portugal", "Atlantis").Replace("+351 915 550 101", "")).Bad).Why.Reason);
        Assert.Equal("PT", Assert.Single(Lists.Rows(Row.Replace(",Portugal", ",")).Good).Place.Country);
    }

    [Fact]
    public void A_person_can_say_what_a_column_means_and_which_country_is_meant()
    {
        const string text = "Wer,Kunde,Wann,Wie,Post\nBo Ek,Acme,2026-10-01,Closed Won,bo@acme.example";
        Assert.NotNull(Lists.Read(text).Refusal);
        var said = new DealMapping
        {
            Country = "Sweden",
            Columns = [new("Wer", DealField.ContactName), new("Kunde", DealField.Account), new("Wann", DealField.ClosedOn), new("Wie", DealField.Stage), new("Post", DealField.Email)],
        };
        Assert.Equal(("Bo Ek", "Europe/Stockholm", DealOutcome.Won), Assert.Single(Lists.Read(text, said).Good) is var d ? (d.Dossier.Name, d.Place.Zone, d.Outcome) : default);
    }

    [Fact]
    public void Every_place_of_the_table_has_a_zone_that_exists()
    {
        foreach (var code in Places.Codes) Assert.NotNull(Domain.Calls.Zones.Find(Places.Named(code)!.Zone));
        foreach (var (country, town) in new[] { ("AU", "Perth"), ("CA", "Halifax"), ("BR", "Manaus"), ("US", "Honolulu"), ("MX", "Tijuana"), ("ES", "Canarias") })
            Assert.NotNull(Domain.Calls.Zones.Find(Places.Of(Places.Named(country)!, "", town, "").Zone));
    }

    [Fact]
    public void A_row_without_a_company_is_taken_with_a_remark()
    {
        var read = DealListReader.Read("Full Name,Email,Phone,Stage,Close Date\nAna Ferreira,ana@vale.example,+351 912 555 018,Closed Lost,2026-11-07\n"u8.ToArray(), DealMapping.None, EngagementKind.WinLoss);
        Assert.Single(read.Good);
        Assert.Contains(read.Notes, note => note.Words.Contains("no company", StringComparison.Ordinal));
    }
}
