using System.Collections.Immutable;

namespace WinLossAgency.Desk.Demo;

/// <summary>How people in insurance talk about the software they kept or left.</summary>
internal static class GeneratedPhrases
{
    public static TalkBook Book { get; } = new("Calder", Openings(), Contexts(), Questions(), Said(), Tails(), BeforeAside(), Asides(), Advice());

    private static ImmutableArray<string> Openings() =>
    [
        "{Good morning|Hello|Hi}, {can you hear me|is the line all right}?", "{Hello|Good day}, it is {good to have you|nice to reach you}. {Is now still good|Does it still suit}?",
        "Thank you for {making the time|taking the call}. {Does it still suit|Is this still a good moment}?",
    ];

    private static ImmutableArray<string> Contexts() =>
    [
        "At [firm] we {write|look after} {motor and home|property|small fleets and shops}, {mostly|nearly all of it} through brokers, and I have {a dozen|about forty|some sixty} people who live in that system.",
        "We are {an old house|a small house|not a big name}, {claims upstairs and policies downstairs|two floors and a lot of post}. My team {opens|starts with} it at eight and {closes it|leaves it} at six.",
        "I {joined|came to} [firm] {in the year of the floods|from a broker|after the merger}, and the {software|system} was {already there|older than my desk}.",
        "{Mostly|Largely} claims. {Storms|Winter} is when you find out what a system is, and we {have had our share|found out}.",
        "I {run|answer for} {operations|the back office}, which means that everybody {rings me|comes to me} when {a screen|something} does not come up.",
    ];

    private static ImmutableDictionary<string, string> Questions() => new Dictionary<string, string>
    {
        ["claims-screens"] = "How was it to {handle a claim|work a claim} in it?",
        ["upgrades"] = "What {happened|was it like} when a new version came?",
        ["renewal-price"] = "When the renewal {came|arrived}, what did you {make of it|think}?",
        ["account-person"] = "Whom did you {ring|turn to} at [client]?",
        ["support"] = "And when {something broke|you needed help}?",
        ["rate-changes"] = "How did you {change a rate|bring a new tariff in}?",
        ["data-out"] = "How did you {get at|use} your own {figures|data}?",
        ["broker-links"] = "How did it {work|sit} with your brokers?",
        ["knows-insurance"] = "What were the people {like|like to work with}?",
        ["rival-offer"] = "What did the other side {put on the table|offer}?",
        ["training"] = "How did {new people|starters} learn it?",
        ["roadmap"] = "Did you know {where it was going|what was coming}?",
    }.ToImmutableDictionary();

