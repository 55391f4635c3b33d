using System.Globalization;

namespace WinLossAgency.Browser.Tests;

/// <summary>
/// Made-up words that the tests say in candid places, another in each: whatever bears the stem anywhere else came through
/// the wall, and its ending tells from where.
/// </summary>
public sealed class Marks
{
    /// <summary>Nobody would say it, and no other word holds it.</summary>
    public const string Stem = "brintavolque";
    private readonly Lock planting = new();
    private readonly List<(string Place, string Word, bool InMails)> planted = [];

    public IReadOnlyList<(string Place, string Word, bool InMails)> Planted
    {
        get
        {
            lock (planting) return [.. planted];
        }
    }

    /// <summary>The word to be said in this place; a place has one for the whole run. What somebody is called or reached by may stand in mails to them, and nothing else may.</summary>
    public string In(string place, bool inMails = false)
    {
        lock (planting)
        {
            if (planted.Find(one => one.Place == place) is { Word: { } word }) return word;
            // Two letters as an ending: no mark is the beginning of another.
            var n = planted.Count;
            word = string.Create(CultureInfo.InvariantCulture, $"{Stem}{(char)('a' + (n / 26))}{(char)('a' + (n % 26))}");
            planted.Add((place, word, inMails));
            return word;
        }
    }
}
