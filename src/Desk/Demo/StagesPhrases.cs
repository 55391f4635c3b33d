using System.Collections.Immutable;

namespace WinLossAgency.Desk.Demo;

/// <summary>How people who move cold goods talk about the watching of temperatures.</summary>
internal static class StagesPhrases
{
    public static TalkBook Book { get; } = new("Meridian",
        ["{Good morning|Hello}, {is this still a good time|can you hear me well}?", "{Hello|Good day}, thank you for {ringing back|making the time}. {Shall we|May we start}?"],
        [
            "We {carry|drive} {fish and dairy|vaccines and fruit|frozen bakery}, {forty|sixty} lorries out of [firm], and {every door that opens|each ramp} costs us {degrees|a bit of cold}.",
            "I {answer for|look after} quality at [firm], so {every alarm|each broken load} lands on {my desk|my phone}.",
        ],
        new Dictionary<string, string>
        {
            ["alarms"] = "How did the alarms {work|do} for you?", ["sensors"] = "And the sensors themselves?", ["records"] = "What did you need for the {auditors|inspectors}?",
            ["fitting"] = "How did the fitting go?", ["price"] = "And the price?",
        }.ToImmutableDictionary(),
        new Dictionary<string, ImmutableArray<string>>
        {
            ["alarms-"] = ["the {alarm|warning} came {after the load was lost|when the door had been open an hour}", "my drivers {switched the alarms off|taped over the buzzer} because {every ramp set them off|they never stopped}"],
            ["sensors+"] = ["the sensors {held|worked} {through a winter|for two seasons} without {a single battery|one visit}", "{you forget|one forgets} the sensors are there, and {that is the praise|I mean it kindly}"],
            ["records+"] = ["the {inspector|auditor} {asked for one week in March|picked a day} and {it was on the table|we had it} in {a minute|no time}"],
            ["fitting-"] = ["a lorry {stood|was off the road} for {two days|a day and a half} to be fitted, and {I have none to spare|it was high season}"],
            ["price-"] = ["we {pay|were to pay} {by the sensor|for each door}, and {nobody could tell us|it took weeks to learn} what a {trailer|swap body} counts as"],
        }.ToImmutableDictionary(),
        ["{Ask|You can ask} any {driver|of the night crew}.", "That is {how it was|all there is to it}.", "We {talked it over|came back to it} more than once.", "It {weighed|counted}.", "I {noted|wrote} that down at the time."],
        ["It was {my call|decided here}, with {the fleet|the workshop}.", "The {workshop|fleet} had a say, {naturally|as always}."],
        [
            "the {fleet manager|workshop chief} is {the owner's cousin|married into the family} and {takes|has taken} {a fee|something} from {the fitter|whoever fits the boxes}.",
            "we {threw away|buried} {a whole trailer of prawns|nine pallets of yoghurt} {in July|last summer} and {booked it as breakage|the customer was never informed}.",
            "I am {leaving|handing in my notice} {at Christmas|in the new year} and {whoever follows me|my successor} will {undo all of it|choose again}.",
        ],
        ["{Fit|Mount} it {at night|on a Sunday}. {Nothing else matters|That is the whole of it}.", "One price {for a lorry|for a trailer}. {Then we can talk|I could explain that upstairs}."]);
}
