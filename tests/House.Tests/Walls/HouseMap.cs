using System.Collections.Immutable;
using System.Xml.Linq;

namespace WinLossAgency.House.Tests.Walls;

/// <summary>One project as its file on disk says: which of our projects and which packages it takes.</summary>
public sealed record ProjectLine(string Name, ImmutableSortedSet<string> Rooms, ImmutableSortedSet<string> Packages);

/// <summary>Reads the house from disk and names every difference from the map that DESIGN §2 draws.</summary>
public static class HouseMap
{
    public static DirectoryInfo Root { get; } = FindRoot();

    public static ProjectLine Read(string name, string xml)
    {
        var project = XElement.Parse(xml);
        return new ProjectLine(name,
            [.. project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')).Replace("WinLossAgency.", "", StringComparison.Ordinal))],
            [.. project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)]);
    }

    public static IEnumerable<ProjectLine> OnDisk() => Root.GetDirectories("src").Concat(Root.GetDirectories("tests"))
        .SelectMany(d => d.GetDirectories()).SelectMany(d => d.GetFiles("*.csproj"))
        .Select(f => Read(f.Name.Replace("WinLossAgency.", "", StringComparison.Ordinal).Replace(".csproj", "", StringComparison.Ordinal), File.ReadAllText(f.FullName)));

    /// <summary>Every way in which a project differs from the map, in a sentence.</summary>
    public static IEnumerable<string> Breaches(ProjectLine project, ImmutableDictionary<string, (string[] Rooms, string[] Packages)> map)
    {
        if (!map.TryGetValue(project.Name, out var may))
        {
            yield return $"{project.Name} is not on the map.";
            yield break;
        }
        foreach (var room in project.Rooms.Except(may.Rooms)) yield return $"{project.Name} may not reference {room}.";
        foreach (var room in may.Rooms.Except(project.Rooms)) yield return $"{project.Name} should reference {room}, says the map.";
        foreach (var package in project.Packages.Except(may.Packages)) yield return $"{project.Name} may not take the package {package}.";
    }

    private static DirectoryInfo FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "WinLossAgency.sln"))) return at;
        throw new InvalidOperationException("The tests run inside the project's tree; WinLossAgency.sln was not found above them.");
    }
}
