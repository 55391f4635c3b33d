using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using WinLossAgency.Agency.Mail;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Mail;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Mail;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>A programme's own words for its letters: who may write them, what is refused, which mails have them, and what the preview shows.</summary>
public sealed class LetterBookTests
{
    private const string Programme = "northwind/q4";
    private static readonly LetterTemplate Own = new("Talk on {time}", "Hi {name},\n\n{client} and {agency} thank you.\n\n{how}\n\nHere: {link}");

    [Fact]
    public async Task A_mail_written_afterwards_has_the_programmes_own_words_until_they_are_put_back()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        Assert.StartsWith("Your interview on", Assert.Single(await one.BookAndMailAsync(1)).Subject, StringComparison.Ordinal);

        await WordAsync(agency, LetterName.Moved, "en", Own);
        await WordAsync(agency, LetterName.Moved, "de", Own with { Subject = "Gespräch {time}" });
        var mails = await one.BookAndMailAsync(2, BookedCase.Start + Duration.FromDays(4));
        Assert.Equal("Talk on Monday 30 November, 09:00 (Lisbon)", mails[0].Subject);
        Assert.StartsWith("Hi Vera Lund,\n\nNorthwind Freight Systems and Harrow Lane thank you.\n\nWe ring you on +351 912 555 018\n\nHere: http", mails[0].Body, StringComparison.Ordinal);
        Assert.EndsWith("Harrow Lane, independent interviews", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("No thanks", mails[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("Your interview on", mails[1].Subject, StringComparison.Ordinal);

        AsOwner();
        Assert.True((await Book(agency).PutBack("back", LetterName.Moved, "en")).Ok);
        Assert.StartsWith("Moved: your interview", (await one.BookAndMailAsync(3, BookedCase.Start + Duration.FromDays(5)))[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_waits_to_be_taken_stays_as_it_was_written()
    {
        var courier = new SlowCourier();
        var one = await BookedCase.OpenAsync(more: (services, _) => services.AddSingleton<IMailCourier>(courier));
        await using var agency = one.Agency;
        await one.BookAsync();
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.Any(o => o.Tries > 0));
        await WordAsync(agency, LetterName.Booked, "en", Own);
        courier.Takes = true;
        await agency.UntilAsync(async () =>
        {
            agency.Time.Pass(Duration.FromMinutes(5));
            await one.WakeAsync();
            return (await one.StateAsync()).Mails.Length == 1;
        });
        Assert.Equal(2, courier.Seen.Select(l => l.Subject).Take(2).Count(s => s.StartsWith("Your interview on", StringComparison.Ordinal)));
        Assert.Single(courier.Seen.Select(l => l.Body).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_a_letter_is_refused_and_changes_nothing()
    {
        var one = await BookedCase.OpenAsync(disclosed: false);
        await using var agency = one.Agency;
        AsOwner();
        async Task<string> WhyAsync(LetterTemplate words, string language = "en") => (await Book(agency).Word($"w-{words.GetHashCode()}-{language}", LetterName.Booked, language, words)).Refusal!;
        Assert.Contains("{company} in the text, line 1", await WhyAsync(Own with { Body = "{company} {link}" }), StringComparison.Ordinal);
        Assert.Contains("{link} is missing", await WhyAsync(Own with { Body = "Hi" }), StringComparison.Ordinal);
        Assert.Contains("4,001 characters".Replace(",", "", StringComparison.Ordinal), await WhyAsync(Own with { Body = new string('x', 4001) }), StringComparison.Ordinal);
        Assert.Contains("buyers of this programme are not told who asks", await WhyAsync(Own with { Body = "Northwind asks. {link}" }), StringComparison.Ordinal);
        Assert.Contains("writes no letters in “pt”", await WhyAsync(Own, "pt"), StringComparison.Ordinal);
        Assert.All(await Book(agency).View(), stand => Assert.Null(stand.OwnSince));
        // In a programme that does not say who asks, the field tells nobody.
        await WordAsync(agency, LetterName.Booked, "en", Own);
        var mail = Assert.Single(await one.BookAndMailAsync(1));
        Assert.Contains("A supplier in your field and Harrow Lane", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("northwind", mail.Subject + mail.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_preview_is_the_mail_that_is_sent_but_for_person_time_number_and_link()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await WordAsync(agency, LetterName.Booked, "en", Own);
        var sent = Assert.Single(await one.BookAndMailAsync(1));
        AsOwner();
        var sheet = (await Book(agency).Sheet(LetterName.Booked, "en", null))!;
        Assert.Equal((Own, true, ""), (sheet.Words, sheet.IsOwn, sheet.Why));
        var asSent = new Letter("m", Instant.MinValue, new("", "a@b.c"), new("", "a@b.c"), "", "", sent.Body, null).Html();
        static string Plain(string html) => System.Text.RegularExpressions.Regex.Replace(html, "http[^\"< ]+", "LINK");
        Assert.Equal(Plain(asSent).Replace("Vera Lund", "Anna Bennett", StringComparison.Ordinal).Replace("+351 912 555 018", "+44 207 946 0958", StringComparison.Ordinal), Plain(sheet.Html));
        Assert.Matches("^Talk on [A-Z][a-z]+day \\d+ [A-Z][a-z]+, 10:00 \\(Lisbon\\)$", sheet.Subject);
        // Words that were only typed are shown, judged, and kept nowhere.
        var typed = (await Book(agency).Sheet(LetterName.Booked, "de", Own with { Body = "<b>{name}</b> {wrong}" }))!;
        Assert.Contains("{wrong}", typed.Why, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Anna Bergmann&lt;/b&gt; {wrong}", typed.Html, StringComparison.Ordinal);
        Assert.False((await Book(agency).Sheet(LetterName.Booked, "de", null))!.IsOwn);
        foreach (var letter in Enum.GetValues<LetterName>())
            foreach (var language in LetterWords.Languages)
            {
                var house = (await Book(agency).Sheet(letter, language, null))!;
                Assert.DoesNotContain('{', house.Subject + house.Html + house.Calendar);
                Assert.Equal(letter is LetterName.Booked or LetterName.Moved or LetterName.CalledOff, house.Calendar.Length > 0);
            }
    }

    [Fact]
    public async Task Letters_are_for_those_who_lead_the_programme_and_words_rest_in_no_journal()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        SmallAgency.AsHouse();
        foreach (var (id, role, team) in new[] { ("sofia", Role.Supervisor, "main"), ("sven", Role.Supervisor, "north") })
            Assert.True((await agency.Grains.GetGrain<IAgency>(IAgency.Key).Join(id, new Staff(id, id, $"{id}@harrowlane.example", role, team, "Europe/Lisbon", null))).Ok);
        SmallAgency.As("sven", Role.Supervisor);
        await Assert.ThrowsAsync<AccessRefusedException>(() => Book(agency).View());
        SmallAgency.As("sofia", Role.Supervisor);
        Assert.True((await Book(agency).Word("w", LetterName.Reminder, "de", Own)).Ok);
        Assert.Equal(["sofia"], (await Book(agency).View()).Where(s => s.OwnSince is not null).Select(s => s.By));
        var stored = await agency.Given.Facts.ReadAsync($"journal|letter-book|{Programme}", TestContext.Current.CancellationToken);
        var journal = System.Text.Encoding.UTF8.GetString(stored!.Bytes.Span);
        Assert.Contains("letterBook.worded", journal, StringComparison.Ordinal);
        Assert.DoesNotContain("Talk on", journal, StringComparison.Ordinal);
    }

    private static async Task WordAsync(SmallAgency agency, LetterName letter, string language, LetterTemplate words)
    {
        AsOwner();
        var answer = await Book(agency).Word($"word-{letter}-{language}", letter, language, words);
        Assert.True(answer.Ok, answer.Refusal);
    }

    private static void AsOwner() => SmallAgency.As("helena", Role.Owner);

    private static ILetterBook Book(SmallAgency agency) => agency.Grains.GetGrain<ILetterBook>(Programme);

    /// <summary>Has no time for any letter until it is told to have some.</summary>
    private sealed class SlowCourier : IMailCourier
    {
        private readonly List<Letter> seen = [];

        public bool Takes { get; set; }

        public IReadOnlyList<Letter> Seen
        {
            get
            {
                lock (seen) return [.. seen];
            }
        }

        public bool IsLocal => true;

        public Task<Delivery> SendAsync(Letter letter, string token, CancellationToken stop)
        {
            lock (seen) seen.Add(letter);
            return Task.FromResult<Delivery>(Takes ? new Delivery.HandedOver() : new Delivery.TryLater("Busy.", Duration.FromMinutes(1)));
        }
    }
}
