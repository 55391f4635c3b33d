using System.Reflection;
using System.Text.Json;
using WinLossAgency.Vault.Candid;
using WinLossAgency.Vault.Transcripts;
using Xunit;

namespace WinLossAgency.House.Tests.Vault;

public sealed class CandidTextTests
{
    private static readonly CandidText Secret = CandidText.Of("blue heron");

    [Fact]
    public void Candid_words_print_as_sealed_however_they_are_printed()
    {
        Assert.Equal("[sealed]", $"{Secret}");
        Assert.Equal("[sealed]", string.Concat(Secret, ""));
        Assert.Equal("[sealed]", new Line(3, "blue heron").ToString());
        Assert.DoesNotContain("heron", new Cue(1, Secret, null, null, Secret, Secret).ToString());
        Assert.DoesNotContain("heron", new Turn(0, 0, [], Secret).ToString());
    }

    [Fact]
    public void Candid_words_have_no_JSON()
    {
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(Secret));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Cue(1, null, null, null, null, Secret)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<CandidText>("\"blue heron\""));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Dictionary<CandidText, int> { [Secret] = 1 }));
    }

    [Fact]
    public void Candid_words_turn_into_nothing_else_by_themselves()
    {
        var conversions = typeof(CandidText).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.Name is "op_Implicit" or "op_Explicit");
        Assert.Empty(conversions);
        Assert.Equal(Secret, CandidText.Of("blue heron"));
        Assert.NotEqual(Secret, CandidText.Of("blue Heron"));
    }

    [Fact]
    public void No_public_member_of_the_vault_mentions_a_candid_type()
    {
        var vault = typeof(CandidText).Assembly;
        var mentions = vault.GetExportedTypes()
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(member => Mentioned(member).Where(IsCandid).Select(type => $"{member.DeclaringType}.{member.Name} mentions {type}"));
        Assert.Empty(mentions);
        Assert.DoesNotContain(vault.GetExportedTypes(), IsCandid);
    }

    private static bool IsCandid(Type type) =>
        type.Namespace is { } space && (space.StartsWith("WinLossAgency.Vault.Candid") || space.StartsWith("WinLossAgency.Vault.Transcripts"))
        || type.GetGenericArguments().Any(IsCandid)
        || (type.HasElementType && IsCandid(type.GetElementType()!));

    private static IEnumerable<Type> Mentioned(MemberInfo member) => member switch
    {
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method is MethodInfo info ? [info.ReturnType] : []),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        EventInfo happening => [happening.EventHandlerType!],
        _ => [],
    };
}
