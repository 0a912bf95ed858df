using System.Text;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Makes the functions that turn a resolver's value into what its GraphQL type writes: global ids, bound runtime types.</summary>
internal sealed class OutputConverters(TypeRegistry registry)
{
    /// <summary>The function, or null when the value is written as it is.</summary>
    /// <param name="runtime">The .NET type of the value.</param>
    /// <param name="type">The GraphQL type.</param>
    /// <param name="id">The attribute that makes it an id.</param>
    /// <param name="owner">The type the field belongs to, whose ids they are unless the attribute says otherwise.</param>
    public Func<object?, object?>? For(Type runtime, GraphQLType type, IDAttribute? id, ComplexType owner)
    {
        runtime = Nullable.GetUnderlyingType(runtime) ?? runtime;
        if (type.NullableType is ListType list && InputConverters.ElementOf(runtime) is { } element)
        {
            return For(element, list.ElementType, id, owner) is { } item ? value => Each(value, item) : null;
        }

        if (id is not null && registry.Setup.HasGlobalIds)
        {
            return GlobalId(runtime, TypeNameOf(id, owner));
        }

        if (type.Named is ScalarType scalar && !scalar.RuntimeType.IsAssignableFrom(runtime)
            && registry.Setup.Converters.TryGetValue((runtime, scalar.RuntimeType), out var convert))
        {
            return value => value is null ? null : convert(value);
        }

        // An ID of a strongly typed id: whichever basic type it converts to.
        return type.Named is ScalarType { Name: ScalarNames.ID } && Basic(runtime) is { } basic
            ? value => value is null ? null : basic(value)
            : null;
    }

    public Func<object?, object?> GlobalId(Type runtime, Func<string> typeName)
    {
        var basic = Basic(runtime);
        if (basic is null && !NodeIds.IsSupported(Nullable.GetUnderlyingType(runtime) ?? runtime))
        {
            throw new SchemaException([new GraphQLError(
                $"{runtime} cannot be a global id: register type converters to and from Guid, int, long, short or string.", "SCHEMA_NO_NODE_ID")]);
        }

        return value => value is null ? null : NodeIds.Format(typeName(), basic is null ? value : basic(value)!);
    }

    /// <summary>Writes a global id straight into the response, without a string in between.</summary>
    public Func<object?, ResultWriter, bool> GlobalIdWriter(Type runtime, Func<string> typeName)
    {
        var basic = Basic(Nullable.GetUnderlyingType(runtime) ?? runtime);
        byte[]? prefix = null;
        return (value, writer) =>
        {
            if (value is null)
            {
                return false;
            }

            // The type's name may not be known before the schema is complete.
            prefix ??= Encoding.UTF8.GetBytes($"{typeName()}:");
            NodeIds.Write(writer, prefix, basic is null ? value : basic(value)!);
            return true;
        };
    }

    /// <summary>The writer of an id by its attribute; null when the field is no single global id.</summary>
    public Func<object?, ResultWriter, bool>? IdWriter(Type runtime, GraphQLType type, IDAttribute? id, ComplexType owner) =>
        id is not null && registry.Setup.HasGlobalIds && !type.IsList ? GlobalIdWriter(runtime, TypeNameOf(id, owner)) : null;

    private Func<object, object?>? Basic(Type runtime) => NodeIds.IsSupported(runtime)
        ? null
        : registry.Setup.Converters.FirstOrDefault(entry => entry.Key.From == runtime && NodeIds.IsSupported(entry.Key.To)).Value;

    private Func<string> TypeNameOf(IDAttribute id, ComplexType owner)
    {
        if (id.TypeName is { } name)
        {
            return () => name;
        }

        if (!id.GetType().IsGenericType)
        {
            return () => owner.Name;
        }

        var runtime = id.GetType().GetGenericArguments()[0];
        return () => registry.Output(runtime).Name;
    }

    private static List<object?>? Each(object? value, Func<object?, object?> convert) =>
        value is System.Collections.IEnumerable items ? items.Cast<object?>().Select(convert).ToList() : null;
}
