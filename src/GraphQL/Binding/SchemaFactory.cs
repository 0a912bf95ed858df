using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>Builds a schema from what the builder calls have registered.</summary>
internal static class SchemaFactory
{
    /// <exception cref="SchemaException">The classes make no valid schema; all that is wrong is told.</exception>
    public static Schema Create(SchemaSetup setup, IServiceProvider services)
    {
        var parts = new SchemaParts();
        var registry = new TypeRegistry(setup, parts, services);
        var extensions = registry.Extensions;
        foreach (var runtime in extensions.RuntimeTypes.Distinct())
        {
            registry.Output(runtime);
        }

        foreach (var runtime in extensions.InputTypes.Concat(setup.InputTypes))
        {
            registry.Input(runtime);
        }

        var query = registry.Root(setup.Options.QueryTypeName, setup.QueryType, extensions.Queries, FieldPlace.Query);
        parts.Query = query;
        parts.Mutation = registry.Root(setup.Options.MutationTypeName, setup.MutationType, extensions.Mutations, FieldPlace.Mutation);
        parts.Subscription = registry.Root(
            setup.Options.SubscriptionTypeName, setup.SubscriptionType, extensions.Subscriptions, FieldPlace.Subscription);
        registry.Complete();
        if (query is not null && setup.HasGlobalIds)
        {
            query.Fields = new NamedList<OutputField>(registry.Nodes.Fields().Concat(query.Fields));
        }

        registry.ConnectAbstractTypes();
        if (setup.HasCosts)
        {
            Directives.Define(parts);
        }
        else
        {
            Directives.RemoveCosts(parts);
        }

        return parts.Build();
    }
}
