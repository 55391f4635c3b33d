using NodaTime;
using WinLossAgency.Domain.Calls;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Calls;

/// <summary>Cards and colleagues as the queue's tests deal them.</summary>
internal static class QueueCards
{
    /// <summary>A Tuesday, ten in the morning in Lisbon.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 10, 0);
    public static readonly Place Lisbon = new("Europe/Lisbon", "PT", null);
    public static readonly Place Chicago = new("America/Chicago", "US", "IL");

    public static InterviewCard Card(int n) => new()
    {
        Interview = $"c/e/i{n}", Engagement = "c/e", Person = $"p{n}", CompanyKey = "k", Team = "main", Status = CaseStatus.Waiting, Outcome = DealOutcome.Lost,
        DecidedOn = new LocalDate(2026, 11, 3), Place = Lisbon, Language = "en", Tier = "standard", Priority = 3, NotBefore = Now - Duration.FromDays(1), Version = 2,
    };

    public static Colleague Works(string id, string languages, params TimeOff[] away) => new(id, Tongues.Read(languages), WorkingHours.Default("Europe/Lisbon"), [.. away]);

    public static TimeOff Away(LocalDateTime from, LocalDateTime until) => new("Europe/Lisbon", from, until);

    public static QueueIndex Index(IEnumerable<Colleague> crew, params InterviewCard[] cards)
    {
        var index = new QueueIndex(PlaceClock.At);
        foreach (var one in crew) index.Know(one);
        foreach (var card in cards) index.Put(card);
        return index;
    }

    public static InterviewCard? NextFor(this QueueIndex index, string who, Instant now) => index.Next(who, now, null, 10, now).Card;
}
