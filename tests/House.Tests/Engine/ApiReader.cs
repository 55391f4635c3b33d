using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace WinLossAgency.House.Tests.Engine;

/// <summary>One public type as its assembly declares it: what it is, and each member that others can see, as one line of text.</summary>
internal sealed record ApiType(string Name, string Kind, ImmutableArray<string> Bases, ImmutableArray<string> Members);

/// <summary>Reads the public face of an assembly from its metadata, without loading it.</summary>
internal sealed class ApiReader : IDisposable
{
    private static readonly ApiNames Names = new();

    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    private ApiReader(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
    }

    public static IReadOnlyDictionary<string, ApiType> Read(string path)
    {
        using var reader = new ApiReader(new PEReader(File.OpenRead(path)));
        return reader.Types().ToDictionary(type => type.Name);
    }

    /// <summary>The types of an assembly, public or not, that implement one of these interfaces themselves.</summary>
    public static IReadOnlyList<string> Implementing(string path, string[] interfaces)
    {
        using var reader = new ApiReader(new PEReader(File.OpenRead(path)));
        return [.. reader._reader.TypeDefinitions.Where(handle => reader.Bases(reader._reader.GetTypeDefinition(handle), reader.ContextOf(handle)).Intersect(interfaces).Any())
            .Select(handle => Names.GetTypeFromDefinition(reader._reader, handle, 0))];
    }

    public void Dispose() => _file.Dispose();

    private ApiContext ContextOf(TypeDefinitionHandle handle) => new(Parameters(_reader.GetTypeDefinition(handle).GetGenericParameters()), []);

