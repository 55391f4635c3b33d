using System.Collections.Immutable;
using System.Security.Claims;

namespace WinLossAgency.Ui.SignIn;

/// <summary>
/// Who is signed in. A person is known by tenant and object id; where a provider has neither, the issuer stands for
/// the tenant and the subject for the object, so the pair is always whole and never changes with a name or a mail.
/// </summary>
public sealed record HousePerson(string Issuer, string TenantId, string ObjectId, string? Mail, string Name, ImmutableArray<string> Roles)
{
    internal const string AuthenticationType = "House";

    /// <summary>The one key of a person: the same on every sign-in.</summary>
    public string Key => $"{TenantId}:{ObjectId}";

    public bool Is(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>The person of a request, or nothing where nobody is signed in.</summary>
    public static HousePerson? Of(ClaimsPrincipal user)
    {
        if (user.Identities.FirstOrDefault(known => known is { IsAuthenticated: true, AuthenticationType: AuthenticationType }) is not { } identity)
            return null;

        string One(string type) => identity.FindFirst(type)?.Value
            ?? throw new InvalidOperationException($"The signed-in person carries no '{type}'; only HousePerson.ToPrincipal may make one.");

        return new HousePerson(
            One(Claim.Issuer), One(Claim.Tenant), One(Claim.Object), identity.FindFirst(Claim.Mail)?.Value, One(Claim.Name),
            [.. identity.FindAll(Claim.Role).Select(role => role.Value)]);
    }

    /// <summary>The principal that the cookie keeps: these six facts and nothing else of the provider's token.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(AuthenticationType, Claim.Name, Claim.Role);
        identity.AddClaim(new(Claim.Issuer, Issuer));
        identity.AddClaim(new(Claim.Tenant, TenantId));
        identity.AddClaim(new(Claim.Object, ObjectId));
        identity.AddClaim(new(Claim.Name, Name));
        if (Mail is not null)
            identity.AddClaim(new(Claim.Mail, Mail));
        foreach (var role in Roles)
            identity.AddClaim(new(Claim.Role, role));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>
    /// Reads the checked claims of an id token. A mail is one only where the provider calls it verified: access may hang on it.
    /// Where it says nothing, the mail of the agency's own tenant counts, whose administrators keep it; nobody else's does.
    /// </summary>
    internal static HousePerson FromIdToken(ClaimsIdentity token, string? ownTenant = null)
    {
        string? Maybe(string type) => token.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;

        var issuer = Maybe(Claim.Issuer) ?? throw new SignInFailure(SignInTrouble.Unreadable);
        var subject = Maybe("sub") ?? throw new SignInFailure(SignInTrouble.Unreadable);
        var (tenant, thing) = (Maybe(Claim.Tenant), Maybe(Claim.Object)) is ({ } tid, { } oid) ? (tid, oid) : (issuer, subject);
        var verified = Maybe("email_verified") is { } said ? said.Equals("true", StringComparison.OrdinalIgnoreCase) : ownTenant is { Length: > 0 } && ownTenant == Maybe(Claim.Tenant);
        var mail = verified ? Maybe(Claim.Mail) : null;
        return new HousePerson(
            issuer, tenant, thing, mail, Maybe(Claim.Name) ?? mail ?? "Someone without a name",
            [.. token.FindAll(Claim.Role).Select(role => role.Value).Distinct(StringComparer.Ordinal)]);
    }

    private static class Claim
    {
        public const string Issuer = "iss";
        public const string Tenant = "tid";
        public const string Object = "oid";
        public const string Mail = "email";
        public const string Name = "name";
        public const string Role = "roles";
    }
}
