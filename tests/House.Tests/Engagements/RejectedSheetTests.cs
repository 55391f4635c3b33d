using System.Text;
using WinLossAgency.Agency.Engagements.Lists;
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
}
