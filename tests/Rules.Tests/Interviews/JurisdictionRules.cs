using WinLossAgency.Domain.Interviews;

namespace WinLossAgency.Rules.Tests.Interviews;

/// <summary>Whose law holds for a recording: the stricter of both ends, and the strictest where nobody knows.</summary>
public sealed class JurisdictionRules
{
    [Theory]
    [InlineData("US", "NY", "America/New_York", RecordingRule.AllParties, "US")]
    [InlineData("US", "NY", "Europe/London", RecordingRule.OneParty, "US/NY")]
    [InlineData("US", "CA", "Europe/London", RecordingRule.AllParties, "US")]
    [InlineData("US", null, "Europe/London", RecordingRule.AllParties, "US")]
    [InlineData("GB", "SCT", "Europe/London", RecordingRule.OneParty, "GB")]
    [InlineData("GB", null, "Europe/Berlin", RecordingRule.AllParties, "DE")]
    [InlineData("DE", "BY", "Europe/London", RecordingRule.AllParties, "DE")]
    [InlineData("ZZ", null, "Europe/London", RecordingRule.AllParties, "ZZ")]
    [InlineData("GB", null, "Nowhere/Known", RecordingRule.AllParties, "Nowhere/Known")]
    public void The_stricter_end_rules(string country, string? region, string ours, RecordingRule rule, string place) =>
        Assert.Equal(new Ruling(rule, place, Jurisdictions.Version), Jurisdictions.Strictest(new Place("Etc/UTC", country, region), ours));

    [Fact]
    public void The_table_has_a_version() => Assert.Matches(@"^\d{4}-\d+$", Jurisdictions.Version);
}
