using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Billing;
using Xunit;

namespace WinLossAgency.Rules.Tests.Billing;

public class JsonTests
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new Iso<Instant>(InstantPattern.ExtendedIso), new Iso<LocalDate>(LocalDatePattern.Iso), new Iso<YearMonth>(YearMonthPattern.Iso), new JsonStringEnumConverter(),
        },
    };

    /// <summary>The types carry no attribute, so their shape alone must let them be written and read.</summary>
    [Fact]
    public void Every_event_and_card_survives_being_written_and_read()
    {
        var (at, day) = (Instant.FromUtc(2026, 11, 30, 10, 0), new LocalDate(2026, 11, 30));
        object[] all =
        [
            new InvoiceEvent.Drawn(InvoiceTests.Content()), new InvoiceEvent.PurchaseOrderGiven("PO"), new InvoiceEvent.HeldBack(HoldReason.OverPlan), new InvoiceEvent.LetGo(),
            new InvoiceEvent.Discarded(), new InvoiceEvent.Issued("MCC-0001", day, day.PlusDays(30), at), new InvoiceEvent.PaymentReceived(new Payment("p", new Money(5, "JPY"), day, "r", PaidVia.Stripe)),
            new InvoiceEvent.Settled(at), new InvoiceEvent.Credited(new CreditNote("c", "MCC-0002", "11-A", CreditReason.Goodwill, new Money(100, "EUR"), new Money(23, "EUR"), day)),
            new InvoiceEvent.Voided(VoidReason.Duplicate, at), new InvoiceEvent.GivenUp(at), new LedgerEvent.Opened("c", new YearMonth(2026, 11)),
            new LedgerEvent.Recorded(Evidence.Incentive("e", "i", new Money(5000, "EUR"), new YearMonth(2026, 11))), new LedgerEvent.PassedOn(Evidence.SetUp("e", new YearMonth(2026, 11)), new YearMonth(2026, 12)), new LedgerEvent.Closed(at),
            new SeriesEvent.Begun("MCC"), new SeriesEvent.NumberTaken(7, "n7"), Cards.Default,
        ];
        foreach (var one in all)
        {
            var written = JsonSerializer.Serialize(one, one.GetType(), Options);
            var read = JsonSerializer.Deserialize(written, one.GetType(), Options)!;
            Assert.Equal(written, JsonSerializer.Serialize(read, read.GetType(), Options));
            if (one is InvoiceEvent.Drawn drawn) Assert.True(drawn.Content.SameAs(((InvoiceEvent.Drawn)read).Content));
            else if (one is not RateCard) Assert.Equal(one, read);
        }
    }

    private sealed class Iso<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => pattern.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
