namespace WinLossAgency.House.Tests.Engine;

/// <summary>The list that Engine is held to where Orleans does not restore, against Orleans' own assemblies. Compiled in the Orleans build.</summary>
public sealed class ListedTests
{
    private static readonly IReadOnlyDictionary<string, Elsewhere> Listed = Elsewhere.Read(Path.Combine(AppContext.BaseDirectory, "Engine", "orleans-elsewhere.txt"));

    public static TheoryData<string> Names => [.. Listed.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_listed_type_is_so_in_its_assembly(string name)
    {
        var listed = Listed[name];
        var there = ApiReader.Read(Path.Combine(AppContext.BaseDirectory, listed.Assembly));
        Assert.True(there.TryGetValue(name, out var theirs), $"{listed.Assembly} has no {name}.");
        var signature = listed.Signature.Split(" : ");
        Assert.Equal(theirs.Kind, signature[0]);
        Assert.Empty(signature.Skip(1).SelectMany(static bases => bases.Split(", ")).Except(theirs.Bases));
        Assert.Empty(listed.Members.Except(theirs.Members));
    }
}
