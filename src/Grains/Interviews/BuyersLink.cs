using System.Security.Cryptography;
using System.Text;

namespace WinLossAgency.Grains.Interviews;

/// <summary>From the token in a buyer's link to the key of its door. The token itself is no key, so that it stands in no log and no store.</summary>
public static class BuyersLink
{
    /// <summary>Hexadecimal digits of a token: 256 bits.</summary>
    public const int TokenLength = 64;

    public static string KeyOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
