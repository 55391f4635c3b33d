using System.Collections.Frozen;
using System.Collections.Immutable;
using WinLossAgency.Domain.Engagements;

namespace WinLossAgency.Agency.Engagements.Lists;

/// <summary>Which column means what, by the headings that Salesforce, HubSpot, Pipedrive and people use. The first of two columns for one thing holds.</summary>
internal static class DealColumns
{
    private static readonly (DealField Field, string Names)[] Headings =
    [
        (DealField.Opportunity, "Opportunity ID|Record ID|Deal ID|Opportunity Number|ID|CRM ID|Vorgangsnummer"),
        (DealField.DealName, "Opportunity Name|Deal Name|Deal - Title|Title of deal|Opportunity|Deal"),
        (DealField.Account, "Account Name|Associated Company|Company|Company name|Account|Organization|Organisation|Deal - Organization|Customer|Firma|Empresa|Unternehmen"),
        (DealField.ContactName, "Contact: Full Name|Contact Name|Contact|Associated Contact|Full Name|Name|Person|Deal - Contact person|Contact person|Primary Contact|Primary Contact: Full Name|Ansprechpartner|Contacto"),
        (DealField.FirstName, "First Name|Contact: First Name|Person - First name|Vorname"),
        (DealField.LastName, "Last Name|Contact: Last Name|Person - Last name|Surname|Nachname|Apelido"),
        (DealField.Email, "Contact: Email|Email|Email Address|Person - Email|Person - Email - Work|Primary Contact: Email|Mail|E-Mail-Adresse"),
        (DealField.Phone, "Contact: Phone|Phone|Phone Number|Telephone|Person - Phone|Person - Phone - Work|Primary Contact: Phone|Business Phone|Telefon|Telefone"),
        (DealField.Mobile, "Contact: Mobile|Mobile|Mobile Phone|Mobile Phone Number|Contact: Mobile Phone|Person - Phone - Mobile|Cell|Handy|Mobil|Telemóvel"),
        (DealField.Title, "Contact: Title|Job Title|Title|Role|Position|Person - Job title|Funktion|Cargo"),
        (DealField.Amount, "Amount|Deal value|Value|Deal Amount|Opportunity Amount|ACV|ARR|TCV|Betrag|Valor"),
        (DealField.Currency, "Amount Currency|Currency|Deal - Currency|Opportunity Currency|Currency Code|Währung|Moeda"),
        (DealField.ClosedOn, "Close Date|Closed Date|Deal - Won time|Deal closed on|Date closed|Closed|Deal - Deal closed on|Decision Date|Cancellation Date|Churn Date|Last Day|Closing date|Abschlussdatum|Data de fecho"),
        (DealField.Stage, "Stage|Deal Stage|Status|Deal - Status|Opportunity Stage|Outcome|Result|Phase|Ergebnis|Resultado"),
        (DealField.WonFlag, "Won|Is Won|Is Closed Won"),
        (DealField.LostFlag, "Is Closed Lost|Is Lost"),
        (DealField.StatedReason, "Loss Reason|Closed Lost Reason|Lost Reason|Deal - Lost reason|Win Reason|Closed Won Reason|Reason|Win/Loss Reason|Churn Reason|Reason for leaving|Verlustgrund|Motivo"),
        (DealField.Competitors, "Primary Competitor|Competitor|Competitors|Main Competitor(s)|Lost to|Wettbewerber|Concorrente"),
        (DealField.City, "Account: Billing City|Billing City|City|Company City|Organization - City|Account: Shipping City|Town|Ort|Stadt|Cidade"),
        (DealField.State, "Billing State/Province|Billing State|State|State/Region|Account: Billing State/Province|Province|Bundesland"),
        (DealField.Country, "Billing Country|Country|Account: Billing Country|Country/Region|Company Country/Region|Organization - Country|Land|País"),
        (DealField.Region, "Region|Sales Region|Territory|Area|Região"),
        (DealField.Segment, "Segment|Industry|Account: Industry|Vertical|Sector|Branche|Setor"),
        (DealField.Size, "Company Size|Employees|Number of Employees|Account: Employees|Size|Mitarbeiter"),
        (DealField.Products, "Products|Product|Product Name|Products Purchased|Product Family|Produkt|Produto"),
        (DealField.Language, "Language|Preferred Language|Contact: Language|Sprache|Idioma"),
    ];

    private static readonly FrozenDictionary<string, DealField> ByHeading = Pairs().DistinctBy(p => Plain.Key(p.Heading)).ToFrozenDictionary(p => Plain.Key(p.Heading), p => p.Field);

    public static int Known(ImmutableArray<string> headings) => headings.Count(h => ByHeading.ContainsKey(Plain.Key(h)));

    /// <summary>One use for each heading, in order.</summary>
    public static ImmutableArray<DealField> Of(ImmutableArray<string> headings, DealMapping mapping)
    {
        var said = mapping.Columns.GroupBy(c => c.Column.Trim(), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.Last().Field, StringComparer.OrdinalIgnoreCase);
        var taken = said.Values.ToHashSet();
        var uses = new DealField[headings.Length];
        for (var i = 0; i < headings.Length; i++)
        {
            if (said.TryGetValue(headings[i], out var field)) uses[i] = field;
            else if (ByHeading.TryGetValue(Plain.Key(headings[i]), out field) && taken.Add(field)) uses[i] = field;
        }
        return [.. uses];
    }

    private static IEnumerable<(string Heading, DealField Field)> Pairs() => Headings.SelectMany(h => h.Names.Split('|').Select(n => (n, h.Field)));
}
