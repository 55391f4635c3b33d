using System.Reflection;
using WinLossAgency.Engine;
using Xunit;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>
/// What bears an Orleans name is as Orleans has it: compared with the real assembly where that restores, else with a checked-in list.
/// </summary>
public sealed class ConformanceTests
{
    // Our code is handed these and never implements one, so what it does not use may be left out.
    private static readonly string[] OnlyHanded = ["Orleans.IGrainCallContext", "Orleans.IIncomingGrainCallContext", "Orleans.IGrainFactory", "Orleans.Runtime.IGrainContext"];

    private static readonly IReadOnlyDictionary<string, ApiType> Ours =
        ApiReader.Read(typeof(EngineOptions).Assembly.Location).Where(static each => each.Key.StartsWith("Orleans.", StringComparison.Ordinal)).ToDictionary();

    private static readonly Lazy<IReadOnlyDictionary<string, ApiType>> Theirs = new(static () => ApiReader.Read(AbstractionsPath()));

    private static readonly IReadOnlyDictionary<string, Elsewhere> Listed = Elsewhere.Read(Path.Combine(AppContext.BaseDirectory, "Engine", "orleans-elsewhere.txt"));

    [Fact]
    public void Every_type_with_an_Orleans_name_is_in_its_assembly_or_in_the_list_and_never_in_both()
    {
        Assert.Empty(Ours.Keys.Where(static name => !Theirs.Value.ContainsKey(name) && !Listed.ContainsKey(name)).Order());
        Assert.Empty(Listed.Keys.Where(static name => Theirs.Value.ContainsKey(name) || !Ours.ContainsKey(name)).Order());
    }

    [Fact]
    public void Every_member_that_we_declare_is_declared_there_with_the_same_signature() =>
        Assert.Empty(Compared().SelectMany(static pair => Differences(pair.Ours, pair.Theirs)));

    [Fact]
    public void An_interface_that_we_implement_is_there_with_all_its_members() =>
        Assert.Empty(Compared().Where(static pair => pair.Ours.Kind == "interface" && !OnlyHanded.Contains(pair.Ours.Name))
            .SelectMany(static pair => pair.Theirs.Members.Except(pair.Ours.Members).Select(member => $"{pair.Ours.Name} lacks {member}")));

    [Fact]
    public void What_we_are_only_handed_is_implemented_nowhere_but_in_the_engine()
    {
        var rooms = Directory.GetFiles(AppContext.BaseDirectory, "WinLossAgency.*.dll").Where(static path => !path.EndsWith("Engine.dll", StringComparison.Ordinal) && !path.EndsWith("Tests.dll", StringComparison.Ordinal));
        Assert.Empty(rooms.SelectMany(static path => ApiReader.Implementing(path, OnlyHanded)));
    }

    [Fact]
    public void What_stands_elsewhere_is_as_the_list_has_it()
    {
        foreach (var listed in Listed.Values)
        {
            Assert.Equal($"{listed.Name} {listed.Signature}", $"{listed.Name} {Signature(Ours[listed.Name])}");
            Assert.Equal(listed.Members, Ours[listed.Name].Members);
        }
    }

    [Fact]
    public void A_planted_difference_is_caught()
    {
        var planted = Ours["Orleans.IGrainBase"];
        var changed = planted with { Members = [.. planted.Members.Select(static member => member.Replace("CancellationToken", "Object", StringComparison.Ordinal))] };
        Assert.Equal(2, Differences(changed, Theirs.Value[planted.Name]).Count());
        Assert.Single(Differences(planted with { Kind = "class" }, Theirs.Value[planted.Name]));
        Assert.Single(Differences(planted with { Bases = ["System.IDisposable"] }, Theirs.Value[planted.Name]));
    }

    private static IEnumerable<(ApiType Ours, ApiType Theirs)> Compared() =>
        Ours.Values.Where(static type => Theirs.Value.ContainsKey(type.Name)).Select(static type => (type, Theirs.Value[type.Name]));

    private static IEnumerable<string> Differences(ApiType ours, ApiType theirs)
    {
        if (ours.Kind != theirs.Kind) yield return $"{ours.Name} is {ours.Kind} and should be {theirs.Kind}";
        foreach (var each in ours.Bases.Except(theirs.Bases)) yield return $"{ours.Name} should not be a {each}";
        foreach (var each in ours.Members.Except(theirs.Members)) yield return $"{ours.Name} should not have {each}";
    }

    private static string Signature(ApiType type) => type.Bases.IsEmpty ? type.Kind : $"{type.Kind} : {string.Join(", ", type.Bases)}";

    private static string AbstractionsPath() =>
        typeof(ConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static each => each.Key == "OrleansAbstractions").Value!;
}
