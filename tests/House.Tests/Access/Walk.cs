using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using WinLossAgency.Ui;
using WinLossAgency.Ui.Web;

namespace WinLossAgency.House.Tests.Access;

/// <summary>One method on one address of a program.</summary>
internal sealed record Door(string Method, string Pattern, RouteEndpoint Endpoint)
{
    public string Name => $"{Method} {Pattern}";

    /// <summary>Whether its handler reads a streamed file behind the form's token.</summary>
    public bool TakesFile => Endpoint.Metadata.GetMetadata<ChecksItself>() is not null;

    /// <summary>The address with every part filled in; a part that nobody has given an example of fails the test by its name.</summary>
    public string Filled(Func<string, string, string?> example)
    {
        var address = Pattern;
        foreach (var part in Endpoint.RoutePattern.Parameters)
        {
            var value = example(Pattern, part.Name) ?? throw new InvalidOperationException($"{Name} has a part {{{part.Name}}} that the access test has no example of; give it one.");
            var at = address.IndexOf('{' + (part.IsCatchAll ? "**" : "") + part.Name, StringComparison.OrdinalIgnoreCase);
            address = address[..at] + value + address[(address.IndexOf('}', at) + 1)..];
        }
        return address;
    }
}

/// <summary>Every door of a program, from the router itself, so that a new one cannot be forgotten; and a form that its handler can read.</summary>
internal static class Walk
{
    /// <summary>Words for fields by their name; what is not here is filled by its type.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["number"] = "n1", ["outcome"] = "5", ["field"] = "city", ["name"] = "Vera", ["mail"] = "vera@example.example", ["phone"] = "+351910000001", ["move"] = "QuarterHour",
        ["reason"] = "BetterLater", ["deal"] = "d1", ["belief"] = "Our price", ["words"] = "What changed?", ["person"] = "nobody", ["why"] = "CheckQuote", ["note"] = "note",
        ["agreed"] = "true", ["level"] = "Unattributed", ["answer"] = "yes", ["suggestion"] = "1", ["seconds"] = "0", ["mark"] = "0", ["place"] = "nowhere", ["aside"] = "0",
        ["theme"] = "price", ["title"] = "Next year", ["until"] = "2027-11-01", ["voice-0"] = "Interviewer", ["voice-1"] = "Buyer", ["sections"] = "8",
    };

    public static IReadOnlyList<Door> Doors(WebApplication app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(endpoint => Methods(endpoint).Select(method => new Door(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint)))
            .DistinctBy(door => door.Name).OrderBy(door => door.Pattern, StringComparer.Ordinal).ThenBy(door => door.Method, StringComparer.Ordinal),
    ];

    public static HttpContent Form(Door door, string? token, Func<string, string?> example)
    {
        var fields = new Dictionary<string, string>(Fields, StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in door.Endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Where(p => p.GetCustomAttribute<FromFormAttribute>() is not null) ?? [])
            if (Simple(parameter.ParameterType) is { } text) Put(fields, parameter.Name!, parameter.ParameterType, text);
            else
                foreach (var property in parameter.ParameterType.GetProperties().Where(p => p.CanWrite))
                    if (Simple(property.PropertyType) is { } value) Put(fields, property.Name, property.PropertyType, value);
        // A name once, whatever the form made of it: every send is a command of its own.
        fields["command"] = Guid.NewGuid().ToString("n");
        foreach (var name in fields.Keys.ToArray())
            if (example(name) is { } better) fields[name] = better;
        if (token is not null) fields[HouseUi.TokenField] = token;
        if (!door.TakesFile) return new FormUrlEncodedContent(fields);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Where(f => f.Key == HouseUi.TokenField || f.Key == "command")) form.Add(new StringContent(value), name);
        form.Add(new StringContent("Maya: Hello.\nAna: Hello."), "file", "call.txt");
        return form;
    }

    // A page of components also listens for posts of its own forms; we have none of those, so it is one door.
    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
        ? ["GET"] : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];

    // A word we have by name stands only where the field can hold it: a reason is a list here and a sentence there.
    private static void Put(Dictionary<string, string> fields, string name, Type type, string value)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var holds = plain == typeof(string) || (fields.TryGetValue(name, out var known) && (plain.IsEnum ? Enum.TryParse(plain, known, out _) : plain == typeof(bool) ? bool.TryParse(known, out _) : int.TryParse(known, out _)));
        if (!holds) fields[name] = value;
        else fields.TryAdd(name, value);
    }

    private static string? Simple(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "x" : plain == typeof(bool) ? "true" : plain.IsEnum ? Enum.GetNames(plain)[0] : plain.IsPrimitive || plain == typeof(decimal) ? "1" : null;
    }
}
