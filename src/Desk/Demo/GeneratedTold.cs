using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>Calder and Voss as engagement.json and rate-card.json would tell it.</summary>
internal static class GeneratedTold
{
    public static JsonElement Engagement() => JsonSerializer.Deserialize<JsonElement>(Told);

    public static JsonElement RateCard() => JsonSerializer.Deserialize<JsonElement>(Rates);

    /// <summary>A reason as a person writes it: its label, or what it is called where it speaks against the client.</summary>
    public static string LabelOf(ExampleCode code) => Labels[code.Reason + code.Sign];

    private static readonly ImmutableDictionary<string, string> Labels = Engagement().GetProperty("codeBook").EnumerateArray().SelectMany(r => new[]
    {
        KeyValuePair.Create(r.GetProperty("key").GetString() + "+", r.GetProperty("label").GetString()!),
        KeyValuePair.Create(r.GetProperty("key").GetString() + "-", r.GetProperty("against").GetString()!),
    }).ToImmutableDictionary();

    private static ReadOnlySpan<byte> Told => """
    {
     "client": {
      "name": "Calder & Voss", "shortName": "Calder", "legalName": "Calder & Voss Software Limited",
      "address": ["8 Chandlers Row", "Bristol BS1 0XX", "United Kingdom"], "taxId": "GB000555330", "zone": "Europe/London",
      "products": ["Calder Claims", "Calder Policy"], "sells": "Insurance software", "rivals": ["Keelson", "Brightcover", "Tidewell"],
      "billing": { "contact": "Hugh Merrow", "mail": "payables@calder-voss.example", "purchaseOrder": "CV-26-0417", "currency": "GBP" },
      "people": ["Adaeze Nwosu", "Martin Pell", "Joanna Firth"], "domain": "calder-voss.example"
     },
     "clientPeople": [
      { "name": "Adaeze Nwosu", "rights": ["reader", "admin"], "roles": ["clientAdmin"], "title": "Chief customer officer", "zone": "Europe/London", "mail": "adaeze.nwosu@calder-voss.example" },
      { "name": "Martin Pell", "rights": ["reader"], "roles": [], "title": "Head of product", "zone": "Europe/London", "mail": "martin.pell@calder-voss.example" }
     ],
     "engagement": {
      "number": 2, "title": "Why insurers stay and why they leave", "period": "Retention 2026", "kind": "customer-exit", "guide": "exit/1",
      "mode": "anonymous", "sponsor": "disclosed", "k": 5, "attributionDefault": "unattributed", "minutes": 30, "goals": { "wins": 6, "losses": 34 }, "team": "main",
      "fieldwork": { "from": "2026-10-12", "until": "2026-11-13", "readout": "2026-11-18", "readoutDay": 44, "firstReadoutDay": 30 },
      "clientQuestions": ["Would a lower renewal price have kept them?", "Do the new upgrade windows help?", "What does Keelson do better?"],
      "rateCard": "rate-card.json"
     },
     "beliefs": [
      { "key": "renewal-price", "rank": 1, "words": "They leave because of the price" },
      { "key": "rival-offer", "rank": 2, "words": "The rivals buy them with a free move" },
      { "key": "training", "rank": 3, "words": "Their people were never trained properly" }
     ],
     "codeBook": [
      { "key": "account-person", "label": "One known face", "against": "Changing faces", "kind": "people" },
      { "key": "upgrades", "label": "Upgrades without effort", "against": "Upgrades that take over the year", "kind": "product" },
      { "key": "rate-changes", "label": "Rates changed in the house", "against": "Waiting for rate changes", "kind": "product" },
      { "key": "data-out", "label": "Data at hand", "against": "Data that is hard to get at", "kind": "product" },
      { "key": "renewal-price", "label": "A fair renewal price", "against": "The rise at renewal", "kind": "price" },
      { "key": "support", "label": "Support that answers", "against": "Support that does not solve it", "kind": "process" },
      { "key": "claims-screens", "label": "Claims handled quickly", "against": "Slow claims screens", "kind": "product" },
      { "key": "knows-insurance", "label": "People who know insurance", "against": "People who do not know insurance", "kind": "people" },
      { "key": "broker-links", "label": "Links to brokers", "against": "No links to brokers", "kind": "product" },
      { "key": "rival-offer", "label": "What the rival offered", "against": "What the rival offered", "kind": "competitor" },
      { "key": "training", "label": "Training", "against": "Training", "kind": "process" },
      { "key": "roadmap", "label": "Knowing what comes", "against": "Not knowing what comes", "kind": "trust" }
     ],
     "team": { "interviewers": ["Maya Lindqvist", "João Reis"], "supervisor": "Sven Aalto", "analysts": ["Priya Raman", "Tom Becker"], "privacyOfficer": "Karin Maes", "billing": ["Helena Costa", "Rui Tavares"] },
     "dealList": { "file": "calder-voss-renewals.csv", "expected": { "rowsInFile": 120, "good": 120, "lost": 84, "won": 36, "rejected": [], "repeated": [] }, "leaveOut": [] }
    }
    """u8;

    private static ReadOnlySpan<byte> Rates => """
    {
     "currency": "GBP", "terms": "monthly", "setUpFee": "2800.00",
     "tiers": [
      { "tier": "standard", "label": "Interview", "completed": "940.00" },
      { "tier": "senior", "label": "Interview with a chief officer", "completed": "1180.00", "supplement": "240.00" }
     ],
     "partialSteps": [{ "sectionsFrom": 1, "percent": 0 }, { "sectionsFrom": 4, "percent": 50 }, { "sectionsFrom": 6, "percent": 75 }],
     "noShow": "120.00", "lateCancellation": "120.00", "lateNoticeHours": 24, "rush": "160.00", "readoutFee": "1800.00", "plannedFee": "44200.00",
     "minimumCommitment": "12000.00", "milestones": [], "passesOnIncentives": false,
     "tax": { "percent": 0, "reason": "Reverse charge", "reverseCharge": true },
     "paymentDays": 30, "purchaseOrderRequired": true, "purchaseOrder": "CV-26-0417", "k": 5,
     "bank": { "name": "Banco do Moinho", "iban": "PT50 0000 0000 0000 0000 0000 0", "bic": "MOINPTPLXXX" }
    }
    """u8;
}
