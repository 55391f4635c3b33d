using WinLossAgency.Disclosure.SmallCells;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class SpokenCountFacts
{
    [Theory]
    [InlineData("Three firms walked away over the start date.", 3)]
    [InlineData("We heard it from two prospects.", 2)]
    [InlineData("A couple of buyers named the rep.", 2)]
    [InlineData("Only one buyer disagreed.", 1)]
    [InlineData("A dozen customers came back to price.", 12)]
    [InlineData("Half a dozen of the buyers waited.", 6)]
    [InlineData("Three of them asked for a date.", 3)]
    [InlineData("2 of your lost customers said so.", 2)]
    [InlineData("Just four said it was the price.", 4)]
    [InlineData("Two told us that the demo failed.", 2)]
    [InlineData("A single large account was lost over it; only three.", 3)]
    [InlineData("Both respondents in question had left.", 2)]
    [InlineData("A handful of mid-sized manufacturing companies held back.", 4)]
    [InlineData("The only customer to object signed later.", 1)]
    [InlineData("Two or three firms held out.", 2)]
    [InlineData("One manager said the price was wrong.", 1)]
    [InlineData("No more than four.", 4)]
    [InlineData("Only one person who looked at it stayed.", 1)]
    [InlineData("One told us so.", 1)]
    [InlineData("One named the date.", 1)]
    [InlineData("Most named price, and one named the date.", 1)]
    [InlineData("Most stayed, with one left for a rival.", 1)]
    [InlineData("With one refused over security, the rest signed.", 1)]
    [InlineData("We have one left after the price change.", 1)]
    public void Small_numbers_of_people_and_companies_are_read_however_they_are_said(string text, int count) => Assert.Contains(SpokenCounts.Find(text), c => c.Count == count);

    [Theory]
    [InlineData("Put one date into every quote.")]
    [InlineData("Buyers want one person in charge of the start.")]
    [InlineData("Buyers link it to the missing date: with one name they would have believed a softer answer.")]
    [InlineData("Those who chose you often had one person who picked up, though seldom by arrangement.")]
    [InlineData("Give every customer one contact and two weeks to decide.")]
    [InlineData("Keep one named contact for the length of a contract.")]
    [InlineData("Name one firm date within three months.")]
    [InlineData("The second demonstration took four hours.")]
    [InlineData("Both sides of the question came up, and neither was new.")]
    [InlineData("Buyers compare three offers before they decide.")]
    [InlineData("Both are praised by people who have already gone.")]
    [InlineData("Two on the list are kept by users who know how.")]
    [InlineData("One of the strongest reasons was the plan.")]
    [InlineData("A single sign-on would have helped customers.")]
    public void Numbers_of_anything_else_are_left_alone(string text) => Assert.Empty(SpokenCounts.Find(text));

    [Theory]
    [InlineData("Twelve of 24 buyers said so.", 12, 24)]
    [InlineData("One in five went elsewhere.", 1, 5)]
    [InlineData("Three out of the nine companies left.", 3, 9)]
    public void A_share_said_in_two_numbers_is_read_as_one(string text, int count, int outOf)
    {
        var read = Assert.Single(SpokenCounts.Find(text));
        Assert.Equal((count, (int?)outOf), (read.Count, read.OutOf));
    }
}
