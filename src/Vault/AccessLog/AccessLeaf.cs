using System.Globalization;
using System.Text;
using NodaTime.Text;

namespace WinLossAgency.Vault.AccessLog;

/// <summary>A line of the log as it is hashed and exported: number, time, who, what and why, parted by bars.</summary>
internal static class AccessLeaf
{
    public static string Write(AccessLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Number}|{InstantPattern.ExtendedIso.Format(line.At)}|{line.Who}|{line.What}|{line.Why}");

    public static AccessLine Read(string leaf)
    {
        var parts = leaf.Split('|');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[2], parts[3], Enum.Parse<AccessReason>(parts[4]), InstantPattern.ExtendedIso.Parse(parts[1]).Value);
    }

    public static byte[] Bytes(string leaf) => Encoding.UTF8.GetBytes(leaf);
}
