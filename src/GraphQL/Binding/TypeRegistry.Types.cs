using System.Reflection;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

// Completing declared types.
internal sealed partial class TypeRegistry
{
    private void Complete(NamedType type, Type runtime)
    {
        switch (type)
        {
            case ObjectType item:
                CompleteObject(item, runtime);
                break;
            case InterfaceType item:
                item.Fields = new NamedList<OutputField>(CollectFields(item, runtime, FieldPlace.Plain));
                break;
        }
    }

    private void CompleteObject(ObjectType type, Type runtime)
    {
        type.Fields = new NamedList<OutputField>(CollectFields(type, runtime, FieldPlace.Plain));
        Nodes.Complete(type, runtime);
    }

    /// <summary>The fields of a root type: those of its class, then those of the classes that extend it.</summary>
    public ObjectType? Root(string name, Type? runtime, List<Type> extensions, FieldPlace place)
    {
        var members = Extensions.Members.Where(entry => entry.Root == place.ToString()).Select(entry => entry.Member).ToList();
        if (runtime is null && extensions.Count == 0 && members.Count == 0)
        {
            return null;
        }

        var type = Add(new ObjectType(runtime?.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? name)
        {
            Description = runtime is null ? null : Docs.Describe(runtime),
        });
        if (runtime is not null)
        {
            type.RuntimeType = runtime;
            Bind(runtime, type);
        }

        var fields = new FieldCollector(this, type, place);
        fields.Require(extensions.Prepend(runtime).OfType<Type>());
        if (runtime is not null)
        {
            fields.AddRange(Members.OfExtension(runtime), runtime);
        }

        foreach (var extension in extensions.Where(extension => extension != runtime).Distinct())
        {
            fields.AddRange(Members.OfExtension(extension), extension);
        }

        foreach (var member in members)
        {
            fields.AddRange([member], member.DeclaringType!);
        }

        type.Fields = new NamedList<OutputField>(fields.Take());
        return type;
    }

    private List<OutputField> CollectFields(ComplexType type, Type runtime, FieldPlace place)
    {
        var extensions = Extensions.Of(runtime).Concat(Extensions.Of(type.Name)).Distinct().ToList();
        var fields = new FieldCollector(this, type, place);
        fields.Require(extensions.Prepend(runtime));
        fields.AddRange(Members.OfRuntimeType(runtime), runtime);
        foreach (var extension in extensions)
        {
            fields.Ignore(extension, runtime);
            fields.AddRange(Members.OfExtension(extension).Where(member => !member.IsDefined(typeof(NodeResolverAttribute))), extension);
        }

        return fields.Take();
    }

    private void CompleteInput(InputObjectType type, Type runtime)
    {
        type.IsOneOf = runtime.IsDefined(typeof(OneOfAttribute));
        var pairs = new List<(PropertyInfo Property, InputField Field)>();
        foreach (var property in Members.OfInputType(runtime))
        {
            var shape = TypeShape.OfInputProperty(property);
            var graphQLType = Resolve(property, shape, isInput: true);
            var name = property.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? Naming.Camel(property.Name);
            pairs.Add((property, new InputField(name, graphQLType, Docs.Describe(property), DefaultValues.Of(property, graphQLType))
            {
                DeprecationReason = Directives.Deprecation(property),
                Directives = Directives.OfInput(property),
                Binding = Converters.Bind(property.PropertyType, graphQLType, property),
                Index = pairs.Count,
            }));
        }

        type.Fields = new NamedList<InputField>(pairs.Select(pair => pair.Field));
        type.Factory = InputFactories.Compile(runtime, pairs);
    }

    /// <summary>Once all types are known: which objects implement which interfaces and belong to which unions.</summary>
    public void ConnectAbstractTypes()
    {
        foreach (var (runtime, type) in Outputs.OrderBy(pair => pair.Type.Name, StringComparer.Ordinal).ToList())
        {
            var above = Outputs.Where(pair => pair.Runtime != runtime && pair.Runtime.IsAssignableFrom(runtime)).ToList();
            if (type is ComplexType complex)
            {
                complex.Interfaces = [.. complex.Interfaces
                    .Concat(above.Select(pair => pair.Type).OfType<InterfaceType>().Where(item => item.RuntimeType != typeof(object)))
                    .Distinct()
                    .OrderBy(item => item.Name, StringComparer.Ordinal)];
            }

            if (type is ObjectType item)
            {
                foreach (var union in above.Select(pair => pair.Type).OfType<UnionType>())
                {
                    union.Members = [.. union.Members, item];
                }
            }
        }
    }
}
