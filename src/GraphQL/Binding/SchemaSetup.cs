using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Everything the builder calls have said about one schema.</summary>
internal sealed class SchemaSetup(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;

    public SchemaOptions Options { get; } = new();

    public PagingOptions Paging { get; } = new();

    public MutationConventionOptions? MutationConventions { get; set; }

    public bool HasGlobalIds { get; set; }

    /// <summary>The weight of a resolver that is not pure; null: none.</summary>
    public double? DefaultResolverCost { get; set; } = 10;

    /// <summary>Whether the schema shows costs at all.</summary>
    public bool HasCosts { get; set; } = true;

    public List<Type> Types { get; } = [];

    public List<Type> InputTypes { get; } = [];

    public HashSet<Assembly> Assemblies { get; } = [];

    public Type? QueryType { get; set; }

    public Type? MutationType { get; set; }

    public Type? SubscriptionType { get; set; }

    /// <summary>.NET types that stand for the GraphQL type of another .NET type, or of a marker.</summary>
    public Dictionary<Type, Type> RuntimeBindings { get; } = [];

    /// <summary>Enums that are described by calls instead of attributes.</summary>
    public Dictionary<Type, EnumDescription> Enums { get; } = [];

    /// <summary>How a value of one type becomes one of another.</summary>
    public Dictionary<(Type From, Type To), Func<object, object?>> Converters { get; } = [];

    public void AddConverter<TFrom, TTo>(Func<TFrom, TTo> convert) =>
        Converters[(typeof(TFrom), typeof(TTo))] = value => convert((TFrom)value);
}
