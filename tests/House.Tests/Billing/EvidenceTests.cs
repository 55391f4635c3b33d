using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.Interviews;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Billing;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Billing;

public sealed class EvidenceTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 24, 9, 30);
    private static readonly InterviewEvent.Missed Missed = new(At, Fault.Theirs);
    private static readonly InterviewState Booked = After(InterviewState.None,
        new InterviewEvent.Sampled(At, "p-1", "c-1", "main", DealOutcome.Lost, new LocalDate(2026, 11, 1), new Place("Europe/Lisbon", "PT", null), "en", 1, "mid"),
        new InterviewEvent.Booked(At - Duration.FromDays(1), "maya", "maya", At, 25, MeetingWay.Phone, 0));

    [Fact]
    public async Task A_missed_appointment_that_was_undone_is_not_billed()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await agency.InTheFieldAsync(BillingAgency.Deals);
        SmallAgency.AsHouse();
        await PayAsync(agency, After(Booked, Missed, new InterviewEvent.Undone(At + Duration.FromSeconds(20), "maya")));
        Assert.Empty(await FactsAsync(agency));
    }

    [Fact]
    public async Task A_missed_appointment_is_billed_once_however_often_and_late_it_is_told()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await agency.InTheFieldAsync(BillingAgency.Deals);
        SmallAgency.AsHouse();
        var missed = After(Booked, Missed);
        await PayAsync(agency, missed);
        await PayAsync(agency, After(missed, new InterviewEvent.Booked(At + Duration.FromHours(1), "maya", "maya", At + Duration.FromDays(1), 25, MeetingWay.Phone, 2)));
        Assert.Single(await FactsAsync(agency));
    }

    [Fact]
    public async Task A_call_back_that_was_missed_is_no_appointment()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await agency.InTheFieldAsync(BillingAgency.Deals);
        SmallAgency.AsHouse();
        await PayAsync(agency, After(Booked with { Status = CaseStatus.Waiting, Booking = null }, new InterviewEvent.CallbackPromised(At - Duration.FromHours(2), "maya", At), Missed));
        Assert.Empty(await FactsAsync(agency));
    }

    private static InterviewState After(InterviewState state, params InterviewEvent[] events) => events.Aggregate(state, InterviewFold.Fold);

    private static Task PayAsync(SmallAgency agency, InterviewState state) =>
        agency.Services.GetRequiredService<InterviewDebts>().PayAsync(agency.Grains, "northwind/q4/i-0001-abc", "evidence", state, Missed, "effect-1");

    private static async Task<System.Collections.Immutable.ImmutableArray<Domain.Billing.Evidence>> FactsAsync(SmallAgency agency) =>
        await agency.Grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf("northwind/q4", BillingAgency.November)).Facts();

    [Fact]
    public async Task An_interview_belongs_to_the_month_that_the_agencys_own_place_is_in()
    {
        await using var agency = await SmallAgency.OpenAsync();
        await agency.InTheFieldAsync(BillingAgency.Deals);
        SmallAgency.AsHouse();
        // Half past midnight on 1 July in Lisbon is June still in UTC.
        var at = Instant.FromUtc(2026, 6, 30, 23, 30);
        var state = InterviewState.None with { Sample = new(at, "p-1", "c-1", "main", DealOutcome.Lost, new LocalDate(2026, 6, 1), new Place("Europe/Lisbon", "PT", null), "en", 1, "mid") };
        await agency.Services.GetRequiredService<EvidenceDesk>().ReportAsync(agency.Grains, "northwind/q4/i-0001-abc", state, new InterviewEvent.Completed(at, "maya", 8), "effect-1");
        Assert.Single(await agency.Grains.GetGrain<ILedgerMonth>(ILedgerMonth.KeyOf("northwind/q4", new YearMonth(2026, 7))).Facts());
    }
}
