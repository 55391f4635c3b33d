using System.Collections.Immutable;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Domain.Reports;
using WinLossAgency.Grains.Engagements;
using WinLossAgency.Grains.Reports;

namespace WinLossAgency.Agency.Reports;

/// <summary>What the report builder's page shows: the draft, its lights, and the quotes and reasons it may take.</summary>
internal static class ReportViews
{
    public static ReportView Of(string report, ReportMaterial material, ReportState state, ImmutableArray<Light> lights, ClientWords words, string? proposedBy, bool pdfOwed, string seen, NodaTime.Instant now)
    {
        var figures = material.Figures();
        return new ReportView(report, material.View.SetUp.Title, material.ClientName, material.Draft, state, lights, material.Sentences(),
            [.. material.Codings.SelectMany(c => Offers(c, material, now))],
            [.. material.Book.Reasons.Select(r => new ReasonStanding(r.Key, r.For, r.Against, figures.Share(r.Key, Sign.For, Side.ChoseYou), figures.Share(r.Key, Sign.Against, Side.WentElsewhere)))],
            words.Questions, words.Beliefs, figures.Interviews, proposedBy, pdfOwed, seen);
    }

    public static ImmutableArray<ApprovalLine> ApprovalsOf(ReportMaterial material, IReadOnlyDictionary<string, string> names)
    {
        var quoted = material.Draft.Findings.SelectMany(f => f.Quotes).Select(q => q.Interview).ToHashSet();
        return [.. material.Coded.Select(c => new ApprovalLine(material.Held.IndexOf(c.Interview) + 1, c.Interview, quoted.Contains(c.Interview), c.State.Approval,
            c.State.Passages.Values.Count(a => a.Choice == PassageChoice.Softer), c.State.Passages.Values.Count(a => a.Choice == PassageChoice.TakeOut), c.State.Withdrawal,
            c.State.Consent, names.GetValueOrDefault(c.State.Consent?.By ?? "", ""), c.State.Sample!.Place.Zone) { Unread = c.State.Late is not null }).OrderBy(l => l.Place)];
    }

    private static IEnumerable<QuoteOffer> Offers(OpenCoding coding, ReportMaterial material, NodaTime.Instant now)
    {
        var side = CodedCase.SideOf(coding.State.Sample!.Outcome);
        var allowed = Levels.Allowed(coding.State.Consent?.Level, material.View.SetUp.Mode);
        foreach (var address in coding.File.Quotes.Where(q => q.Level >= allowed && Levels.MayBeQuoted(q.Level)))
        {
            if (Quote.Again(coding.Transcript, address.At, address.Hash) is not { } quote || !coding.Masked.Unsettled(quote.At).IsEmpty) continue;
            // Whoever took a passage out, or made it softer than words may be, is not offered to be quoted with it again.
            if (coding.Asked.Of(coding.Transcript, coding.State, address, address.Level, now) is { } standing && standing.Level > address.Level) continue;
            var masked = coding.Masked.Read(quote);
            yield return new QuoteOffer(new QuoteRef(coding.Interview, address.Id), masked, Attributed.By(address), side,
                [.. coding.File.Codes.Where(c => c.At.Turn == address.At.Turn && c.At.Overlaps(address.At.Start, address.At.End)).Select(c => c.Reason).Distinct()],
                material.Crowd.Quote("", masked, Attributed.By(address), side).Passes);
        }
    }
}
