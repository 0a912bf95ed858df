using Microsoft.AspNetCore.Builder;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Adds conventions and options to a mapped GraphQL endpoint.</summary>
public sealed class GraphQLEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder[] _routes;
    private readonly GraphQLEndpointFactory _factory;

    internal GraphQLEndpointConventionBuilder(GraphQLEndpointFactory factory, params IEndpointConventionBuilder[] routes)
    {
        _factory = factory;
        _routes = routes;
    }

    /// <inheritdoc />
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var route in _routes)
        {
            route.Add(convention);
        }
    }

    /// <inheritdoc />
    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var route in _routes)
        {
            route.Finally(finallyConvention);
        }
    }

    /// <summary>Sets what the endpoint accepts. Later changes of the options have no effect once it has answered its first request.</summary>
    /// <param name="options">The options.</param>
    public GraphQLEndpointConventionBuilder WithOptions(GraphQLServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _factory.Options = options;
        return this;
    }

    /// <summary>Changes what the endpoint accepts.</summary>
    /// <param name="configure">Changes the options.</param>
    public GraphQLEndpointConventionBuilder WithOptions(Action<GraphQLServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_factory.Options);
        return this;
    }
}
