using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using WinLossAgency.Domain.Mail;

namespace WinLossAgency.Rules.Tests.Mail;

public sealed class InviteRules
{
    private static readonly DateTimeZone Lisbon = DateTimeZoneProviders.Tzdb["Europe/Lisbon"];

    [Fact]
    public void Any_text_folds_to_lines_that_fit_and_unfolds_to_itself() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), Gen.Choose(0, 200).ToArbitrary(), (words, more) =>
    {
        var text = string.Concat((words ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))) + string.Concat(Enumerable.Repeat("é😀x", more));
        var folded = CalendarText.Fold(text);
        Assert.EndsWith("\r\n", folded, StringComparison.Ordinal);
        Assert.All(folded[..^2].Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, CalendarText.LineOctetsMax));
        Assert.Equal(text, Unfold(folded));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_that_is_escaped_reads_back_and_ends_no_line() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), words =>
    {
        var text = string.Concat((words ?? "").Where(c => !char.IsControl(c) || c == '\n').Where(c => c is not ('\u0085' or '\u2028' or '\u2029')));
        var escaped = CalendarText.Escape(text);
        Assert.DoesNotContain('\n', escaped);
        Assert.Equal(text, Unescape(escaped));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_cannot_end_its_quotes_or_its_line() => Assert.Equal("\"Ana 'the' Reis  X\"", CalendarText.Quoted("Ana \"the\" Reis\r\nX"));

    [Fact]
    public void An_address_that_would_become_another_line_is_not_taken()
    {
        Assert.True(Mailbox.Takes("ana.reis@baltic-cold.example"));
        Assert.All(["", "ana", "@x", "ana@", "a@b@c", "ana@x\r\nBcc: b@c", "<ana@x>", "ana @x", new string('a', 255) + "@x"], bad => Assert.False(Mailbox.Takes(bad)));
    }

    [Fact]
    public void The_zone_is_told_with_the_days_on_which_its_clock_really_changes()
    {
        var lines = ZoneLines.Of(Lisbon, Instant.FromUtc(2026, 11, 24, 10, 0), Instant.FromUtc(2026, 11, 24, 10, 30)).ToList();
        Assert.Contains("DTSTART:20261025T020000", lines);
        Assert.Contains("DTSTART:20270328T010000", lines);
        Assert.Contains("TZOFFSETFROM:+0100", lines);
        Assert.Contains("TZNAME:WEST", lines);
    }

    [Fact]
    public void An_hour_that_comes_twice_is_told_in_utc()
    {
        Assert.Equal("DTSTART:20261025T003000Z", ZoneLines.At("DTSTART", Instant.FromUtc(2026, 10, 25, 0, 30), Lisbon));
        Assert.Equal("DTSTART:20261025T013000Z", ZoneLines.At("DTSTART", Instant.FromUtc(2026, 10, 25, 1, 30), Lisbon));
        Assert.Equal("DTSTART;TZID=Europe/Lisbon:20261025T023000", ZoneLines.At("DTSTART", Instant.FromUtc(2026, 10, 25, 2, 30), Lisbon));
    }

    [Fact]
    public void A_calling_off_says_so_in_its_method_its_status_and_its_part()
    {
        var letter = Letter(Invite(InviteMethod.Cancel));
        var text = letter.Invite!.ToText();
        Assert.Contains("METHOD:CANCEL\r\n", text, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/calendar; charset=utf-8; method=CANCEL\r\n", letter.ToMime(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_the_words_the_page_the_invitation_and_the_file()
    {
        var mime = Letter(Invite(InviteMethod.Request)).ToMime();
        string[] parts = ["multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8", "text/calendar; charset=utf-8; method=REQUEST", "application/ics; name=\"invite.ics\""];
        var at = -1;
        foreach (var part in parts) Assert.True((at = mime.IndexOf($"Content-Type: {part}", at + 1, StringComparison.Ordinal)) > 0, part);
        Assert.All(mime.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain('\n', mime.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subject_with_other_letters_stands_encoded_and_never_breaks_its_header()
    {
        var mime = (Letter(null) with { Subject = "Gespräch am Dienstag, dem 24. November, um 10:00 Uhr (Lissabon)\r\nBcc: x@y" }).ToMime();
        Assert.DoesNotContain("\r\nBcc", mime, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?B?", mime, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_mail_cannot_become_markup() =>
        Assert.Equal("<p>a &lt;b&gt;<br>&lt;br&gt; <a href=\"https://x.example/b/1?a=1&amp;b=2\">https://x.example/b/1?a=1&amp;b=2</a></p><p>c</p>",
            (Letter(null) with { Body = "a <b>\n<br> https://x.example/b/1?a=1&b=2\n\nc" }).Html());

    private static CalendarInvite Invite(InviteMethod method) => new(method, "u1", 2, Instant.FromUtc(2026, 11, 20, 9, 0), Instant.FromUtc(2026, 11, 24, 10, 0), 30, Lisbon)
    {
        Summary = "Interview with Harrow Lane", Description = "30 minutes", Location = "We ring you on +351 912 555 018", Organiser = new("Harrow Lane", "talk@harrowlane.example"), Attendee = new("Ana Réis", "ana@baltic.example"),
    };

    private static Letter Letter(CalendarInvite? invite) => new("m1", Instant.FromUtc(2026, 11, 20, 9, 0), new("Harrow Lane", "talk@harrowlane.example"), new("Ana Réis", "ana@baltic.example"), "r1@in.harrowlane.example",
        "Your interview on Tuesday 24 November", "Dear Ana,\n\nwe will talk.", invite);

    private static string Unfold(string folded) => folded.Replace("\r\n ", "", StringComparison.Ordinal)[..^2];

    private static string Unescape(string text)
    {
        var read = new StringBuilder();
        for (var i = 0; i < text.Length; i++) read.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        return read.ToString();
    }
}
