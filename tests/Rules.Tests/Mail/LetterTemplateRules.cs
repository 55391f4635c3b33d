using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Rules.Tests.Mail;

/// <summary>Which words of a letter are taken, and how they are filled.</summary>
public sealed class LetterTemplateRules
{
    private static readonly LetterTemplate Good = new("Your talk on {time}", "Dear {name},\n\nwe talk on {time}.\n\nTo move it: {link}");

    [Fact]
    public void What_cannot_be_filled_is_refused_by_name_and_line()
    {
        Assert.Null(Good.WhyNot(LetterName.Booked));
        Assert.Equal("{company} in the text, line 3, is nothing that can be filled here; there are {name}, {client}, {agency}, {minutes}, {link}, {time}, {how}, {interviewer}.",
            (Good with { Body = "Dear {name},\n\nof {company} {link}" }).WhyNot(LetterName.Booked));
        Assert.StartsWith("{time} in the subject, line 1, is nothing", Good.WhyNot(LetterName.Invitation), StringComparison.Ordinal);
        Assert.StartsWith("A brace in the text, line 2, belongs to no field", (Good with { Body = "{link}\nhello {name" }).WhyNot(LetterName.Booked), StringComparison.Ordinal);
        Assert.StartsWith("{} in the text", (Good with { Body = "{link} {}" }).WhyNot(LetterName.Booked), StringComparison.Ordinal);
        Assert.StartsWith("{Name} in the text", (Good with { Body = "{link} {Name}" }).WhyNot(LetterName.Booked), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_by_which_nobody_could_answer_is_refused()
    {
        Assert.StartsWith("{link} is missing", (Good with { Body = "We talk on {time}." }).WhyNot(LetterName.Booked), StringComparison.Ordinal);
        Assert.StartsWith("{link} stands in the subject", (Good with { Subject = "{link}" }).WhyNot(LetterName.Booked), StringComparison.Ordinal);
        Assert.Null((Good with { Body = "It is called off." }).WhyNot(LetterName.CalledOff));
    }

    [Fact]
    public void What_is_too_long_says_how_long_it_is()
    {
        Assert.Equal($"The subject has 121 characters; {LetterTemplate.SubjectMax} fit.", (Good with { Subject = new string('x', 121) }).WhyNot(LetterName.Booked));
        Assert.Equal($"The text has 4001 characters; {LetterTemplate.BodyMax} fit.", (Good with { Body = new string('x', 4001) }).WhyNot(LetterName.Booked));
        Assert.Null((Good with { Body = "{link}" + new string('x', 3994), Subject = new string('x', 120) }).WhyNot(LetterName.Booked));
        Assert.Equal("The subject is empty.", (Good with { Subject = "" }).WhyNot(LetterName.Booked));
        Assert.Equal("The subject goes over more than one line.", (Good with { Subject = "one\ntwo" }).WhyNot(LetterName.Booked));
    }

    [Theory]
    [InlineData("northwind freight systems asked us {link}", "Northwind Freight Systems")]
    [InlineData("We ask for NORTHWIND. {link}", "Northwind")]
    [InlineData("Northwinds of change {link}", null)]
    [InlineData("{client} asked us {link}", null)]
    public void Whoever_may_not_be_told_who_asks_is_not_told_by_a_letter(string body, string? named)
    {
        var why = (Good with { Body = body }).WhyNot(LetterName.Booked, hidden: "Northwind Freight Systems");
        Assert.Equal(named is null, why is null);
        if (named is not null) Assert.Contains($"“{named}”", why, StringComparison.Ordinal);
        Assert.Null((Good with { Body = body }).WhyNot(LetterName.Booked));
    }

    [Fact]
    public void Values_are_filled_once_and_a_value_is_no_field()
    {
        var (subject, body) = Good.Fill(new Dictionary<string, string> { ["name"] = "{link} {time}", ["time"] = "Tuesday", ["link"] = "https://x.example/b/1" }, "reply");
        Assert.Equal(("Your talk on Tuesday", "Dear {link} {time},\n\nwe talk on Tuesday.\n\nTo move it: https://x.example/b/1"), (subject, body));
    }

    [Fact]
    public void Without_a_link_the_ways_to_it_become_one_other_way()
    {
        var words = Good with { Body = "Dear {name},\r\n\r\nMove: {link}\r\n\r\nso\r\n\r\nCancel: {link}" };
        Assert.Equal("Dear Ana,\n\na reply is enough\n\nso", words.Fill(new Dictionary<string, string> { ["name"] = "Ana" }, "a reply is enough").Body);
    }
}
