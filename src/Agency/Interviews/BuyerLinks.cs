using System.Security.Cryptography;
using System.Text;
using WinLossAgency.Domain;
using WinLossAgency.Grains.Interviews;

namespace WinLossAgency.Agency.Interviews;

/// <summary>Where buyers' pages are reached from outside. The program says so once it listens.</summary>
public sealed class BuyersAddress
{
    public string Root { get; set; } = "http://127.0.0.1:5082";
}

/// <summary>What a link to a page outside the desk is for: a buyer's approval or invitation, or the day of an interviewer for a calendar of theirs elsewhere.</summary>
internal enum LinkPurpose { Approval, Invitation, Day }

/// <summary>
/// Links to what stands outside. A token is a keyed hash of what it opens: one interview (or one interviewer's day), one round of asking, for one purpose.
/// Nobody makes one without the agency's key, it opens nothing else, and the next round or a revocation ends it.
/// </summary>
internal sealed class BuyerLinks(AgencyStores stores, BuyersAddress address)
{
    private sealed record Scope(string Interview, int Round, LinkPurpose Purpose = LinkPurpose.Approval);

    public string UrlOf(string interview, int round, LinkPurpose purpose = LinkPurpose.Approval) => $"{address.Root.TrimEnd('/')}/b/{TokenOf(interview, round, purpose)}";

    public string TokenOf(string interview, int round, LinkPurpose purpose = LinkPurpose.Approval) =>
        stores.KeyedHash($"link|{NameOf(purpose)}|{interview}|{round}");

    /// <summary>Lets the link be found by its fingerprint; before anybody is told of it.</summary>
    public async Task LayAsync(string interview, int round, LinkPurpose purpose = LinkPurpose.Approval)
    {
        var place = PlaceOf(BuyersLink.KeyOf(TokenOf(interview, round, purpose)));
        if (await stores.Facts.ReadAsync(place) is null) await stores.Facts.WriteAsync(place, HouseJson.Bytes(new Scope(interview, round, purpose)), null);
    }

    /// <summary>What the link with this fingerprint opens, or null. A line that somebody planted in the store opens nothing: its token would not be ours.</summary>
    public async Task<(string Interview, int Round)?> FindAsync(string key, LinkPurpose purpose = LinkPurpose.Approval)
    {
        if (await stores.Facts.ReadAsync(PlaceOf(key)) is not { } stored) return null;
        var scope = HouseJson.Read<Scope>(stored.Bytes.Span);
        return scope.Purpose == purpose && BuyersLink.KeyOf(TokenOf(scope.Interview, scope.Round, purpose)) == key ? (scope.Interview, scope.Round) : null;
    }

    /// <summary>The one-time code of this number. It rests nowhere and is made again to be compared.</summary>
    public string CodeOf(string key, int number, NodaTime.Instant sent)
    {
        var chance = Convert.ToUInt64(stores.KeyedHash($"code|{key}|{number}|{sent.ToUnixTimeTicks()}")[..15], 16);
        return (chance % (ulong)Math.Pow(10, Domain.Interviews.BuyerCodes.Digits)).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Domain.Interviews.BuyerCodes.Digits, '0');
    }

    /// <summary>The proof that a browser keeps after the right code: until when, and a keyed hash of it.</summary>
    public string SessionOf(string key, NodaTime.Instant until) => $"{until.ToUnixTimeSeconds()}.{stores.KeyedHash($"session|{key}|{until.ToUnixTimeSeconds()}")}";

    public bool Holds(string key, string? session, NodaTime.Instant now) =>
        session?.Split('.') is [var until, _] && long.TryParse(until, out var seconds) && seconds > now.ToUnixTimeSeconds() && seconds - now.ToUnixTimeSeconds() <= Domain.Interviews.BuyerCodes.OpenFor.TotalSeconds
        && Same(session, SessionOf(key, NodaTime.Instant.FromUnixTimeSeconds(seconds)));

    public static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string NameOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Approval => "approval",
        LinkPurpose.Invitation => "invitation",
        LinkPurpose.Day => "day",
        _ => throw new InvalidOperationException($"No link is for {purpose}."),
    };

    private static string PlaceOf(string key) => $"link|{key}";
}
