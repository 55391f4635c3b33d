using System.Reflection;
using Orleans;
using Orleans.Runtime;
using WinLossAgency.Grains;
using WinLossAgency.Grains.Access;
using WinLossAgency.Vault;

namespace WinLossAgency.House.Tests.Access;

/// <summary>Which roles may call which grain method, compared with needs.txt beside this file.</summary>
public sealed class NeedsTests
{
    private static readonly Type[] Contracts =
    [
        .. new[] { typeof(GrainsDoor).Assembly, typeof(VaultDoor).Assembly }.SelectMany(room => room.GetTypes())
            .Where(type => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type) && type.Namespace!.StartsWith("WinLossAgency.", StringComparison.Ordinal))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_grain_method_names_its_roles_as_the_table_has_them()
    {
        var found = Contracts.SelectMany(type => type.GetMethods().Where(m => !m.IsStatic), (type, method) => $"{type.Name}.{method.Name}: {method.GetCustomAttribute<NeedsAttribute>()?.Any.ToString() ?? "nobody"}")
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        string[] table = [.. File.ReadAllLines(Path.Combine(Here(), "needs.txt")).Where(line => line.Length > 0)];
        Assert.DoesNotContain(found, line => line.EndsWith(": nobody", StringComparison.Ordinal));
        Assert.True(found.SequenceEqual(table), string.Join('\n', found.Except(table).Select(l => $"+ {l}").Concat(table.Except(found).Select(l => $"- {l}"))));
    }

    [Fact]
    public void What_was_said_in_confidence_is_not_open_to_supervisors_billing_or_the_owner()
    {
        var vault = Contracts.Where(type => type.Assembly == typeof(VaultDoor).Assembly && type.Name is not "IAccessLog").SelectMany(type => type.GetMethods().Where(m => !m.IsStatic)).ToArray();
        Assert.NotEmpty(vault);
        Assert.All(vault, method => Assert.Equal(Role.None, method.GetCustomAttribute<NeedsAttribute>()!.Any & (Role.Supervisor | Role.BillingAdmin | Role.Owner)));
    }

    [Fact]
    public async Task A_method_that_names_no_role_is_refused_to_everybody()
    {
        var forgotten = new Asked(typeof(IForgotten).GetMethod(nameof(IForgotten.Tell))!);
        foreach (var role in Enum.GetValues<Role>())
        {
            new Caller("someone", role).Enter();
            await Assert.ThrowsAsync<AccessRefusedException>(() => new NeedsFilter().Invoke(forgotten));
        }
        RequestContext.Clear();
        await Assert.ThrowsAsync<AccessRefusedException>(() => new NeedsFilter().Invoke(forgotten));
        Assert.False(forgotten.LetThrough);
    }

    [Fact]
    public async Task A_call_with_no_caller_is_refused()
    {
        RequestContext.Clear();
        foreach (var method in Contracts.SelectMany(type => type.GetMethods().Where(m => !m.IsStatic)))
            await Assert.ThrowsAsync<AccessRefusedException>(() => new NeedsFilter().Invoke(new Asked(method)));
    }

    private static string Here()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WinLossAgency.sln"))) folder = folder.Parent;
        Assert.True(folder is not null, "WinLossAgency.sln is not above the tests.");
        return Path.Combine(folder.FullName, "tests", "House.Tests", "Access");
    }

    internal interface IForgotten : IGrainWithStringKey
    {
        Task Tell();
    }
}
