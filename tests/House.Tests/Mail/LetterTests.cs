using NodaTime;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Access;
using WinLossAgency.Grains.Interviews;
using WinLossAgency.Grains.Mail;
using WinLossAgency.Grains.People;
using WinLossAgency.House.Tests.Spine;

namespace WinLossAgency.House.Tests.Mail;

/// <summary>What a buyer is written about their appointment, and what the case hears of it, without a mail service.</summary>
public sealed class LetterTests
{
    [Fact]
    public async Task A_booking_a_move_and_a_calling_off_are_one_appointment_to_a_calendar()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        await one.BookAndMailAsync(2, BookedCase.Start + Duration.FromDays(4));
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        await one.PassUndoAsync();
        var mails = (await one.UntilMailsAsync(3)).Reverse().ToArray();
        Assert.All((await one.StateAsync()).Mails, m => Assert.Equal(MailKind.Booking, m.Kind));

        var read = await InviteReader.ReadAsync(mails.Select(m => m.Calendar));
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], read.Select(r => r.Method));
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], read.Select(r => r.Status));
        Assert.Equal([0, 1, 2], read.Select(r => r.Sequence));
        Assert.Single(read.Select(r => r.Uid).Distinct());
        Assert.Equal([BookedCase.Start, BookedCase.Start + Duration.FromDays(4), BookedCase.Start + Duration.FromDays(4)], read.Select(r => Instant.FromDateTimeOffset(r.Start)));
        Assert.All(read, r => Assert.Equal(("We ring you on +351 912 555 018", "Europe/Lisbon"), (r.Location, r.Zones[0])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_is_told_only_where_the_programme_says_so(bool disclosed)
    {
        var one = await BookedCase.OpenAsync(disclosed);
        await using var agency = one.Agency;
        var mail = Assert.Single(await one.BookAndMailAsync(1));
        var all = $"{mail.Subject}\n{mail.Body}\n{mail.Calendar.Replace("\r\n ", "", StringComparison.Ordinal)}\n{mail.ReplyTo}";
        Assert.Equal(disclosed, all.Contains("Northwind", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Harrow Lane", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_letter_about_an_appointment_is_in_the_buyers_language_and_repeats_their_link()
    {
        var one = await BookedCase.GermanAsync();
        await using var agency = one.Agency;
        await one.BookAndMoveAsync();
        agency.Time.Now = Instant.FromUtc(2026, 11, 27, 17, 50);
        await one.UntilMailsAsync(3);
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        await one.PassUndoAsync();
        var mails = (await one.UntilMailsAsync(4)).Reverse().ToArray();
        Assert.Equal(["Ihr Gespräch am Montag, 30. November, 10:00 Uhr (Lisbon)", "Verlegt: Ihr Gespräch am Montag, 30. November, 11:00 Uhr (Lisbon)",
            "Zur Erinnerung: Ihr Gespräch am Montag, 30. November, 11:00 Uhr (Lisbon)", "Ihr Gespräch ist abgesagt"], mails.Select(m => m.Subject));
        Assert.All(mails, m => Assert.StartsWith("Guten Tag Vera Lund,", m.Body, StringComparison.Ordinal));
        Assert.Equal("Wir rufen Sie an unter +351 912 555 018", (await InviteReader.ReadAsync([mails[0].Calendar]))[0].Location);
        var link = Assert.Single(mails.Select(LinkIn).Distinct());
        // The link is there for moving before anybody was ever invited, and an appointment that is called off leaves it open.
        Assert.Equal(InvitationStand.Open, (await PageAsync(agency, link))!.Stand);
        Assert.Equal(1, (await one.StateAsync()).Invitation!.Round);
    }

    [Fact]
    public async Task The_link_in_a_letter_moves_and_cancels_after_any_number_of_looks()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        var link = LinkIn(Assert.Single(await one.BookAndMailAsync(1)));
        for (var scanner = 0; scanner < 20; scanner++) Assert.Equal(BookedCase.Start, (await PageAsync(agency, link))!.Booked!.Start);
        Assert.Equal(0, (await one.StateAsync()).Sequence);
        SmallAgency.As("buyer", Role.Buyer);
        Assert.Null((await Door(agency, link).Choose(new ChosenTime(BookedCase.Start + Duration.FromHours(1), "Europe/Lisbon", null, null, "", false))).Trouble);
        var moved = (await one.UntilMailsAsync(2))[0];
        Assert.Equal(("Moved: your interview on Thursday 26 November, 10:00 (Lisbon)", link), (moved.Subject, LinkIn(moved)));
        SmallAgency.As("buyer", Role.Buyer);
        Assert.True((await Door(agency, link).CallOff()).Ok);
        Assert.Equal(link, LinkIn((await one.UntilMailsAsync(3))[0]));
        // A newer link ends it, and is the one that the next letter carries.
        await one.DoAsync(new InterviewCommand.Invite("maya"));
        Assert.Equal(InvitationStand.Superseded, (await PageAsync(agency, link))!.Stand);
        var next = LinkIn((await one.BookAndMailAsync(4, BookedCase.Start + Duration.FromDays(1)))[0]);
        Assert.NotEqual(link, next);
        Assert.Equal(InvitationStand.Open, (await PageAsync(agency, next))!.Stand);
    }

    [Fact]
    public async Task A_booking_that_was_taken_back_takes_its_link_along()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAsync();
        Assert.NotNull((await one.StateAsync()).Invitation);
        await one.DoAsync(new InterviewCommand.Undo("maya"));
        Assert.Null((await one.StateAsync()).Invitation);
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.All(o => o.To.StartsWith("reminder", StringComparison.Ordinal)));
        Assert.Empty(await one.MailsAsync());
    }

    public static TheoryData<string, InterviewCommand> Endings => new()
    {
        { "soft", new InterviewCommand.RefuseSoft("maya") }, { "gate", new InterviewCommand.TurnAway("maya", "n1") }, { "call back", new InterviewCommand.PromiseCallback("maya", "n1", BookedCase.Start - Duration.FromDays(1)) },
        { "wrong person", new InterviewCommand.NoteWrongPerson("maya") }, { "quota", new InterviewCommand.EndFor("maya", EndReason.QuotaFilled) }, { "left out", new InterviewCommand.Suppress("house") },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Endings))]
    public async Task Whatever_ends_an_appointment_takes_it_out_of_the_buyers_calendar(string why, InterviewCommand ending)
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        await one.DoAsync(ending);
        await one.PassUndoAsync();
        var mails = await one.UntilMailsAsync(2);
        var read = await InviteReader.ReadAsync(mails.Reverse().Select(m => m.Calendar));
        Assert.Equal(["REQUEST 0", "CANCEL 1"], read.Select(r => $"{r.Method} {r.Sequence}"));
        Assert.Equal((1, read[0].Uid, read[0].Start), ((await one.StateAsync()).Sequence, read[1].Uid, read[1].Start));
        Assert.Equal("Your interview is called off", mails[0].Subject);
        // Whoever is not asked any more is not asked for another time either.
        Assert.Equal(why is "soft" or "gate" or "call back", mails[0].Body.Contains("/b/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_never_wants_to_hear_from_us_gets_no_cancellation_either()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        await one.DoAsync(new InterviewCommand.RefuseHard("maya", RefusalOf.Person));
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.All(o => o.To.StartsWith("reminder", StringComparison.Ordinal)));
        Assert.Single(await one.MailsAsync());
        Assert.Equal(0, (await one.StateAsync()).Sequence);
    }

    [Fact]
    public async Task A_refusal_that_was_taken_back_cancels_nothing()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        await one.DoAsync(new InterviewCommand.RefuseSoft("maya"));
        Assert.Null((await one.StateAsync()).Booking);
        await one.DoAsync(new InterviewCommand.Undo("maya"));
        await one.PassUndoAsync();
        await one.UntilOwedAsync(owed => owed.All(o => o.To.StartsWith("reminder", StringComparison.Ordinal)));
        Assert.Equal((BookedCase.Start, 0), ((await one.StateAsync()).Booking!.Start, (await one.StateAsync()).Sequence));
        Assert.Single(await one.MailsAsync());
    }

    private static string LinkIn(MailLine mail) => System.Text.RegularExpressions.Regex.Match(mail.Body, "/b/([0-9a-f]{64})").Groups[1].Value;

    private static IInvitationDoor Door(SmallAgency agency, string token) => agency.Grains.GetGrain<IInvitationDoor>(BuyersLink.KeyOf(token));

    private static Task<InvitationPage?> PageAsync(SmallAgency agency, string token)
    {
        SmallAgency.As("buyer", Role.Buyer);
        return Door(agency, token).Page(new InvitationLook(null, null, null, false));
    }

    [Fact]
    public async Task What_was_taken_back_within_the_minute_is_not_written_about()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAsync();
        await one.DoAsync(new InterviewCommand.Undo("maya"));
        var mail = Assert.Single(await one.BookAndMailAsync(1, BookedCase.Start + Duration.FromDays(1)));
        Assert.Contains("27 November", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_wrote_to_us_gets_no_letter_that_we_begin_until_somebody_has_answered()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.DoAsync(new InterviewCommand.RecordAttempt("maya", "n1", AttemptOutcome.VoicemailLeft));
        await one.DoAsync(new InterviewCommand.NoteReply());
        await one.PassUndoAsync();
        var mail = Assert.Single(await one.BookAndMailAsync(1));
        Assert.StartsWith("Your interview", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(MailKind.Booking, Assert.Single((await one.StateAsync()).Mails).Kind);
    }

    [Fact]
    public async Task An_address_to_which_a_letter_came_back_for_good_gets_no_other()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1);
        await one.DoAsync(new InterviewCommand.NoteBounced((await one.StateAsync()).Mails[0].Id, true));
        SmallAgency.AsHouse();
        var person = agency.Grains.GetGrain<IPerson>((await one.StateAsync()).Person!);
        SmallAgency.AsHouse();
        var known = (await person.Dossier())!;
        Assert.True((await person.Meet("again", "Europe/Lisbon", known with { Emails = ["v.lund@vale.example"] })).Ok);
        await one.BookAndMailAsync(2, BookedCase.Start + Duration.FromDays(4));
        Assert.Single(await one.MailsAsync());
        Assert.Single(await one.MailsAsync("v.lund@vale.example"), m => m.Subject.Contains("30 November", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_goes_on_the_working_day_before_and_says_what_stands_by_then()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        // Both are still to come when it is Friday.
        await one.BookAndMoveAsync();
        agency.Time.Now = Instant.FromUtc(2026, 11, 27, 17, 50);
        var mail = (await one.UntilMailsAsync(3))[0];
        Assert.Equal("A reminder: your interview on Monday 30 November, 11:00 (Lisbon)", mail.Subject);
        Assert.Contains("\n\nWe ring you on +351 912 555 018\n\n", mail.Body, StringComparison.Ordinal);
        Assert.Equal("", mail.Calendar);
        Assert.Equal(MailKind.Reminder, (await one.StateAsync()).Mails[^1].Kind);
        await one.UntilOwedAsync(owed => owed.Count == 0);
        Assert.Equal(3, (await one.MailsAsync()).Count);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_was_called_off_or_at_night()
    {
        var one = await BookedCase.OpenAsync();
        await using var agency = one.Agency;
        await one.BookAndMailAsync(1, Instant.FromUtc(2026, 11, 27, 15, 0));
        // The house slept through Thursday afternoon and wakes at night.
        agency.Time.Now = Instant.FromUtc(2026, 11, 26, 23, 0);
        await one.WakeAsync();
        await one.UntilOwedAsync(owed => owed.Any(o => o.NotBefore == Instant.FromUtc(2026, 11, 27, 9, 0)));
        Assert.Single(await one.MailsAsync());
        await one.DoAsync(new InterviewCommand.CallOff("maya"));
        agency.Time.Now = Instant.FromUtc(2026, 11, 27, 9, 30);
        await one.WakeAsync();
        await one.UntilOwedAsync(owed => owed.Count == 0);
        Assert.Equal(["Your interview is called off", "Your interview on Friday 27 November, 15:00 (Lisbon)"], (await one.MailsAsync()).Select(m => m.Subject));
    }
}
