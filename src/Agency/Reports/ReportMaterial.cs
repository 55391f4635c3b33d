using System.Collections.Immutable;
using NodaTime;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Disclosure.Masking;
using WinLossAgency.Disclosure.SmallCells;
using WinLossAgency.Disclosure.Text;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Analysis;
using WinLossAgency.Grains.Engagements;

namespace WinLossAgency.Agency.Reports;

/// <summary>A quote of a finding, cut anew: Quote is null where its turn no longer says these words.</summary>
internal sealed record CutQuote(string Path, string Where, QuoteRef Ref, Quote? Quote, string Masked, string By, Attribution Level, Attribution Allowed, Side Side, int Unsettled, ImmutableArray<string> NotNames)
{
    /// <summary>Its buyer may still answer until then, so it does not leave before.</summary>
    public Instant? WaitsUntil { get; init; }

    /// <summary>Its buyer wrote to us after their call and nobody has dealt with it.</summary>
    public bool Unread { get; init; }

    /// <summary>The zone of that buyer's clock.</summary>
    public string WaitsIn { get; init; } = "";

    /// <summary>Where its words stand; null where they stand nowhere any more.</summary>
    public QuoteAddress? Address { get; init; }
}

/// <summary>What the client's own list and the fieldwork say, before any of it is stepped or withheld.</summary>
internal sealed record FieldFacts(int Listed, ImmutableArray<DealLine> LeftOut, int Reached, int Interviewed, int Declined);

/// <summary>Everything one report is made from, opened for one turn of work and kept nowhere.</summary>
internal sealed record ReportMaterial(string Engagement, string ClientName, string AgencyName, EngagementView View, ReportDraft Draft, CodeBook Book, ImmutableArray<CodedCase> Cases,
    ImmutableArray<CutQuote> Quotes, ImmutableArray<OpenCoding> Codings, Dossier Everyone, CrowdBook Crowd, FieldFacts Field, Release? Before, ImmutableArray<ToldFigure> Earlier)
{
    public int K => View.SetUp.K;

    /// <summary>Interviews in the order in which they were held; people speak of them by their place in it.</summary>
    public ImmutableArray<string> Held { get; init; } = [];

    /// <summary>Every coded interview, also those that their buyers took back.</summary>
    public ImmutableArray<OpenCoding> Coded { get; init; } = [];

    /// <summary>Interviews whose buyers wrote to us afterwards, and nobody has dealt with it yet.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>What earlier releases hold that has been taken back or sealed since.</summary>
    public ImmutableArray<Recall> Recalls { get; init; } = [];

    /// <summary>Points from asides that may be told.</summary>
    public ImmutableArray<PassedTheme> Themes { get; init; } = [];

    /// <summary>Once what was said in confidence is destroyed: the sentences of earlier reports, which alone may be told again. Null while it is kept.</summary>
    public ImmutableHashSet<string>? OnlyTold { get; init; }

    /// <summary>
    /// Whether this sentence can be compared with nothing any more. The programme's title and the reasons for leaving deals out were compared when
    /// they were typed, and do not change after.
    /// </summary>
    public bool CannotBeCompared(NumberedSentence s) => OnlyTold is { } told && !told.Contains(s.Words) && s.Path != TitlePath
        && !s.Path.StartsWith("leftOut/", StringComparison.Ordinal) && !(s.Path == "correction" && CorrectionWords.AreOurs(s.Words));

    public ReportFigures Figures() => Figures(Book);

    /// <summary>The figures with the labels of a book that the gate let through.</summary>
    public ReportFigures Figures(CodeBook book) => new(Cases, book, K, Themes, Earlier, Before);

    /// <summary>
    /// Every written piece in the order of the gate's sentences: the draft, then quotes with the words for who said them, then
    /// the words that come from elsewhere, which somebody typed all the same: the programme's title, the labels of the code
    /// book, reasons for leaving deals out.
    /// </summary>
    public IEnumerable<DraftPiece> Pieces() =>
    [
        .. DraftText.Of(Draft),
        .. Quotes.Where(q => q.Quote is not null).SelectMany(q => new[] { new DraftPiece(q.Path, q.Where, q.Masked), new DraftPiece(q.Path + ByEnd, q.Where + ", who said it", q.By) }),
        new DraftPiece(TitlePath, "The programme's title", View.SetUp.Title),
        .. Book.Reasons.SelectMany(r => new[] { new DraftPiece(LabelPath(r.Key, Sign.For), "A reason, for", r.For), new DraftPiece(LabelPath(r.Key, Sign.Against), "A reason, against", r.Against) }),
        .. Field.LeftOut.Select((d, i) => new DraftPiece($"leftOut/{i}", "A deal left out, reason", d.LeftOutBecause!)),
    ];

    public const string ByEnd = "/by";
    public const string TitlePath = "programme";

    public static string LabelPath(string reason, Sign sign) => $"reasons/{reason}/{(sign == Sign.For ? "for" : "against")}";

    public ImmutableArray<NumberedSentence> Sentences()
    {
        var sentences = ImmutableArray.CreateBuilder<NumberedSentence>();
        foreach (var piece in Pieces())
            foreach (var (start, end) in Disclosure.Text.Sentences.Of(piece.Words))
                sentences.Add(new NumberedSentence(sentences.Count + 1, piece.Path, piece.Where, piece.Words[start..end]));
        return sentences.ToImmutable();
    }
}