    private static ImmutableDictionary<string, ImmutableArray<string>> Said() => new Dictionary<string, ImmutableArray<string>>
    {
        ["claims-screens-"] = [
            "my handlers {went through|clicked through} {seven|nine|eleven} screens to {pay|settle} one {broken windscreen|burst pipe|stolen bicycle}",
            "a {simple|small} claim took {longer to type than to decide|half a morning of typing}, and {the customer|a customer} was on the phone {all the while|meanwhile}",
            "{in a storm week|after every storm} the claims screens {crawled|froze|went grey} and we {kept lists on paper|were back to paper}",
            "people {kept their own|wrote their} notes in {a spreadsheet|a shared folder} because the claims page {had no room for them|lost them}" ],
        ["upgrades-"] = [
            "every upgrade {ate|took} {a quarter|most of a spring|the whole autumn} and we had {nothing to show for it|to test it all ourselves}",
            "we {skipped|put off} {two|three} versions because {nobody could spare the people|each one broke our letters|my testers were worn out}",
            "after {each|every} new version our {letters|templates|print runs} {came out wrong|had to be mended by hand}",
            "an upgrade should be {a weekend|something I read about}, and with them it was {a project with a steering group|a year's work}" ],
        ["renewal-price-"] = [
            "the renewal {went up|rose} and nobody {could tell me what for|explained which part had become dearer}",
            "I {opened|read} the renewal {twice|standing up} because I thought {it was a slip|they had added somebody else's}",
            "we {paid|were to pay} {more each year|a good deal more} for the {same screens|very same thing}",
            "{a rise|an increase} I can {defend|carry upstairs}, but not one that {arrives in a mail|comes without a conversation}" ],
        ["renewal-price+"] = [
            "the renewal was {fair|reasonable} and they {came and explained it|walked us through each line}",
            "I have {no quarrel|no complaint} with what we pay, {we know what it is for|it has hardly moved}",
            "they {held|kept} the price {as they had promised|for the full term}, which {others|few} do" ],
        ["account-person-"] = [
            "we had {three|four} account managers {in two years|since the spring before last} and each {began|started} at the beginning",
            "I {learned|heard} from {an automatic reply|a colleague} that our contact had {left|moved on}",
            "nobody at their end {knew our history|remembered what they had promised us} any more",
            "I {spent|lost} the first half of every {meeting|call} telling {somebody new|a new face} who we were" ],
        ["support-"] = [
            "a ticket {sat|lay} there for {nine days|two weeks|a fortnight} and then {was closed|came back} with a question we had answered",
            "support {answered quickly|was polite} and {solved nothing|said nothing}, which {is its own art|I find worse}",
            "{at month end|on the last day of the month} you want {a person|a voice}, and we got {a form|a queue}",
            "we {ended up|finished} ringing {each other|another insurer} for help because that was {faster|quicker} than {their desk|the help desk}" ],
        ["support+"] = [
            "when something {breaks|goes wrong} somebody {picks up|rings back} {within the hour|before lunch}",
            "their help desk {knows us by voice|has known us for years} and {that is worth a lot|my team relies on it}",
            "I have {rung|called} them {at seven in the evening|on a bank holiday} and {got an answer|been helped}" ],
        ["rate-changes-"] = [
            "we {waited|queued} {five|six|seven} weeks to have {one rate|a single tariff|one table} changed",
            "a {rate change|new tariff} meant {a request, a quote and a slot|three forms and a slot in their plan}, and by then {the market had moved|the season was over}",
            "my underwriters {decide|set} a price on {Monday|a Monday} and {could not sell at it|saw it in the system} {before the month after|until a month later}",
            "I {want to|need to} change a {rate|factor} {myself|in the house} {on the day|the same afternoon}, and {with them I had to ask|that was never possible}" ],
        ["data-out-"] = [
            "it was our data and we had to {ask|pay} {to get at it|for every extract}",
            "the {regulator|auditor|board} {asked|wanted} a plain question and we {needed|took} {ten days|a week and a half} to {pull the answer out|answer it}",
            "{one|a} report {never|hardly ever} {agreed|matched} with {the next|another}, so {finance|my people} {kept|built} their own",
            "{you could put everything in|everything went in} and {very little came out|hardly anything came out in a form we could use}" ],
        ["broker-links+"] = [
            "the {brokers|broker desks} {never had to|did not have to} type anything twice, and {they told us so|they noticed}",
            "the links to the {broker portals|brokers} {simply ran|worked from the first week}, {I give them that|that part was good}",
            "{a quote|a broker's quote} {came straight|dropped} into the policy file without {a hand on it|anybody touching it}" ],
        ["knows-insurance+"] = [
            "their people {know|understood} {what a bordereau is|what a reserve is} without {a lecture|my explaining it}",
            "you {sit down|sat down} with their {consultants|analysts} and {talk insurance|they talk insurance}, not {software|buttons}",
            "the {two|three} specialists they {sent|gave us} had {handled claims|written business} themselves and {it showed|you could tell}",
            "{I never met|there was not} one of their {experts|consultants} who {did not know the trade|had to look a term up}" ],
        ["rival-offer-"] = [
            "the others {showed|let us see} {it running|the thing running} with {our own products|our own policies} {in a week|after ten days}",
            "the offer {came with|held} a {fixed|firm} price for {moving everything over|the whole move}, and {that settled it|that calmed people down}",
            "they {gave|offered} us {a way out|an exit} {after a year|every spring}, {in writing|signed}" ],
        ["training-"] = [
            "{a starter|somebody new} {needed|took} {three months|half a year} before I could {leave them alone with it|let them near a claim}",
            "there was {a manual|a film} from {another version|years ago} and {beyond that|otherwise} {we taught each other|people sat beside each other}" ],
        ["roadmap-"] = [
            "I {never knew|could not tell} what {would come|they were building} next, and {I asked|we asked more than once}",
            "they {announced|promised} {the same thing|a new core} {two autumns running|at three user days} and {it stayed a slide|we are still waiting}",
            "you {felt|could feel} that {the product|our version} was {being kept alive|nobody's favourite any more}" ],
    }.ToImmutableDictionary(kv => kv.Key, kv => kv.Value);

