using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.House.Tests.Reports;

public sealed class SinceLastTests
{
    [Fact]
    public void Two_reasons_that_read_alike_keep_no_later_report_from_being_laid()
    {
        ReasonBar Bar(string reason) => new(reason, "most", 75, false);
        ReasonList List(params string[] reasons) => new(Side.WentElsewhere, "When they went elsewhere", [.. reasons.Select(Bar)], "");
        var before = SampleRelease.Make() with { Reasons = [List("Price", "Price", "Dates")] };
        var since = SinceLast.Of(before, [.. before.Findings.Select(f => f.Claim)], [List("Dates", "Price")]);
        Assert.Contains("“Dates” rose from third to first", since.Changes);
    }
}
