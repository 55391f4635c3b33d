using System.Collections.Immutable;
using WinLossAgency.Domain.Interviews;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Notes;

namespace WinLossAgency.Vault.Calls;

/// <summary>The wrap-up as it is posted. Its five lines are candid; everything else is a tick.</summary>
internal sealed class WrapUpForm
{
    public bool Level { get; set; }
    public bool Asides { get; set; }
    public string? Recording { get; set; }
    public string? Contact { get; set; }
    public CallFelt? Felt { get; set; }
    public string? Decided { get; set; }
    public string? Surprised { get; set; }
    public string? Best { get; set; }
    public string? Advice { get; set; }
    public string? Doubt { get; set; }

    public WriteUpFile WriteUp() => new(Line(Decided), Line(Surprised), Line(Best), Line(Advice), Line(Doubt));

    /// <summary>What Done still waits for, in words.</summary>
    public ImmutableArray<string> Missing()
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        if (!Level) missing.Add("Confirm what they agreed to.");
        if (!Asides) missing.Add("Confirm the asides.");
        if (Recording is not ("attached" or "notes")) missing.Add("Say whether the recording is attached, or notes only.");
        if (Contact is not ("yes" or "no")) missing.Add("Say whether they wish to be contacted.");
        if (Felt is null) missing.Add("Say how the call felt.");
        var empty = new[] { Decided, Surprised, Best, Advice, Doubt }.Count(string.IsNullOrWhiteSpace);
        if (empty > 0) missing.Add(empty == 1 ? "One of the five lines is empty." : $"{empty} of the five lines are empty.");
        return missing.ToImmutable();
    }

    private static CandidText Line(string? words) => CandidText.Of((words ?? "").Trim().AsSpan(0, Math.Min((words ?? "").Trim().Length, WriteUpFile.LineCharsMax)));
}
