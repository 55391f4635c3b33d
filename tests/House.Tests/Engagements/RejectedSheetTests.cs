using System.Text;
using WinLossAgency.Agency.Engagements.Lists;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.House.Tests.Engagements;

public sealed class RejectedSheetTests
{
    [Fact]
    public void Nothing_of_a_sheet_to_repair_is_run_as_a_formula_headings_included()
    {
        var sheet = Encoding.UTF8.GetString(RejectedSheet.Write(["=cmd|' /C calc'!A0", "Phone"], [new BadRow(RejectedRow.Plainly(2, "No date."), ["\t=1+HYPERLINK(1)", "+351 912 555 001"])]));
        Assert.Contains("'=cmd", sheet);
        Assert.Contains("'\t=1+HYPERLINK", sheet);
        Assert.Contains(",+351 912 555 001,", sheet);
    }

    [Fact]
    public void A_cell_that_would_fill_a_page_is_sent_back_and_a_long_note_that_nobody_reads_is_not()
    {
        string Row(string deal, string note) => $"Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Close Date,Stage,Some Notes\n{deal},Acme,Ana Reis,ana@acme.example,+351 915 559 901,2026-11-01,Closed Lost,{note}\n";
        var taken = DealListReader.Read(Encoding.UTF8.GetBytes(Row("o1", new string('n', 20_000))), DealMapping.None, EngagementKind.WinLoss);
        Assert.Single(taken.Good);
        var sentBack = DealListReader.Read(Encoding.UTF8.GetBytes(Row(new string('o', 5_000), "")), DealMapping.None, EngagementKind.WinLoss);
        Assert.Contains("5,000 characters", Assert.Single(sentBack.Bad).Why.Reason);
    }
}
