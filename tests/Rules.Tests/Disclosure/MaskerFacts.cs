using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using WinLossAgency.Disclosure.Masking;
using Xunit;

namespace WinLossAgency.Rules.Tests.Disclosure;

public sealed class MaskerFacts
{
    private static readonly Dossier Dossier = new()
    {
        People =
        [
            new KnownPerson("William Haverstock", Relation.Respondent),
            new KnownPerson("Siobhan Okafor", Relation.Colleague),
            new KnownPerson("Rose Tindall", Relation.VendorStaff),
        ],
        Companies = ["Merrow & Finch Castings Ltd"],
        Titles = ["Chief Financial Officer"],
        Emails = ["w.haverstock@merrowfinch.com"],
        Phones = ["+44 20 7946 0991"],
        Places = ["Dundee"],
        Keep = ["Ledgerly", "Rose Analytics", "Tallyworks Cloud"],
    };

    [Fact]
    public void Every_form_of_a_dossier_name_is_found()
    {
        foreach (var form in (string[])["William Haverstock", "Bill Haverstock", "Mr Haverstock", "W. Haverstock", "haverstock", "billy", "Wi- William", "H-A-V-E-R-S-T-O-C-K", "Haverstok", "Shivon", "siobhan", "WH"])
            AssertHidden($"So then {form} joined us for the call.", form);
    }

    [Fact]
    public void Every_form_of_a_dossier_company_is_found()
    {
        foreach (var form in (string[])["Merrow & Finch Castings Ltd", "Merrow and Finch Castings", "Merrow & Finch", "Merrow", "MFC", "merrowfinch"])
            AssertHidden($"People at {form} liked the pilot.", form);
    }

    [Fact]
    public void Addresses_and_numbers_are_found_written_and_said()
    {
        foreach (var form in (string[])["w.haverstock@merrowfinch.com", "w dot haverstock at merrowfinch dot com", "+44 20 7946 0991", "020 7946 0991", "linkedin.com/in/whaverstock", "GB82WEST12345698765432", "4111 1111 1111 1111", "683.927.0468x12287", "QuinnL_55"])
            AssertHidden($"Reach me at {form} please.", form);
    }

    [Fact]
    public void Amounts_dates_and_descriptions_are_found()
    {
        foreach (var form in (string[])["€2.4m", "two point four million euros", "14 June", "March 2023", "Q3 last year", "the only brewer in Porto"])
            AssertHidden($"We are {form} now.", form);
    }

    [Fact]
    public void A_mention_is_hidden_with_all_that_belongs_to_it()
    {
        AssertHidden("A cleric, Muqtada al-Sadr, said so on the radio.", "Muqtada al-Sadr");
        AssertHidden("We met V K Choudhry in the lobby yesterday.", "V K Choudhry");
        AssertHidden("She used to live in Eastern Samar region with her mother.", "Eastern Samar region");
    }

    [Fact]
    public void A_verb_after_a_number_is_no_month_and_a_number_after_an_error_no_handle()
    {
        Assert.DoesNotContain(Masker.Find("Children of 13-17 may be allowed to come."), span => span.Label == MaskLabel.Date);
        Assert.DoesNotContain(Masker.Find("The log shows error_404 and a good time with my gf..in the hills."), span => span.Label == MaskLabel.Url);
        Assert.Contains(Masker.Find("We signed on 13 may 2024."), span => span.Label == MaskLabel.Date);
    }

    [Fact]
    public void Everyday_words_that_are_also_names_stay()
    {
        const string text = "It was a rose-tinted view, we will grace the bill and mark it, and the chase was long.";
        Assert.Empty(Masker.Find(text, Dossier with { People = Dossier.People.Add(new KnownPerson("Grace Mark", Relation.Colleague)) }));
    }

    [Fact]
    public void Kept_names_stay_even_where_they_hold_a_name()
    {
        const string text = "Rose from Rose Analytics said Ledgerly and Tallyworks Cloud were close.";
        var masked = Masker.Apply(text, Masker.Find(text, Dossier));
        Assert.Equal("[a vendor representative] from Rose Analytics said Ledgerly and Tallyworks Cloud were close.", masked);
    }

    [Fact]
    public void One_person_has_one_replacement_in_all_forms()
    {
        const string text = "William Haverstock came. Bill left early. We asked Siobhan, and Siobhan Okafor agreed.";
        Assert.Equal("[the buyer] came. [the buyer] left early. We asked [a colleague], and [a colleague] agreed.", Masker.Apply(text, Masker.Find(text, Dossier)));
    }

