using System.Collections.Immutable;
using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Domain.Analysis;

/// <summary>One passage filed under a reason: for or against, how much it weighed, and whether we had asked.</summary>
public sealed record Code(string Id, TurnRange At, string Hash, string Reason, Sign Sign, int Weight, bool Prompted)
{
    public const int WeightMin = 1;
    public const int WeightMax = 3;
}

/// <summary>Where a quote stands, how it may leave, and the words for who said it. The words themselves stay in their turn.</summary>
public sealed record QuoteAddress(string Id, TurnRange At, string Hash, Attribution Level, string Role);

/// <summary>Generalised facts of the person we spoke to, not of the account holder.</summary>
public sealed record RespondentFacts(string Role, string Region, string Segment, string Size)
{
    public static readonly RespondentFacts None = new("", "", "", "");
}

/// <summary>What coding found in one interview. Rests sealed beside its transcript.</summary>
public sealed record CodingFile(ImmutableArray<Code> Codes, ImmutableArray<QuoteAddress> Quotes, RespondentFacts Facts, int NextId)
{
    public const int CodesMax = 200;
    public const int QuotesMax = 60;

    public static readonly CodingFile Empty = new([], [], RespondentFacts.None, 1);
}

/// <summary>What a person said to one suggestion, or added: it holds wherever these words stand in the transcript.</summary>
public enum MaskChoice { Accepted, NotAName, Added }

public sealed record MaskDecision(string Words, MaskChoice Choice, string Wording);

public sealed record MaskFile(ImmutableArray<MaskDecision> Decisions)
{
    public const int DecisionsMax = 2000;

    public static readonly MaskFile Empty = new([]);

    public MaskDecision? For(string words) => Decisions.FirstOrDefault(d => d.Words.Equals(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The newer decision on the same words holds.</summary>
    public MaskFile With(IEnumerable<MaskDecision> fresh)
    {
        var all = Decisions.ToBuilder();
        foreach (var decision in fresh)
        {
            for (var i = all.Count - 1; i >= 0; i--)
                if (all[i].Words.Equals(decision.Words, StringComparison.OrdinalIgnoreCase)) all.RemoveAt(i);
            all.Add(decision);
        }
        return new MaskFile(all.ToImmutable());
    }
}

/// <summary>How far words may travel: never above what the buyer agreed and never above the programme's mode (DOMAIN §4).</summary>
public static class Levels
{
    /// <summary>What holds for a statement: the more private of the consent and the mode. No consent means the most private that the mode knows.</summary>
    public static Attribution Allowed(Attribution? consent, Engagements.ProgrammeMode mode)
    {
        var most = mode switch
        {
            Engagements.ProgrammeMode.Attributed => Attribution.Named,
            Engagements.ProgrammeMode.CompanyOnly or Engagements.ProgrammeMode.Anonymous => Attribution.RoleOnly,
            _ => Attribution.AggregateOnly,
        };
        var agreed = consent ?? Attribution.AggregateOnly;
        return agreed > most ? agreed : most;
    }

    /// <summary>Whether anybody's words may be printed under this level, and not only told.</summary>
    public static bool MayBeQuoted(Attribution level) => level <= Attribution.Unattributed;

    public static string Words(Attribution level) => level switch
    {
        Attribution.Named => "Named",
        Attribution.RoleOnly => "Role only",
        Attribution.Unattributed => "Unattributed quote",
        Attribution.ParaphraseOnly => "Paraphrase only",
        Attribution.AggregateOnly => "Aggregate only",
        _ => "Off the record",
    };
}
