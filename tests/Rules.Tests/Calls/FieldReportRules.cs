using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Calls;

public sealed class FieldReportRules
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 16, 0);
    private static readonly LocalDate From = new(2026, 11, 2);
    private static readonly LocalDate Until = new(2026, 12, 4);

    [Fact]
    public void Groups_of_one_kind_add_up_to_all()
    {
        var report = FieldReport.Of([Card(1, "1.1", DealOutcome.Won), Card(2, "2.112", DealOutcome.Lost), Card(3, "3.13", DealOutcome.Lost), Card(4, "4.54", DealOutcome.Lost)], Now);
        var all = report.Groups[0];
        Assert.Equal(new Counts(I: 1, R: 1, UH: 1, NE: 1), all.Counts);
        foreach (var kind in report.Groups.Where(g => g.Kind != FieldReport.All).GroupBy(g => g.Kind))
        {
            Assert.Equal(all.Open, kind.Sum(g => g.Open));
            Assert.Equal((all.Counts.I, all.Counts.R, all.Counts.UH, all.Counts.NE), (kind.Sum(g => g.Counts.I), kind.Sum(g => g.Counts.R), kind.Sum(g => g.Counts.UH), kind.Sum(g => g.Counts.NE)));
        }
        Assert.Equal(["1.1", "2.112", "3.13", "4.54"], report.Codes.Select(c => c.Code.Code));
    }

    [Fact]
    public void Held_worked_declined_and_ended_otherwise_are_every_case_once()
    {
        // Who said "not now" once has the code of one who declined and is rung again all the same.
        var report = FieldReport.Of([Card(1, "1.1") with { Status = CaseStatus.Done }, Card(2, "2.112"), Card(3, "2.112") with { Status = CaseStatus.Refused }, Card(4, "4.54") with { Status = CaseStatus.WrongPerson }, Card(5, "3.13")], Now);
        Assert.Equal((1, 2, 1, 1), ((int)report.Groups[0].Counts.I, report.Groups[0].Open, report.Declined, report.EndedOtherwise));
    }

    [Fact]
    public void A_case_ages_from_when_somebody_last_did_anything_with_it()
    {
        var report = FieldReport.Of([Card(1, "3.13") with { MovedAt = Now - Duration.FromDays(6) }, Card(2, "3.13") with { MovedAt = Now - Duration.FromDays(20) }, Card(3, "3.13") with { MovedAt = Now - Duration.FromDays(40) }], Now);
        Assert.Equal(new Ageing(CaseStatus.Waiting, 3, 2, 2, 1), Assert.Single(report.Ages));
    }

    [Fact]
    public void The_forecast_holds_what_the_pace_gives_and_narrows_to_what_was_held()
    {
        // Ten of the fourteen working days behind us saw one interview each; ten working days are left.
        var held = Enumerable.Range(0, 10).Select(n => Card(n, "1.1", DealOutcome.Lost) with { EndedAt = Now - Duration.FromDays(n) }).ToArray();
        var pace = FieldReport.PaceOf("northwind/q4", held, wins: false, 20, From, Until, Now, DateTimeZone.Utc);
        Assert.Equal(10, pace.Done);
        Assert.InRange(pace.Low, 10, 15);
        Assert.InRange(pace.High, 18, 24);
        Assert.True(pace.IsBehind);
        var over = FieldReport.PaceOf("northwind/q4", held, wins: false, 20, From, new LocalDate(2026, 11, 19), Now, DateTimeZone.Utc);
        Assert.Equal((10, 10, true), (over.Low, over.High, over.IsBehind));
        Assert.Equal(0, FieldReport.PaceOf("northwind/q4", held, wins: true, 5, From, Until, Now, DateTimeZone.Utc).Done);
    }

    [Fact]
    public void Before_the_first_day_of_the_field_nothing_is_forecast()
    {
        var pace = FieldReport.PaceOf("northwind/q4", [], wins: true, 5, new LocalDate(2026, 12, 1), Until, Now, DateTimeZone.Utc);
        Assert.Equal((0, 0, 0), (pace.Done, pace.Low, pace.High));
    }

    private static InterviewCard Card(int number, string code, DealOutcome outcome = DealOutcome.Lost) => new()
    {
        Interview = $"northwind/q4/i-{number}", Engagement = "northwind/q4", Person = "p", CompanyKey = "c", Team = "main", Status = CaseStatus.Waiting, Outcome = outcome,
        DecidedOn = new LocalDate(2026, 11, 7), Place = new Place("Europe/Lisbon", "PT", null), Language = number % 2 == 0 ? "en" : "pt", Tier = "standard", Priority = 1, Code = code, MovedAt = Now,
    };
}
