namespace WinLossAgency.House.Tests.Desk;

/// <summary>What the demo agency holds once it is filled. A rule of the gate that grows stricter may not quietly keep one of its reports back.</summary>
public sealed class DemoTests(DeskHost host) : IClassFixture<DeskHost>
{
    [Fact]
    public void Its_reports_are_out()
    {
        foreach (var (engagement, number) in new[] { ("caldervoss/retention", "0001"), ("caldervoss/retention", "0002") })
            Assert.True(File.Exists(Path.Combine(host.Data, "shelf", engagement, "releases", number, "release.json")), $"{engagement} {number} is not out.");
    }
}
