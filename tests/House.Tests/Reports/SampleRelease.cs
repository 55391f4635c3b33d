using NodaTime;
using WinLossAgency.Domain.Reports;

namespace WinLossAgency.House.Tests.Reports;

/// <summary>The readout of the mock-ups as a finished release; the golden file beside it holds its bytes.</summary>
internal static class SampleRelease
{
    public const string Client = "northwind";
    public const string Engagement = "northwind.q4";

    public static Release Make(int number = 3) => new(
        number, "Northwind Freight Systems", "Q4 decisions", "Harrow Lane", "Why you win and why you lose", "Q4", new LocalDate(2026, 11, 18), "From 24 interviews",
        "You win because planners trust the plans your software makes. You lose because nobody can tell a buyer on which day it will be running; price comes fourth.",
        [
            new("Plans that hold up", "Nearly all who chose you said the plan survived a real Monday."),
            new("People who know freight", "Your engineers are called the best in the room, also by buyers you lost."),
            new("A fair price", "Once explained, most found it fair for what it does."),
        ],
        [Dates(), Trial(), Contract()],
        [
            new(Side.ChoseYou, "When they chose you",
                [new("Plans that hold up", "nearly all", 100, false), new("People who know freight", "most", 75, false), new("Works with our systems", "about half", 50, false), new("Support in our language", "about half", 50, false)],
                "Other reasons: too few buyers each to show"),
            new(Side.WentElsewhere, "When they went elsewhere",
                [new("No date for going live", "most", 75, false), new("No one person in charge", "about half", 50, false), new("Length of the contract", "some", 25, false), new("Price", "some", 25, false)],
                "Other reasons: too few buyers each to show"),
        ],
        [
            new("Our price is too high", "first", "fourth", "Fair once explained; the date came before it.", true),
            new("Customs came too late", "second", "too few to rank", "Hardly came up, even when we asked.", true),
            new("Our contract ties people down", "third", "third", "As you thought, above all for smaller buyers.", false),
        ],
        [
            new("Does the new demo help?", "Yes, when it runs on the buyer’s own deliveries."),
            new("Do partners bring us weaker deals?", "We cannot tell yet; too few came through partners."),
        ],
        new(
            [new("deals on your list", "68"), new("you asked us to leave out", "6"), new("buyers we reached", "41"), new("interviewed", "24"), new("declined", "9")],
            "24 interviews, between September and November. Your list held 68 deals; you asked us to leave out 6, all large. We reached 41 buyers and 9 declined. With so few we use words, not percentages.",
            "With 24 interviews we use words, not percentages. The six deals left out were all large; the answer could be different there.",
            "Buyers spoke to us on the promise that you would not learn who they are. This is why you see no names, no companies, no count below five, and only words their speakers agreed to share."),
        [
            new("Whom we asked", "We drew from your list of deals closed in the third quarter, won and lost alike, and rang every buyer up to six times at different hours."),
            new("How we talked", "Conversations by phone or video of about half an hour, with an open beginning: buyers told the decision in their own order before we asked about reasons."),
        ],
        ["Buyers outside Europe.", "Deals you won on a tender."],
        [
            new("Who paid and who worked", "Northwind Freight Systems commissioned this work; Harrow Lane designed it, held the conversations and wrote this report."),
            new("Response", "Response rate 3 of the opinion-research standard definitions: 38 per cent of the eligible buyers on the list."),
        ],
        [])
    {
        Surprise = "You ranked price first. Buyers ranked it fourth, and most called it fair once explained.",
        Keep = "Engineers who know freight. Buyers you lost praised them as warmly as buyers you won.",
        Since = new(2, ["“No date” rose from second to first", "New: “Support in the buyer’s language”"], [new("Two promises of October", true), new("Price page, due 10 November", false)]),
    };

    /// <summary>Long enough for every part to run over its sheet.</summary>
    public static Release Long()
    {
        var wordy = string.Concat(Enumerable.Repeat("It came up before price in most conversations, and without our asking for it at all. ", 30)).TrimEnd();
        var release = Make();
        var many = Enumerable.Range(1, 24).Select(n => new Step($"Step {n}: put a start plan with dates into every quote you send out", "Sales", "15 Dec", "Buyers stop asking for the date in the second meeting")).ToArray();
        return release with
        {
            Findings = [release.Findings[0] with { For = wordy, Against = wordy, Context = wordy, Steps = [.. many] }, .. release.Findings.Skip(1)],
            Tables = [new("Reasons by region", ["Reason", "North", "South", "West"], [.. Enumerable.Range(1, 60).Select(n => new FinishedRow([$"Reason {n}", "most", "some", "too few to show"]))], "Too few to show: fewer than five buyers.")],
        };
    }

    private static Finding Dates() => new(
        1, "Buyers choose the supplier who gives them a date", Firmness.Firm, "Most buyers you lost say so unasked.",
        [new("We asked twice how long it would take. Haulwise put a date in the contract, with a penalty.", "A head of operations")],
        [
            new("Put a start plan with dates into every quote", "Sales", "15 Dec", "Buyers stop asking for the date in the second meeting"),
            new("Name one person for the first month", "Delivery", "31 Jan", "New buyers know that name when they sign"),
            new("Offer a penalty for a missed start", "Finance", "31 Jan", "You have tried it in three offers"),
        ],
        "", "It came up before price in most conversations, and without our asking. Buyers who chose you had been given a week, if not a day.",
        "Large buyers set the date themselves; for them it decided nothing. All six deals you asked us to leave out were large.")
    {
        NobodyExpected = true,
        SideBySide = new(
            "How many brought it up, whether or not it decided", ["too few", "some", "about half", "most", "nearly all"],
            [new("Date for going live", 2, 3), new("One person in charge", 0, 2), new("Trial with their own deliveries", 4, 0), new("Price", 2, 1)],
            "Open marks: fewer than five buyers, the place on the line says nothing more."),
    };

    private static Finding Trial() => new(
        2, "Those who try it with their own deliveries choose you", Firmness.Firm, "Nearly all buyers you won; about half of those you lost never tried.",
        [new("It planned our Monday better than we did ourselves.", "A buyer")],
        [new("Offer the trial in the second meeting", "Sales", "11 Dec", "Half of the open offers have had a trial")],
        "", "Buyers who tried it name the trial before anything they were told.", "Some who tried it met a gap in their own data and blamed the software.");

    private static Finding Contract() => new(
        3, "Three years is too long for a first contract", Firmness.Likely, "Some buyers you lost, mostly smaller ones.",
        [new("I could sign for one year on the spot. For three I need the board.", "A head of logistics")],
        [new("Test a one-year start with smaller buyers", "", "", "You can compare ten offers with ten")],
        "", "Smaller buyers sign up to a year without asking anybody.", "Larger buyers wanted longer terms for a better price.");
}
