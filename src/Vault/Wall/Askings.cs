using System.Collections.Immutable;
using NodaTime;

namespace WinLossAgency.Vault.Wall;

/// <summary>When each person had a draft compared during the last hour. Ids and times only.</summary>
internal sealed class Askings
{
    private static readonly Duration Window = Duration.FromHours(1);

    public Dictionary<string, ImmutableArray<Instant>> Lately { get; set; } = [];

    /// <summary>Counts one more, unless this person has had as many within the hour as they may.</summary>
    public bool Ask(string by, Instant now, int max)
    {
        foreach (var person in Lately.Keys.ToArray())
            if (Lately[person].RemoveAll(at => now - at >= Window) is { IsEmpty: false } recent) Lately[person] = recent;
            else Lately.Remove(person);
        var before = Lately.GetValueOrDefault(by, []);
        if (before.Length >= max) return false;
        Lately[by] = before.Add(now);
        return true;
    }
}
