using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using NodaTime.Text;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements;

/// <summary>Reads a client's deal list as CRMs export it. A row it cannot use is told with its line and the reason, and the rest is taken.</summary>
internal static class DealListReader
{
    public static ReadList Read(byte[] bytes, string fileName)
    {
        using var reader = new CsvReader(new StreamReader(new MemoryStream(bytes), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true, PrepareHeaderForMatch = a => a.Header.Trim().ToLowerInvariant(), MissingFieldFound = null, BadDataFound = null,
        });
        var good = ImmutableArray.CreateBuilder<ListedDeal>();
        var bad = ImmutableArray.CreateBuilder<RejectedRow>();
        reader.Read();
        reader.ReadHeader();
        while (reader.Read())
        {
            var line = reader.Parser.RawRow;
            string Field(string name) => reader.TryGetField<string>(name, out var value) ? value?.Trim() ?? "" : "";
            var date = LocalDatePattern.Iso.Parse(Field("close date"));
            if (Field("contact: full name").Length == 0) bad.Add(new RejectedRow(line, "No contact: there is nobody to call."));
            else if (!date.Success) bad.Add(new RejectedRow(line, "The close date cannot be read."));
            else good.Add(Deal(line, Field, date.Value));
        }
        return new ReadList(good.ToImmutable(), bad.ToImmutable(), 0);
    }

    private static ListedDeal Deal(int line, Func<string, string> field, LocalDate date) => new(line,
        new DossierFile
        {
            Name = field("contact: full name"), Role = field("contact: title"), Company = field("account name"), City = field("account: billing city"),
            Emails = field("contact: email") is { Length: > 0 } mail ? [mail] : [],
            Phones = field("contact: phone") is { Length: > 0 } phone ? [new PhoneNumber("n1", "Phone", phone.Replace(" ", ""), "from the client")] : [],
        },
        new DealFile
        {
            Key = "", Name = field("opportunity name"), Account = field("account name"), Value = field("amount"), Products = field("products"),
            Competitors = field("primary competitor"), Region = field("region"), Segment = field("segment"), DecidedOn = date,
        },
        field("stage").Contains("won", StringComparison.OrdinalIgnoreCase) ? DealOutcome.Won : DealOutcome.Lost,
        field("loss reason"), new Place("Europe/Lisbon", "PT", null), "en", "standard", 0);
}
