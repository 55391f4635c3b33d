using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WinLossAgency.Desk.Reports;
using WinLossAgency.Domain.Analysis;

namespace WinLossAgency.House.Tests.Desk;

public sealed class ReportFormsTests
{
    private static readonly ReportDraft Two = new() { Findings = [new() { Claim = "A date decides" }, new() { Claim = "Price comes fourth" }] };

    [Fact]
    public void A_second_click_takes_out_no_second_finding()
    {
        var form = Form(("was", "A date decides"));
        var takeOut = ReportEndpoints.At(0, (draft, _) => ReportForms.RemoveFinding(draft, 0));
        var once = takeOut(Two, form)!;
        Assert.Equal(["Price comes fourth"], once.Findings.Select(f => f.Claim));
        Assert.Null(takeOut(once, form));
    }

    [Fact]
    public void A_claim_sent_twice_is_there_once()
    {
        var form = Form(("claim", "Three years is too long"));
        Assert.Equal(3, ReportForms.AddFinding(ReportForms.AddFinding(Two, form), form).Findings.Length);
    }

    private static FormCollection Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(f => f.Name, f => new StringValues(f.Value)));
}
