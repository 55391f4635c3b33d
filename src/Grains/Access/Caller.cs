using Orleans.Runtime;

namespace WinLossAgency.Grains.Access;

/// <summary>What a person may be to the agency (DOMAIN §9.12). House is the house itself and never comes from the web.</summary>
[Flags]
public enum Role
{
    None = 0,
    Interviewer = 1,
    Supervisor = 2,
    Analyst = 4,
    PrivacyOfficer = 8,
    BillingAdmin = 16,
    Owner = 32,
    House = 64,
    /// <summary>Whoever stands at a link outside, a buyer's or a calendar's: may knock at the doors behind those links and at nothing else.</summary>
    Buyer = 128,
    Staff = Interviewer | Supervisor | Analyst | PrivacyOfficer | BillingAdmin | Owner,
}

/// <summary>Who asks. Rides in RequestContext as one string and nothing else does.</summary>
public sealed record Caller(string Id, Role Roles)
{
    private const string Slot = "caller";

    public static readonly Caller House = new("house", Role.House);

    public static readonly Caller Buyer = new("buyer", Role.Buyer);

    public bool Is(Role any) => (Roles & any) != 0;

    public override string ToString() => $"{(int)Roles}|{Id}";

    public static Caller? Current => RequestContext.Get(Slot) is string text ? Parse(text) : null;

    /// <summary>The caller of this request; a call without one is a bug of ours.</summary>
    public static Caller Required => Current ?? throw new AccessRefusedException("nobody", "this call");

    /// <summary>Calls the house makes on somebody's behalf carry the house's own name, and give the caller's back.</summary>
    public static async Task<T> AsHouse<T>(Func<Task<T>> call)
    {
        var caller = Required;
        House.Enter();
        try { return await call(); }
        finally { caller.Enter(); }
    }

    public void Enter() => RequestContext.Set(Slot, ToString());

    public static Caller? Parse(string text)
    {
        var bar = text.IndexOf('|');
        return bar > 0 && int.TryParse(text.AsSpan(0, bar), out var roles) ? new Caller(text[(bar + 1)..], (Role)roles) : null;
    }
}
