namespace WinLossAgency.Evaluate.Noninterference;

/// <summary>What people of the generated engagements are called and say. Report, quotes, talk and asides share no telling words, so that only a fault can hold a report back.</summary>
internal static class Phrases
{
    public static readonly string[] Given = ["Ana", "Rui", "Inês", "Pedro", "Marta", "Nuno", "Clara", "Tiago", "Sofia", "Hugo", "Laura", "Bruno", "Helena", "Mateus", "Beatriz", "Vasco", "Leonor", "Duarte"];
    public static readonly string[] Family = ["Ferreira", "Marques", "Teixeira", "Carvalho", "Barbosa", "Figueiredo", "Nogueira", "Magalhães", "Cardoso", "Sequeira", "Pacheco", "Valadares", "Quintela", "Abrantes", "Lourenço", "Esteves", "Macedo", "Falcão"];
    public static readonly string[] Companies = ["Casa Arminho", "Vale Dourado", "Moinhos Reais", "Adega Solposto", "Fábrica Limoeiro", "Granja Velha", "Docas Unidas", "Têxteis Bravio", "Sal do Norte", "Pomar Antigo", "Cortiça Serena", "Azeites Lusos"];
    public static readonly string[] Regions = ["Iberia", "Benelux", "Nordics"];
    public static readonly string[] Segments = ["Manufacturing", "Food", "Textiles"];

    /// <summary>Words for a quote, by what stands for a name in them: {0} is the buyer, {1} their company, {2} a mail address, {3} a number.</summary>
    public static readonly string[] LostQuotes =
    [
        "{0} told us at once that Haulwise put a date in the contract and Northwind would not",
        "At {1} we needed a date for going live and nobody gave us one",
        "We wrote from {2} twice to ask for a date and got a brochure",
        "They rang {3} every week and still had no date for us",
    ];

    public static readonly string[] WonQuotes =
    [
        "{0} said from the start that the plans held up on a real working day",
        "At {1} the plans held up when we ran our own worst week",
        "The engineer sent the plan to {2} and it was right the first time",
        "Somebody answered {3} whenever a plan had to change",
    ];

    public static readonly string[] PlainQuotes =
    [
        "The price was fair once they had explained it",
        "One person in charge would have settled it for us",
        "The training ran longer than the people on the floor could spare",
    ];

    /// <summary>Talk that stands on record and that nobody approves for a report.</summary>
    public static readonly string[] Talk =
    [
        "We looked at the brochures over the summer and forgot most of them.", "Our canteen is next to the loading bay, so you hear everything.", "It rained on both visits, which did not help the mood.",
        "I had the old handbook from the previous software on my desk.", "Somebody brought pastries to the second meeting.", "My predecessor kept every slide in a binder.",
        "{0} and I drove to see another site near the coast.", "We had a spreadsheet with nineteen tabs, {0} built it.", "Ask {0} about the carpets, that is a story.", "At {1} the holidays begin in August and nothing moves.",
    ];

    public static readonly string[] Who = ["our treasurer", "the founder's nephew", "a board member", "the union steward", "my deputy", "their country manager", "the auditor", "our landlord", "the purchasing lead", "the receptionist's husband"];
    public static readonly string[] Did = ["borrowed money from", "shares a yacht with", "went to boarding school with", "owes a favour to", "is quietly divorcing", "was promised a job by", "plays poker with", "hid the memo from", "leaked the bids to", "godfathered the twins of"];
    public static readonly string[] Whom = ["the rival's chairman", "an old minister", "the consultant they hired", "the bishop", "somebody in customs", "the football club's owner", "their regional bank", "a sculptor in the valley", "the harbour master", "an uncle in shipping"];
    public static readonly string[] Since = ["since the carnival", "since the flood", "for eleven winters", "behind everyone's back", "over oysters", "in the chapel car park", "before the merger rumours", "against the doctor's advice"];

    public static readonly string[] Answers = ["You win because the plans hold up. You lose because nobody gives a date.", "Plans that hold up win deals. A missing date for going live loses them.", "Buyers like the plans. They leave when no date is given."];
    public static readonly string[] LostClaims = ["Buyers choose the supplier who gives them a date", "No date for going live sends buyers elsewhere", "A date in the contract decides it"];
    public static readonly string[] WonClaims = ["Plans that hold up win", "A plan that survives a working day wins the deal"];
    public static readonly string[] Contexts = ["They came to it by themselves.", "It came up before price.", "It was told early and in detail.", ""];
    public static readonly string[] Against = ["Some could wait.", "A few saw it otherwise.", ""];
    public static readonly string[] Questions = ["Does the new demonstration help?", "Is our price the reason?", "What do buyers say about training?"];
    public static readonly string[] AnswersTo = ["Yes, when it runs on the buyer's own deliveries.", "Price is fair once it is explained.", "It runs longer than buyers can spare people."];
    public static readonly string[] Beliefs = ["Our price is too high", "They never trusted the new software", "The rival knew them already"];
}
