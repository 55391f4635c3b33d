using System.Collections.Immutable;
using Orleans;
using WinLossAgency.Disclosure.Leaks;
using WinLossAgency.Grains.Analysis;

namespace WinLossAgency.House.Tests.Analysis;

/// <summary>What buyers said in confidence, for a wall that really compares.</summary>
public sealed record Confided(string Words);

/// <summary>The wall as the gate meets it: the leak index over one confided sentence, and verdicts back.</summary>
[GrainType("wall")]
public sealed class WallForTests(Confided confided) : Grain, IWall
{
    public Task<ImmutableArray<Verdict>> Check(string release, ImmutableArray<ReportSentence> sentences)
    {
        var index = new LeakIndex([new Aside("a", confided.Words)]);
        return Task.FromResult<ImmutableArray<Verdict>>([.. sentences.Select(s => index.Check(s.Words).Blocks ? Verdict.Held : Verdict.Pass)]);
    }

    public Task<ThemeCount> ProposeTheme(string theme) => Task.FromResult(new ThemeCount(theme, null));
}

/// <summary>A ledger that remembers nothing: reports only tell it that they were read out.</summary>
[GrainType("ledger")]
public sealed class LedgerForTests : Grain, Grains.Billing.ILedger
{
    public Task<Grains.Answer> Record(string commandId, Domain.Billing.Evidence fact) => Task.FromResult(Grains.Answer.Done);
}
