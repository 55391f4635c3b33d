using System.Collections.Immutable;

namespace WinLossAgency.Desk.Demo;

/// <summary>
/// What people in one trade say: phrases in which {this|that} is a choice, [firm] the buyer's company and [rival] the product
/// they took instead. Said holds the words of a reason, by its key and sign; each is one clause that follows a comma.
/// </summary>
internal sealed record TalkBook(string Client, ImmutableArray<string> Openings, ImmutableArray<string> Contexts,
    ImmutableDictionary<string, string> Questions, ImmutableDictionary<string, ImmutableArray<string>> Said, ImmutableArray<string> Tails,
    ImmutableArray<string> BeforeAside, ImmutableArray<string> Asides, ImmutableArray<string> Advice)
{
    /// <summary>Half of all asides begin with words that give them away; of the other half only the interviewer's hand tells.</summary>
    public static readonly ImmutableArray<string> AsideOpeners =
        ["Between us, ", "Just between you and me, ", "Off the record, ", "Please don't quote me on this, but ", "I really shouldn't say this, but ", "This stays here, please: "];

    public static readonly ImmutableArray<string> Leads =
    [
        "If I am honest, ", "What happened was this, ", "Look, ", "The way I remember it, ", "I can tell you exactly, ", "Well, ", "To put it plainly, ", "To be fair, ",
        "For us, ", "I have said it to their faces, ", "You would have to ask the team, but ", "In the end, ", "It sounds small, ", "As I told my own people, ",
    ];

    public static readonly ImmutableArray<string> AskConsent =
    [
        "Before we start: {this is recorded for the transcript only|I am recording so that I need not type}, and [client] will not learn {who you are|that it was you}. Is that {all right|still fine}?",
        "We agreed {half an hour|thirty minutes}, and that your name and company stay with us. {Still fine with you|Is that still right}?",
        "The recording is {running|on}. Nothing goes to [client] with your name on it. {Are you comfortable with that|Is that as you want it}?",
    ];

    public static readonly ImmutableArray<string> GiveConsent =
    [
        "That is {fine|fine with me|how I understood it}. {Go ahead|Ask away|Let us start}.", "Yes, {go ahead|do|that is what your colleague told me}.",
        "{Fine|Perfectly fine}. I {have a coffee|have shut the door|am in the car park}, so {ask|fire away}.", "Agreed. {It was in the mail as well|I read the note you sent}.",
    ];

    public static readonly ImmutableArray<string> AskContext =
    [
        "Tell me {a little|first} about {what you do|the work you run} at [firm].", "What does {a normal week|your part of the house} look like?",
        "{Help me picture it|So that I can picture it}: who works with the {system|software} at your place?",
    ];

    public static readonly ImmutableArray<string> Nudges =
    [
        "{Understood|I see|Right}. ", "{Thank you|Thanks}, that helps. ", "", "", "Let me {ask|turn to} something else. ", "{Good|All right}. ",
    ];

    public static readonly ImmutableArray<string> AskAside =
    [
        "And inside {your house|the company}, how was it {decided|settled}?", "Who {had|has} the last word on it?", "How did {the others|your colleagues} see it?",
        "{Was|And was} everybody {of one mind|behind it}?",
    ];

    public static readonly ImmutableArray<string> AskAdvice =
    [
        "If you {could tell|had one minute with} the people at [client], what would {you tell them|it be}?", "What should they {do|change} first?",
        "{Imagine|Suppose} you ran it for {a year|a quarter}. What would you {change|touch first}?",
    ];

    public static readonly ImmutableArray<string> Thanks =
    [
        "That {is all I have|was my last question}. Thank you {very much|for your time}.", "I {have no more|am through with my} questions. {Thanks|Thank you} for being so open.",
        "{Then|Well then} I let you go. Thank you for {the time|your patience}.",
    ];

    public static readonly ImmutableArray<string> Farewells =
    [
        "{You are welcome|My pleasure}. {Good luck with it|I hope it is of use}.", "{Not at all|Gladly}. It was {easier|quicker} than I feared.", "Thank you. {Bye now|Have a good afternoon|Take care}.",
    ];
}
