using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WinLossAgency.Desk.Reports;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Grains.Reports;

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

    [Fact]
    public void A_place_counts_the_sentences_of_its_field_and_not_of_the_report()
    {
        NumberedSentence[] sentences = [new(17, "answer", "First page, answer", "One."), new(18, "findings/0/context", "Finding 1, context", "One."), new(19, "findings/0/context", "Finding 1, context", "Two.")];
        Assert.Equal("Finding 1, context, sentence 2 of 2", ReportWords.PlaceOf(new Stop(19, "findings/0/context", "Finding 1, context", "", ""), [.. sentences]));
        Assert.Equal("First page, answer", ReportWords.PlaceOf(new Stop(17, "answer", "First page, answer", "", ""), [.. sentences]));
        Assert.Equal("The whole report", ReportWords.PlaceOf(new Stop(0, "", "The whole report", "", ""), [.. sentences]));
    }

    [Fact]
    public void The_list_says_what_there_is_to_do_about_a_report()
    {
        Assert.Equal("Write the first report", ReportWords.ToDo(new ReportStanding(ReportStage.Empty, 0), 1, true));
        Assert.Equal("Go on with report 1 (six findings)", ReportWords.ToDo(new ReportStanding(ReportStage.Draft, 6), 1, true));
        Assert.Equal("Report 2 waits for approval by a second person", ReportWords.ToDo(new ReportStanding(ReportStage.Proposed, 6), 2, true));
    }

    private static FormCollection Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(f => f.Name, f => new StringValues(f.Value)));
}
