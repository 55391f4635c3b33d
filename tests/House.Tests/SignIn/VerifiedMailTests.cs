using System.Security.Claims;
using WinLossAgency.Ui.SignIn;

namespace WinLossAgency.House.Tests.SignIn;

/// <summary>A mail lets somebody in only where the provider vouches for it, or where it is of the agency's own tenant.</summary>
public sealed class VerifiedMailTests
{
    private const string Own = "11111111-2222-4000-8000-000000000001";

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("false", null, false)]
    [InlineData(null, null, false)]
    [InlineData(null, Own, true)]
    [InlineData("false", Own, false)]
    [InlineData("perhaps", Own, false)]
    [InlineData(null, "99999999-2222-4000-8000-000000000009", false)]
    [InlineData(null, "", false)]
    public void An_absent_word_of_the_provider_is_no_yes(string? verified, string? ownTenant, bool counts)
    {
        var token = new ClaimsIdentity([new("iss", "https://issuer.example"), new("sub", "s"), new("tid", Own), new("oid", "o"), new("name", "Vera"), new("email", "vera@harrowlane.example")]);
        if (verified is not null) token.AddClaim(new Claim("email_verified", verified));
        Assert.Equal(counts ? "vera@harrowlane.example" : null, HousePerson.FromIdToken(token, ownTenant).Mail);
    }

    [Fact]
    public void Without_a_tenant_of_its_own_an_empty_setting_vouches_for_nobody()
    {
        var token = new ClaimsIdentity([new("iss", "https://issuer.example"), new("sub", "s"), new("email", "vera@harrowlane.example")]);
        Assert.Null(HousePerson.FromIdToken(token, "").Mail);
        Assert.Null(HousePerson.FromIdToken(token, null).Mail);
    }
}
