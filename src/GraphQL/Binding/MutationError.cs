using System.Linq.Expressions;
using System.Reflection;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>An error of a mutation: an exception, or a class that is made of one.</summary>
internal sealed class MutationError
{
    private readonly List<(Type Exception, Func<Exception, object> Create)> _factories = [];

    public MutationError(Type type)
    {
        Type = type;
        if (typeof(Exception).IsAssignableFrom(type))
        {
            _factories.Add((type, exception => exception));
            return;
        }

        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name == "CreateErrorFrom"))
        {
            Add(method.GetParameters(), argument => Expression.Call(method, argument));
        }

        foreach (var constructor in type.GetConstructors())
        {
            Add(constructor.GetParameters(), argument => Expression.New(constructor, argument));
        }
    }

    public Type Type { get; }

    /// <summary>The error made of an exception; null when it is not one of this error's.</summary>
    public object? TryCreate(Exception exception)
    {
        foreach (var (type, create) in _factories)
        {
            if (type.IsInstanceOfType(exception))
            {
                return create(exception);
            }
        }

        return null;
    }

    private void Add(ParameterInfo[] parameters, Func<Expression, Expression> make)
    {
        if (parameters.Length != 1 || !typeof(Exception).IsAssignableFrom(parameters[0].ParameterType))
        {
            return;
        }

        var exception = Expression.Parameter(typeof(Exception));
        _factories.Add((parameters[0].ParameterType, Expression.Lambda<Func<Exception, object>>(
            Expression.Convert(make(Expression.Convert(exception, parameters[0].ParameterType)), typeof(object)), exception).Compile()));
    }
}

/// <summary>The object types of errors; they implement the interface <c>Error</c>.</summary>
internal sealed class ErrorTypes(TypeRegistry registry)
{
    private InterfaceType? _error;

    public ObjectType Of(Type type)
    {
        var declared = typeof(Exception).IsAssignableFrom(type) ? OfException(type) : (ObjectType)registry.Output(type);
        if (!declared.Interfaces.Contains(Error()))
        {
            declared.Interfaces = [.. declared.Interfaces, Error()];
        }

        return declared;
    }

    private InterfaceType Error()
    {
        if (_error is null)
        {
            _error = registry.Add(new InterfaceType("Error"));
            _error.Fields = new NamedList<OutputField>([new OutputField("message", registry.Parts.Scalar(ScalarNames.String).AsNonNull())]);
        }

        return _error;
    }

    // An exception shows its message and what its own class adds; the stack trace and its like stay here.
    private ObjectType OfException(Type type)
    {
        if (registry.Outputs.FirstOrDefault(pair => pair.Runtime == type).Type is ObjectType known)
        {
            return known;
        }

        var name = Naming.TypeName(type);
        name = name.EndsWith("Exception", StringComparison.Ordinal) ? $"{name[..^"Exception".Length]}Error" : name;
        var declared = registry.Add(new ObjectType(name, registry.Docs.Describe(type)) { RuntimeType = type });
        registry.Bind(type, declared);
        var collector = new FieldCollector(registry, declared, FieldPlace.Plain);
        collector.AddRange(
            type.GetProperties().Where(property => property.DeclaringType!.IsSubclassOf(typeof(Exception)) || property.DeclaringType.IsInterface), type);
        declared.Fields = new NamedList<OutputField>(collector.Take()
            .Where(field => field.Name != "message")
            .Prepend(new OutputField("message", registry.Parts.Scalar(ScalarNames.String).AsNonNull())
            {
                Binding = new PureBinding(error => ((Exception)error).Message),
            }));
        return declared;
    }
}
