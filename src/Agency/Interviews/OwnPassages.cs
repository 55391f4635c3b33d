using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Agency.Analysis;
using WinLossAgency.Agency.Reports;
using WinLossAgency.Domain.Analysis;
using WinLossAgency.Domain.Engagements;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Interviews;

/// <summary>A buyer's passages as the client would read them. On-record words only; what was sealed since is not among them.</summary>
internal sealed class OwnPassages(CodingDesk codings, CertificateBook certificates)
{
    public async Task<ImmutableArray<OwnPassage>> ReadAsync(IGrainFactory grains, string interview, InterviewState state, ProgrammeMode mode)
    {
        if (state.Withdrawal is not null || state.Approval is not { } approval || await codings.OpenAsync(grains, interview) is not { } open) return [];
        var released = (await certificates.AllAsync(AnalystDoor.EngagementOf(interview))).SelectMany(c => c.Quotes).Where(q => q.Interview == interview).ToArray();
        var allowed = Levels.Allowed(state.Consent?.Level, mode);
        var shown = ImmutableArray.CreateBuilder<OwnPassage>();
        foreach (var id in approval.Passages)
        {
            var kept = open.File.Quotes.FirstOrDefault(q => q.Id == id);
            var asked = open.Asked.Passages.FirstOrDefault(p => p.Id == id);
            if ((kept?.At ?? asked?.At) is not { } at || (kept?.Hash ?? asked?.Hash) is not { } hash || Anchors.Find(open.Transcript, at, hash) is not { } now || Quote.Again(open.Transcript, now, hash) is not { } quote) continue;
            var address = kept ?? new QuoteAddress(id, now, hash, allowed, "");
            var level = address.Level > allowed ? address.Level : allowed;
            var answer = state.Passages.GetValueOrDefault(id);
            shown.Add(new OwnPassage(id, open.Masked.Read(quote), Attributed.By(address with { Level = level }), level, Approvals.Softer(level), answer?.Choice,
                released.Any(q => q.Quote == id || (Anchors.Find(open.Transcript, q.At, q.Hash) is { } printed && printed.Turn == now.Turn && printed.Overlaps(now.Start, now.End)))));
        }
        return shown.ToImmutable();
    }
}
