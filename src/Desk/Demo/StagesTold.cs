using System.Collections.Immutable;
using System.Text.Json;

namespace WinLossAgency.Desk.Demo;

/// <summary>Who Meridian is, its list, and its rate card, on which the purchase order that it demands is missing.</summary>
internal static partial class StageSamples
{
    private static readonly ImmutableArray<GeneratedDeal> Deals =
    [
        Deal(1, "Frio do Cávado", "Marta Seixas", "Head of Quality", false, "Braga", "Food"),
        Deal(2, "Lota Nova Peixe", "Rogério Pacheco", "Fleet Manager", false, "Aveiro", "Food"),
        Deal(3, "Pastelaria Industrial Ramos", "Cláudia Vinhas", "Head of Operations", false, "Leiria", "Food"),
        Deal(4, "Farmadouro Distribuição", "Nuno Bastos", "Head of Quality", true, "Porto", "Pharma"),
        Deal(5, "Gelados Torre Alta", "Sílvia Mourinha", "Managing Director", false, "Évora", "Food"),
        Deal(6, "Frutas Campo Largo", "Henrique Salema", "Fleet Manager", false, "Santarém", "Produce"),
        Deal(7, "Vacifrio Logística", "Beatriz Lobo", "Head of Quality", true, "Lisboa", "Pharma"),
        Deal(8, "Queijaria Vale Fundo", "Artur Pestana", "Managing Director", false, "Viseu", "Food"),
        Deal(9, "Mariscos Ria Mansa", "Filomena Dinis", "Head of Operations", true, "Faro", "Food"),
        Deal(10, "Hortas do Lis", "Gustavo Teles", "Fleet Manager", false, "Leiria", "Produce"),
        Deal(11, "Congelados Pedra Branca", "Isaura Canelas", "Head of Operations", false, "Setúbal", "Food"),
        Deal(12, "Flores Frias Ibéricas", "Duarte Vilar", "Fleet Manager", false, "Montijo", "Produce"),
        Deal(13, "Laticínios Serra Clara", "Amélia Quadros", "Head of Quality", false, "Guarda", "Food"),
        Deal(14, "Medilogis Norte", "Vasco Ferraz", "Head of Quality", true, "Maia", "Pharma"),
        Deal(15, "Talhos Reunidos Beirão", "Lurdes Amaral", "Managing Director", false, "Coimbra", "Food"),
        Deal(16, "Uvas e Companhia Oeste", "Raul Gameiro", "Fleet Manager", false, "Torres Vedras", "Produce"),
        Deal(17, "Padaria Nocturna Central", "Olga Fradique", "Head of Operations", true, "Lisboa", "Food"),
        Deal(18, "Salmoura Atlântica", "Jaime Rebelo", "Head of Operations", false, "Matosinhos", "Food"),
    ];

    private static GeneratedDeal Deal(int n, string account, string contact, string title, bool won, string city, string segment) => new(
        $"MC-{n + 700}", $"Cold watch for {account}", account, contact, $"contact{n}@meridian-list-{n}.example", $"+351 91 555 {3000 + n}", title, 9_000 + (n * 1_250),
        $"2026-09-{n + 1:00}", won, won ? "" : "Price", won ? "" : "Polarwatch", city, n % 2 == 0 ? "North" : "South", segment, "50 to 249", "Meridian Watch", "Pedro Alvim");

    private static JsonElement Told() => JsonSerializer.Deserialize<JsonElement>("""
    {
     "client": {
      "name": "Meridian Cold Chain", "shortName": "Meridian", "legalName": "Meridian Cold Chain, Lda.",
      "address": ["Zona Industrial do Roseiral 9", "2910-000 Setúbal", "Portugal"], "taxId": "PT555010440", "zone": "Europe/Lisbon",
      "products": ["Meridian Watch"], "sells": "Temperature watching for cold goods", "rivals": ["Polarwatch"],
      "billing": { "contact": "Elsa Coutinho", "mail": "contas@meridian-cold.example", "purchaseOrder": "", "currency": "EUR" },
      "people": ["Pedro Alvim"], "domain": "meridian-cold.example"
     },
     "clientPeople": [{ "name": "Pedro Alvim", "rights": ["reader", "admin"], "roles": ["clientAdmin"], "title": "Managing director", "zone": "Europe/Lisbon", "mail": "pedro.alvim@meridian-cold.example" }],
     "engagement": {
      "number": 3, "title": "Why cold carriers buy and why they do not", "period": "Autumn", "kind": "win-loss", "guide": "win-loss/2", "mode": "anonymous", "sponsor": "disclosed",
      "k": 5, "attributionDefault": "unattributed", "minutes": 25, "goals": { "wins": 4, "losses": 8 }, "team": "main",
      "fieldwork": { "from": "2026-10-12", "until": "2026-12-04", "readout": "2026-12-16", "readoutDay": 72 },
      "clientQuestions": ["Is our fitting too slow?", "Do drivers accept the alarms?"], "rateCard": "rate-card.json"
     },
     "beliefs": [{ "key": "price", "rank": 1, "words": "A price by the sensor frightens people" }],
     "codeBook": [
      { "key": "alarms", "label": "Alarms that help", "against": "Alarms that come too late", "kind": "product" },
      { "key": "sensors", "label": "Sensors that last", "against": "Sensors that fail", "kind": "product" },
      { "key": "records", "label": "Records for inspectors", "against": "No records for inspectors", "kind": "product" },
      { "key": "fitting", "label": "Quick fitting", "against": "Slow fitting", "kind": "process" },
      { "key": "price", "label": "A fair price", "against": "Price", "kind": "price" }
     ],
     "team": { "interviewers": ["Maya Lindqvist", "João Reis"], "supervisor": "Sven Aalto", "analysts": ["Priya Raman", "Tom Becker"], "privacyOfficer": "Karin Maes", "billing": ["Helena Costa", "Rui Tavares"] },
     "dealList": { "file": "meridian-deals.csv", "expected": { "rowsInFile": 18, "good": 18, "lost": 13, "won": 5, "rejected": [], "repeated": [] }, "leaveOut": [] }
    }
    """u8);

    private static JsonElement RateCard() => JsonSerializer.Deserialize<JsonElement>("""
    {
     "currency": "EUR", "terms": "monthly", "setUpFee": "1200.00",
     "tiers": [{ "tier": "standard", "label": "Interview", "completed": "880.00" }],
     "partialSteps": [{ "sectionsFrom": 1, "percent": 0 }, { "sectionsFrom": 4, "percent": 50 }, { "sectionsFrom": 6, "percent": 75 }],
     "noShow": "110.00", "lateCancellation": "110.00", "lateNoticeHours": 24, "rush": "150.00", "readoutFee": "1200.00", "plannedFee": "12960.00",
     "minimumCommitment": "6000.00", "milestones": [], "passesOnIncentives": true,
     "tax": { "percent": 23, "reason": "VAT", "reverseCharge": false },
     "paymentDays": 30, "purchaseOrderRequired": true, "purchaseOrder": "", "k": 5,
     "bank": { "name": "Banco do Moinho", "iban": "PT50 0000 0000 0000 0000 0000 0", "bic": "MOINPTPLXXX" }
    }
    """u8);
}