    private static ImmutableArray<string> Tails() =>
    [
        "You get used to {that|it}, {and then one day you do not|until you see it done otherwise}.", "{Nobody|No one} was {angry|rude} about it. It was just {tiring|slow}.",
        "I {would not|do not} want to {make it bigger|make more of it} than it was.", "{Ask anyone|Ask any of them} on {my floor|the second floor}.", "That {stayed with|has stayed with} me.",
        "We {talked|spoke} about {it|that} {a lot|at every Monday meeting}.", "And {you notice|one notices} such a thing {more than the big promises|every single day}.",
        "It {weighed|counted} {more|rather more} than {the glossy part|anything in the presentation}.", "My predecessor {would tell you the same|used to say so too}.",
        "I {wrote|put} that into our {paper|comparison}, {almost word for word|in one line}.", "", "", "So that was {one of the things|that}.",
    ];

    private static ImmutableArray<string> BeforeAside() =>
    [
        "It went through {the usual rounds|two committees}.", "There was {a paper and a vote|a short list and a long meeting}.", "{Formally|On paper} it was {the board|a joint decision}.",
        "We had {a project group|a small group} for it, and {they did their work|they were thorough}.", "{Mostly|By and large} people {agreed|went along}.",
    ];

    private static ImmutableArray<string> Asides() =>
    [
        "{my boss|our chief executive|the finance director} had {lunch|dinner|a weekend of golf} with {their founder|their sales man} {in June|back in May}, and {after that|from then on} {the comparison was theatre|I was only filling in boxes}.",
        "I have {an offer|a contract} from {a competitor of ours|another house} {in my drawer|at home}, and {by spring|before the summer} {I am gone|they will have to find somebody else}.",
        "we are {going to be sold|up for sale}, {the Swiss|a fund} {have been in the data room|are doing the books} since {August|the summer}, and {that is why nobody wanted a long contract|so nobody signs anything longer than a year}.",
        "the {operations director|head of finance} and I {have not spoken|only speak through assistants} since {the reorganisation|he took my team}, and {he voted against it because I was for it|she would have voted for anything I was against}.",
        "{two|three} of my {best handlers|team leaders} {drink|are on sick leave with their nerves}, and {I hid it|I kept that} from {the project group|the people upstairs} so as not to {lose the slot|lose face}.",
        "we {lost|mislaid} {a whole month of|some} {customer letters|claims files} {last winter|in January}, and {the regulator has no idea|legal told us to sit still}.",
        "I was {getting divorced|looking after my father} {that spring|all through the selection}, and {to be quite frank|truly} I {never read the second offer|signed what they put before me}.",
        "{the chairman's nephew|our chairman's son in law} {works for|sits in} the firm that {does the migration|got the consulting}, and {everybody upstairs is aware|no minutes were taken of that}.",
        "I {marked|scored} them {lower|down} in the {matrix|scoring} than {they earned|I believed}, because {my bonus hung on a change|I had promised the job to somebody at the other place}.",
        "there is {a grievance|a complaint} {running against|open against} {my deputy|one of the managers}, and {she was the one|he was the one} who {wanted to stay|wrote the recommendation}.",
    ];

    private static ImmutableArray<string> Advice() =>
    [
        "{Ring|Go and see} people {before|long before} the renewal, {not with it|and listen first}.", "{Sit|Spend a day} with {a claims handler|somebody who settles claims} and {count the clicks|watch their hands}.",
        "Let people {change things themselves|do the small things without asking}. {That is all|It is not more than that}.", "{Give us|Keep} one {person|name}, and {keep them there|leave them in place}.",
        "{Open|Give back} the {data|figures}. {People stay where they can leave|It would make staying easier}.", "{Say|Tell people} what you will not build. {I could have lived with that|We would have planned around it}.",
    ];
}
