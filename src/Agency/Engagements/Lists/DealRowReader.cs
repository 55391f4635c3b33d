using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.People;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>Reads one row: first whether it can be used at all, then what it says and what of it had to be left aside.</summary>
internal sealed class DealRowReader(ListRecord record, ImmutableArray<DealField> uses, ListDates dates, DealMapping mapping, EngagementKind kind)
{
    /// <summary>From this value on an interview is a senior one, in hundredths of the deal's currency.</summary>
    public const long SeniorFromMinor = 1_000_000_00;

    private static readonly string[] SeniorTitles = ["director", "chief", "president", "founder", "geschaftsfuhrer", "vorstand", "administrador", "diretor"];
    private static readonly string[] SeniorWords = ["ceo", "cfo", "coo", "cio", "cto", "cco", "cmo", "cpo", "vp", "svp", "evp", "md"];
    private static readonly string[] SeniorWhole = ["owner", "partner", "inhaber", "proprietor"];

    private readonly ImmutableArray<ListNote>.Builder notes = ImmutableArray.CreateBuilder<ListNote>();

    public ImmutableArray<ListNote> Notes => notes.ToImmutable();

    private string Name => Field(DealField.ContactName) is { Length: > 0 } whole ? Bare(whole) : Plain.Tidy($"{Field(DealField.FirstName)} {Field(DealField.LastName)}");

    private ImmutableArray<(string Label, string Written)> Numbers =>
        [.. Split(DealField.Phone).Select(n => ("Phone", n)), .. Split(DealField.Mobile).Select(n => ("Mobile", n))];

    /// <summary>Why this row cannot be used, or null.</summary>
    public RejectedRow? Refusal()
    {
        var mails = Split(DealField.Email);
        if (Name.Length == 0 && mails.Length == 0 && Numbers.Length == 0) return RejectedRow.Plainly(record.Line, "Nobody to ask: no name, no e-mail, no phone.");
        if (!mails.Any(m => Reachable.Mail(m) is not null) && !Numbers.Any(n => Reachable.Phone(n.Written, CountryOf()) is not null)) return Unreachable(mails);
        if (Outcome() is null)
            return Field(DealField.Stage) is { Length: > 0 } stage ? RejectedRow.Plainly(record.Line, $"The stage \"{stage}\" is neither won nor lost.")
                : RejectedRow.Plainly(record.Line, "The row does not say whether the deal was won or lost.");
        if (dates.Read(Field(DealField.ClosedOn)).Why is { } why) return RejectedRow.Plainly(record.Line, why);
        if (CountryOf() is null)
            return RejectedRow.Plainly(record.Line, Field(DealField.Country) is { Length: > 0 } unknown
                ? $"The country \"{unknown}\" is not known, so nobody can say when it is day there." : "No country and no international number, so nobody can say when it is day there.");
        return null;
    }

    /// <summary>What the row says. Only for a row without a refusal.</summary>
    public ListedDeal Deal()
    {
        var country = CountryOf()!;
        var amount = ListAmounts.Read(Field(DealField.Amount), Field(DealField.Currency));
        if (!amount.Readable) Note($"The amount \"{Field(DealField.Amount)}\" cannot be read; the deal is taken without a value.");
        if (Account().Length == 0) Note("There is no company; it is asked on the first call.");
        var title = Field(DealField.Title);
        return new ListedDeal(record.Line, Field(DealField.Opportunity), Dossier(country), new DealFile
        {
            Key = "", Name = Field(DealField.DealName), Account = Account(), Value = amount.Words, Products = Field(DealField.Products), Competitors = Field(DealField.Competitors),
            Region = Field(DealField.Region), Segment = Field(DealField.Segment), Size = Field(DealField.Size), DecidedOn = dates.Read(Field(DealField.ClosedOn)).Date!.Value,
        }, Outcome()!.Value, Field(DealField.StatedReason), PlaceOf(country), Language(country), Senior(title) || amount.Minor >= SeniorFromMinor ? "senior" : "standard", amount.Minor) { Company = Field(DealField.Account) };
    }