    private IEnumerable<ApiType> Types()
    {
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            if (!Seen(type)) continue;
            var names = ContextOf(handle);
            yield return new ApiType(Names.GetTypeFromDefinition(_reader, handle, 0), Kind(type, names) + Constraints(type.GetGenericParameters(), names) + Targets(type),
                [.. Bases(type, names).Order(StringComparer.Ordinal)], [.. Methods(type, names).Concat(Fields(type, names)).Order(StringComparer.Ordinal)]);
        }
    }

    private bool Seen(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => Seen(_reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private string[] Parameters(GenericParameterHandleCollection parameters) =>
        [.. parameters.Select(handle => _reader.GetString(_reader.GetGenericParameter(handle).Name))];

    private string Kind(TypeDefinition type, ApiContext names)
    {
        var attributes = type.Attributes;
        if (attributes.HasFlag(TypeAttributes.Interface)) return "interface";
        var parent = type.BaseType.IsNil ? "" : TypeName(type.BaseType, names);
        if (parent == "System.ValueType") return "struct";
        if (parent == "System.Enum") return "enum";
        var isAbstract = attributes.HasFlag(TypeAttributes.Abstract);
        var isSealed = attributes.HasFlag(TypeAttributes.Sealed);
        return isAbstract && isSealed ? "static class" : isAbstract ? "abstract class" : isSealed ? "sealed class" : "class";
    }

    private IEnumerable<string> Bases(TypeDefinition type, ApiContext names)
    {
        var parent = type.BaseType.IsNil ? "System.Object" : TypeName(type.BaseType, names);
        if (parent is not ("System.Object" or "System.ValueType" or "System.Enum")) yield return parent;
        foreach (var handle in type.GetInterfaceImplementations()) yield return TypeName(_reader.GetInterfaceImplementation(handle).Interface, names);
    }

    // What an attribute may stand on decides what compiles, as a signature does.
    private string Targets(TypeDefinition type)
    {
        foreach (var attribute in type.GetCustomAttributes().Select(_reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;
            var constructor = _reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind != HandleKind.TypeReference || TypeName(constructor.Parent, new ApiContext([], [])) != "System.AttributeUsageAttribute") continue;
            var value = _reader.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            return $" on {(AttributeTargets)value.ReadInt32()}";
        }
        return "";
    }

    private string Constraints(GenericParameterHandleCollection parameters, ApiContext names)
    {
        var text = "";
        foreach (var parameter in parameters.Select(_reader.GetGenericParameter))
        {
            var parts = new List<string>();
            var attributes = parameter.Attributes;
            if (attributes.HasFlag(GenericParameterAttributes.Covariant)) parts.Add("out");
            if (attributes.HasFlag(GenericParameterAttributes.Contravariant)) parts.Add("in");
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) parts.Add("class");
            if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) parts.Add("struct");
            else if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) parts.Add("new()");
            parts.AddRange(parameter.GetConstraints().Select(handle => TypeName(_reader.GetGenericParameterConstraint(handle).Type, names)).Order(StringComparer.Ordinal));
            if (parts.Count > 0) text += $" where {_reader.GetString(parameter.Name)} : {string.Join(", ", parts)}";
        }
        return text;
    }

    private string TypeName(EntityHandle handle, ApiContext names) => handle.Kind switch
    {
        HandleKind.TypeDefinition => Names.GetTypeFromDefinition(_reader, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => Names.GetTypeFromReference(_reader, (TypeReferenceHandle)handle, 0),
        _ => _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Names, names),
    };

    private IEnumerable<string> Methods(TypeDefinition type, ApiContext ofType)
    {
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            var access = (method.Attributes & MethodAttributes.MemberAccessMask) switch
            {
                MethodAttributes.Public => "public ",
                MethodAttributes.Family or MethodAttributes.FamORAssem => "protected ",
                _ => null,
            };
            if (access is null) continue;
            var names = ofType with { OfMethod = Parameters(method.GetGenericParameters()) };
            var signature = method.DecodeSignature(Names, names);
            var parameters = method.GetParameters().Select(_reader.GetParameter).Where(each => each.SequenceNumber > 0).ToDictionary(each => each.SequenceNumber);
            var arguments = signature.ParameterTypes.Select((each, index) => Argument(each, parameters.TryGetValue(index + 1, out var found) ? found : null));
            var generic = names.OfMethod.Length > 0 ? $"<{string.Join(", ", names.OfMethod)}>" : "";
            yield return $"{access}{Manner(method.Attributes, type)}{signature.ReturnType} {_reader.GetString(method.Name)}{generic}({string.Join(", ", arguments)}){Constraints(method.GetGenericParameters(), names)}";
        }
    }

    private static string Manner(MethodAttributes attributes, TypeDefinition type)
    {
        if (attributes.HasFlag(MethodAttributes.Static)) return "static ";
        if (type.Attributes.HasFlag(TypeAttributes.Interface)) return attributes.HasFlag(MethodAttributes.Abstract) ? "" : "default ";
        if (attributes.HasFlag(MethodAttributes.Abstract)) return "abstract ";
        if (!attributes.HasFlag(MethodAttributes.Virtual) || attributes.HasFlag(MethodAttributes.Final)) return "";
        return attributes.HasFlag(MethodAttributes.NewSlot) ? "virtual " : "override ";
    }

    private string Argument(string type, Parameter? given)
    {
        if (given is not { } parameter) return type;
        var by = !type.EndsWith('&') ? "" : parameter.Attributes.HasFlag(ParameterAttributes.Out) ? "out " : parameter.Attributes.HasFlag(ParameterAttributes.In) ? "in " : "ref ";
        var usual = parameter.Attributes.HasFlag(ParameterAttributes.Optional) ? Constant(parameter.GetDefaultValue(), " = default") : "";
        return $"{by}{type.TrimEnd('&')} {_reader.GetString(parameter.Name)}{usual}";
    }

    private IEnumerable<string> Fields(TypeDefinition type, ApiContext names)
    {
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            var access = field.Attributes & FieldAttributes.FieldAccessMask;
            if (access is not (FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem) || field.Attributes.HasFlag(FieldAttributes.SpecialName)) continue;
            var manner = field.Attributes.HasFlag(FieldAttributes.Literal) ? "const " : field.Attributes.HasFlag(FieldAttributes.Static) ? "static " : "";
            yield return $"{(access == FieldAttributes.Public ? "public " : "protected ")}{manner}{field.DecodeSignature(Names, names)} {_reader.GetString(field.Name)}{Constant(field.GetDefaultValue(), "")}";
        }
    }

    private string Constant(ConstantHandle handle, string none)
    {
        if (handle.IsNil) return none;
        var constant = _reader.GetConstant(handle);
        return _reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode) switch
        {
            null => " = null",
            string text => $" = \"{text}\"",
            var value => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
        };
    }
}
