using System.Collections.Immutable;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>A type of Orleans that lies in an assembly we cannot restore: its signature, its assembly, and the public page it was read from.</summary>
internal sealed record Elsewhere(string Name, string Signature, string Assembly, Uri Page, ImmutableArray<string> Members)
{
    /// <summary>Reads the list: a line "name | signature | assembly | page", then its members, indented.</summary>
    public static IReadOnlyDictionary<string, Elsewhere> Read(string path)
    {
        var found = new Dictionary<string, Elsewhere>();
        Elsewhere? current = null;
        foreach (var line in File.ReadLines(path).Where(static each => each.Length > 0 && each[0] != '#'))
        {
            if (char.IsWhiteSpace(line[0]))
            {
                current = current! with { Members = current.Members.Add(line.Trim()) };
            }
            else
            {
                var parts = line.Split(" | ");
                current = new Elsewhere(parts[0], parts[1], parts[2], new Uri(parts[3]), []);
            }
            found[current.Name] = current;
        }
        return found;
    }
}
