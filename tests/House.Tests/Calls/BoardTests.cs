using NodaTime;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.House.Tests.Calls;

/// <summary>What a board says of a case and where it stands on it.</summary>
public sealed class BoardTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 30);

    private static InterviewCard Card(CaseStatus status) => new()
    {
        Interview = "northwind/q4/i-1", Engagement = "northwind/q4", Person = "p-1", CompanyKey = "co-1", Team = "main", Status = status, Outcome = DealOutcome.Lost,
        DecidedOn = new LocalDate(2026, 11, 7), Place = new Place("Europe/Lisbon", "PT", null), Language = "en", Tier = "standard", Priority = 2,
    };

    [Fact]
    public void A_case_with_every_attempt_used_says_so_and_waits_for_nobody()
    {
        Assert.Equal("all 6 attempts are used", (Card(CaseStatus.Waiting) with { Counted = Interview.AttemptsMax }).Stuck);
        Assert.Equal(CaseWords.NoNumberLeft, (Card(CaseStatus.Waiting) with { NoNumber = true }).Stuck);
        Assert.Null((Card(CaseStatus.Waiting) with { Counted = Interview.AttemptsMax - 1 }).Stuck);
        Assert.Null((Card(CaseStatus.Waiting) with { Counted = Interview.AttemptsMax, ReturnedAt = Now }).Stuck);
    }

    [Fact]
    public void A_board_begins_with_missed_promises_and_ends_with_what_has_ended()
    {
        InterviewCard[] wanted =
        [
            Card(CaseStatus.Promised) with { Due = Now - Duration.FromHours(1) }, Card(CaseStatus.InInterview), Card(CaseStatus.Booked) with { Due = Now + Duration.FromDays(1) },
            Card(CaseStatus.WrapUpOpen), Card(CaseStatus.Waiting), Card(CaseStatus.Waiting) with { Counted = Interview.AttemptsMax }, Card(CaseStatus.Coding), Card(CaseStatus.Done),
        ];
        Assert.Equal(Enumerable.Range(0, wanted.Length), wanted.Select(c => c.BoardRank(Now)));
        Assert.All([CaseStatus.Refused, CaseStatus.Unreached, CaseStatus.Suppressed, CaseStatus.WrongPerson], s => Assert.Equal(7, Card(s).BoardRank(Now)));
    }
}
