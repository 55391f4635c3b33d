using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>One more engagement for the demonstration, in the shapes of the example's files so that the same players play it.</summary>
/// <param name="Client">The client's key.</param>
/// <param name="Engagement">The engagement's key, client and study.</param>
/// <param name="Told">Who and what it is, as engagement.json tells it: client, clientPeople, engagement, beliefs, codeBook, team.</param>
/// <param name="DealFile">Which of the files is the client's deal list.</param>
/// <param name="Files">The deal list and the transcripts by the names that the cases give.</param>
/// <param name="RateCard">As rate-card.json.</param>
/// <param name="Reports">Drafts as report.json, oldest first.</param>
internal sealed record GeneratedSet(string Client, string Engagement, JsonElement Told, ImmutableArray<ExampleCase> Cases, string DealFile,
    ImmutableDictionary<string, byte[]> Files, JsonElement RateCard, ImmutableArray<GeneratedReport> Reports);

/// <summary>A report's draft and how many of the engagement's cases, from the first on, had been interviewed for it.</summary>
internal sealed record GeneratedReport(JsonElement Draft, int CasesBefore);

/// <summary>One row of a generated deal list.</summary>
internal sealed record GeneratedDeal(string Opportunity, string Name, string Account, string Contact, string Email, string Phone, string Title, int Amount,
    string ClosedOn, bool Won, string LossReason, string Competitor, string City, string Region, string Segment, string Size, string Products, string Owner)
{
    private const string Head = "Opportunity ID,Opportunity Name,Account Name,Contact: Full Name,Contact: Email,Contact: Phone,Contact: Title,Amount,"
        + "Amount Currency,Close Date,Stage,Loss Reason,Primary Competitor,Account: Billing City,Billing Country,Region,Segment,Size,Products,Owner";

    /// <summary>The list as a CRM exports it. No generated field holds a comma or a quotation mark.</summary>
    public static byte[] Csv(IEnumerable<GeneratedDeal> deals, string currency, string country) => System.Text.Encoding.UTF8.GetBytes(
        string.Join('\n', deals.Select(d => string.Join(',', d.Opportunity, d.Name, d.Account, d.Contact, d.Email, d.Phone, d.Title,
            d.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture), currency, d.ClosedOn, d.Won ? "Closed Won" : "Closed Lost", d.LossReason,
            d.Competitor, d.City, country, d.Region, d.Segment, d.Size, d.Products, d.Owner)).Prepend(Head)) + "\n");
}