    [Fact]
    public void A_name_given_away_once_is_masked_everywhere()
    {
        const string text = "Their consultant, Tobias Quennell, was clear. In the end Quennell was right.";
        Assert.DoesNotContain("Quennell", Masker.Apply(text, Masker.Find(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_outside_the_spans_is_never_changed() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), words =>
        {
            var text = string.Join(' ', words.Select((w, i) => i % 3 == 0 ? "Siobhan " + w : w));
            var spans = Masker.Find(text, Dossier);
            AssertTiles(text, spans, Masker.Apply(text, spans));
        }));

    [Fact]
    public void A_dossier_name_is_hidden_wherever_it_stands() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Two(Gen.Elements("we", "liked", "the", "Ledgerly", "pilot,", "and", "then", "on 3 May", "a@b.co", "price.", "\n")
            .ListOf()).ToArbitrary(), around =>
        {
            var text = $"{string.Join(' ', around.Item1)} William Haverstock {string.Join(' ', around.Item2)}";
            Assert.DoesNotContain("Haverstock", Masker.Apply(text, Masker.Find(text, Dossier)), StringComparison.Ordinal);
        }));

    [Fact]
    public void No_form_of_the_dossier_stays_and_what_is_masked_stays_masked() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Two(Gen.Elements("we", "liked", "Ledgerly", "on 3 May", "Haverstock", "Bill", "[Person B]", "w.haverstock@merrowfinch.com", "\ud83d\ude42", "\"", "Siobhan", "Okafor", "1,150 people", "\n", "The", "Board", "+44 20 7946 0991")
            .ListOf()).ToArbitrary(), around =>
        {
            var text = string.Join(' ', around.Item1.Concat(around.Item2));
            var once = Masker.Apply(text, Masker.Find(text, Dossier));
            foreach (var form in (string[])["Haverstock", "Siobhan", "Okafor", "7946", "merrowfinch"]) Assert.DoesNotContain(form, once, StringComparison.Ordinal);
            foreach (var span in Masker.Find(once, Dossier)) Assert.DoesNotContain('[', once[span.Start..span.End]);
        }));

    [Fact]
    public void No_text_at_all_is_too_odd_to_search() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var spans = Masker.Find(text ?? "", Dossier);
            AssertTiles(text ?? "", spans, Masker.Apply(text ?? "", spans));
        }));

    [Fact]
    public void A_span_says_whether_the_dossier_holds_it()
    {
        const string text = "Bill Haverstock, w.haverstock@merrowfinch.com, 020 7946 0991, met Tobias Quennell of x@y.org.";
        var known = Masker.Find(text, Dossier).Where(s => s.Known).Select(s => text[s.Start..s.End]);
        Assert.Equal(["Bill Haverstock", "w.haverstock@merrowfinch.com", "020 7946 0991"], known);
    }

    [Fact]
    public void Names_and_streets_of_many_countries_are_found_without_a_dossier()
    {
        foreach (var (text, hidden) in ((string, string)[])[
            ("Yesterday Katarzyna Wisniewska called me about it.", "Wisniewska"), ("I spoke with Oluwaseun Adebayo last week.", "Adebayo"),
            ("Mr Nakamura signed it.", "Nakamura"), ("She lives at 48 Rue de Rivoli, Paris.", "Rivoli"), ("The line is 2001:0db8:85a3:0000:0000:8a2e.", "85a3")])
            Assert.DoesNotContain(hidden, Masker.Apply(text, Masker.Find(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_outside_the_text_is_a_bug_that_says_where()
    {
        var span = new MaskSpan(2, 9, MaskLabel.Person, MaskKind.Direct, "[x]", "r");
        var thrown = Assert.Throws<ArgumentException>(() => Masker.Apply("four", [span]));
        Assert.Contains("2..9", thrown.Message, StringComparison.Ordinal);
    }

    private static void AssertHidden(string text, string form)
    {
        var start = text.IndexOf(form, StringComparison.Ordinal);
        var spans = Masker.Find(text, Dossier);
        for (var i = start; i < start + form.Length; i++)
            if (char.IsLetterOrDigit(text[i]) && !Small(text, i)) Assert.True(spans.Any(s => s.Start <= i && i < s.End), $"'{form}' shows at {i - start}: {Masker.Apply(text, spans)}");
    }

    // "the" and "last year" around a date may stay.
    private static bool Small(string text, int at) => text[Math.Max(0, at - 3)..Math.Min(text.Length, at + 3)].Contains("the", StringComparison.Ordinal);

    private static void AssertTiles(string text, ImmutableArray<MaskSpan> spans, string masked)
    {
        int from = 0, at = 0;
        foreach (var span in spans)
        {
            Assert.Equal(text[from..span.Start], masked.Substring(at, span.Start - from));
            at += span.Start - from;
            Assert.Equal(span.Replacement, masked.Substring(at, span.Replacement.Length));
            at += span.Replacement.Length;
            from = span.End;
        }
        Assert.Equal(text[from..], masked[at..]);
    }
}