    private RejectedRow Unreachable(ImmutableArray<string> mails)
    {
        var numbers = Numbers;
        var mail = mails.Length == 0 ? "no e-mail" : $"\"{mails[0]}\" is not an e-mail address";
        var phone = numbers.Length == 0 ? "no phone" : $"\"{numbers[0].Written}\" is not a number that can be rung";
        var told = $"No way to reach this contact: {(mails.Length == 0 ? mail : "the e-mail address is not one")}, {(numbers.Length == 0 ? phone : "the number cannot be rung")}.";
        return new RejectedRow(record.Line, $"No way to reach {(Name.Length > 0 ? Name : "this contact")}: {mail}, {phone}.", told);
    }

    private DossierFile Dossier(Country country)
    {
        var mails = Split(DealField.Email).Select(m => (Written: m, Mail: Reachable.Mail(m))).ToArray();
        foreach (var (written, _) in mails.Where(m => m.Mail is null)) Note($"\"{written}\" is not an e-mail address; the deal is taken with the phone number alone.");
        var phones = new List<PhoneNumber>();
        foreach (var (label, written) in Numbers)
        {
            if (Reachable.Phone(written, country) is not { } number) Note($"\"{written}\" is not a number that can be rung; the deal is taken without it.");
            else if (phones.All(p => p.E164 != number)) phones.Add(new PhoneNumber($"n{phones.Count + 1}", label, number, "from the client"));
        }
        if (phones.Count > 0 && Places.Dialled(phones[0].E164) is { } dialled && dialled.Dialling != country.Dialling)
            Note($"The number belongs to {dialled.Code} and the account to {country.Code}; the hours of {country.Code} hold.");
        var name = Name;
        if (name.Length == 0)
        {
            name = mails.FirstOrDefault(m => m.Mail is not null).Mail is { } mail ? FromMail(mail) : "";
            Note(name.Length > 0 ? "There is no name; it is taken from the e-mail address." : "There is no name; it is asked on the first call.");
        }
        return new DossierFile
        {
            Name = name, Role = Field(DealField.Title), Company = Account(), City = Field(DealField.City),
            Emails = [.. mails.Select(m => m.Mail).OfType<string>().Distinct()], Phones = [.. phones],
        };
    }

    private Country? CountryOf()
    {
        if (Places.Named(Field(DealField.Country)) is { } named) return named;
        foreach (var (_, written) in Numbers)
            if (Reachable.Phone(written, null) is { } number && Places.Dialled(number) is { } dialled) return dialled;
        return Places.Named(mapping.Country);
    }

    private Place PlaceOf(Country country) => Places.Of(country, Field(DealField.State), Field(DealField.City), Field(DealField.Region));

    private DealOutcome? Outcome() => ListOutcomes.Of(Field(DealField.Stage), Field(DealField.WonFlag), Field(DealField.LostFlag), kind);

    private string Language(Country country) => Field(DealField.Language) is { Length: 2 } code && code.All(char.IsAsciiLetter) ? code.ToLowerInvariant() : country.Language;

    private string Account() => Field(DealField.Account) is { Length: > 0 } account ? account : Field(DealField.DealName);

    private static bool Senior(string title) =>
        SeniorTitles.Any(Plain.Key(title).Contains) || SeniorWhole.Contains(Plain.Key(title)) || title.Split(' ', ',', '/', '&', '-').Any(w => SeniorWords.Contains(w.Trim('.', '(', ')').ToLowerInvariant()));

    private void Note(string words) => notes.Add(new ListNote(record.Line, words));

    private string Field(DealField field)
    {
        for (var i = 0; i < uses.Length && i < record.Fields.Length; i++)
            if (uses[i] == field && Plain.Tidy(record.Fields[i]) is { Length: > 0 } value) return value;
        return "";
    }

    private ImmutableArray<string> Split(DealField field) => [.. Field(field).Split(';', ',').Select(v => v.Trim()).Where(v => v.Length > 0)];

    /// <summary>HubSpot writes "Name (address)"; the name is what stands before.</summary>
    private static string Bare(string name) => name.IndexOf('(') is > 0 and var at && name.Contains('@') ? name[..at].Trim() : name;

    private static string FromMail(string mail) => string.Join(' ', mail[..mail.IndexOf('@')].Split('.', '_', '-')
        .Where(w => w.Length > 0).Select(w => char.ToUpper(w[0], CultureInfo.InvariantCulture) + w[1..]));
}
