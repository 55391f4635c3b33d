using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using WinLossAgency.Disclosure.Masking.Finders;
using WinLossAgency.Disclosure.Masking.Names;
using WinLossAgency.Disclosure.Text;

namespace WinLossAgency.Disclosure.Masking;

/// <summary>
/// Suggests what to mask in a text (DOMAIN 9.5): what the dossier names in every form people say it, patterns, names and places of
/// the lists, and what the sentence gives away. Pure, and linear in the length of the text. A person confirms each quote.
/// </summary>
public static class Masker
{
    // The forms of a dossier are written out once; the table lets go of them with the dossier.
    private static readonly ConditionalWeakTable<Dossier, DossierForms> Forms = [];
    private static readonly DossierForms NoDossier = new(new Dossier());

    /// <summary>The stretches to mask, sorted, not overlapping. Nothing in the dossier's keep list is ever among them.</summary>
    public static ImmutableArray<MaskSpan> Find(string text, Dossier? dossier = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text, dossier, NameTagger.House);
    }

    /// <summary>The same with other weights than the house's, for training.</summary>
    internal static ImmutableArray<MaskSpan> Find(string text, Dossier? dossier, NameTagger tagger)
    {
        var view = new TextView(text);
        var (found, guesses) = Rules(view, dossier);
        FamousFinder.Find(view, guesses);
        tagger.Tag(view, guesses, found);
        return Settled(view, dossier, found);
    }

    /// <summary>
    /// The same for a report that an analyst wrote: by dossier, patterns and rules alone. The weights lean towards hiding, as suits words
    /// that somebody said and a person then reads through; a stop at the gate must be surer.
    /// </summary>
    public static ImmutableArray<MaskSpan> FindInReport(string text, Dossier? dossier)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = new TextView(text);
        var (found, guesses) = Rules(view, dossier);
        found.AddRange(guesses);
        return Settled(view, dossier, found);
    }

    private static ImmutableArray<MaskSpan> Settled(TextView view, Dossier? dossier, List<Candidate> found)
    {
        Settling.Grow(view, found);
        Consistency.Spread(view, found);
        var forms = FormsOf(dossier);
        var replacements = new Replacements();
        var spans = ImmutableArray.CreateBuilder<MaskSpan>();
        foreach (var c in Settling.Settle(found, view.Source))
            spans.Add(new MaskSpan(c.Start, c.End, c.Label, c.Kind, replacements.For(c), c.Reason, forms.Hold(view, c)));
        return spans.ToImmutable();
    }

    private static DossierForms FormsOf(Dossier? dossier) => dossier is null ? NoDossier : Forms.GetValue(dossier, static d => new DossierForms(d));

    /// <summary>What dossier and patterns find, and what the rules for names would guess.</summary>
    internal static (List<Candidate> Found, List<Candidate> Guesses) Rules(TextView view, Dossier? dossier)
    {
        var forms = FormsOf(dossier);
        List<Candidate> found = new(64), guesses = new(64);
        Replacements.Keep(view, found);
        DossierFinder.Find(view, forms, found);
        AddressFinder.Find(view, found);
        NumberFinder.Find(view, forms.Phones, found);
        DateFinder.Find(view, found);
        QuantityFinder.Find(view, found);
        RoleFinder.Find(view, found);
        NameFinder.Find(view, guesses);
        CompanyFinder.Find(view, guesses);
        return (found, guesses);
    }

    /// <summary>Whether a stretch in brackets is what this machine writes in place of a mention; anybody can type brackets around a name.</summary>
    public static bool IsReplacement(string bracketed) => Replacements.IsOne(bracketed);

    /// <summary>The text with every span replaced; text outside the spans is untouched.</summary>
    /// <exception cref="ArgumentException">A span lies outside the text, or spans are out of order or overlap.</exception>
    public static string Apply(string text, ImmutableArray<MaskSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = new StringBuilder(text.Length);
        var from = 0;
        foreach (var span in spans)
        {
            if (span.Start < from || span.End <= span.Start || span.End > text.Length)
                throw new ArgumentException($"Span {span.Start}..{span.End} does not follow {from} within a text of {text.Length} units.", nameof(spans));
            masked.Append(text, from, span.Start - from).Append(span.Replacement);
            from = span.End;
        }
        return masked.Append(text, from, text.Length - from).ToString();
    }
}
