using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.AspNetCore.Streams;
using SmsPlatform.GraphQL.Binding;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds GraphQL servers to an application.</summary>
public static class GraphQLServiceCollectionExtensions
{
    /// <summary>Adds a GraphQL server.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="schemaName">The schema's name, where there are several.</param>
    /// <param name="disableDefaultSecurity">
    /// Whether to do without the cost limits, and allow introspection outside development.
    /// </param>
    public static IRequestExecutorBuilder AddGraphQLServer(
        this IServiceCollection services, string? schemaName = null, bool disableDefaultSecurity = false)
    {
        ArgumentNullException.ThrowIfNull(services);
        var name = schemaName ?? SchemaCatalog.DefaultName;
        var known = services.Select(service => service.ImplementationInstance).OfType<RequestExecutorBuilder>()
            .FirstOrDefault(builder => builder.Name == name);
        if (known is not null)
        {
            return known;
        }

        var builder = new RequestExecutorBuilder(name, services, !disableDefaultSecurity);
        services.AddSingleton(builder);
        services.TryAddSingleton<SchemaCatalog>();
        services.TryAddSingleton<StreamRegistry>();
        services.TryAddSingleton<IGraphQLStreams>(provider => provider.GetRequiredService<StreamRegistry>());
        services.AddHttpContextAccessor();
        return builder;
    }

    /// <summary>Adds a GraphQL server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="schemaName">The schema's name, where there are several.</param>
    /// <param name="disableDefaultSecurity">
    /// Whether to do without the cost limits, and allow introspection outside development.
    /// </param>
    public static IRequestExecutorBuilder AddGraphQL(
        this IHostApplicationBuilder builder, string? schemaName = null, bool disableDefaultSecurity = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddGraphQLServer(schemaName, disableDefaultSecurity);
    }

    /// <summary>The executor of a schema.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="schemaName">The schema's name; null: the only one.</param>
    public static ValueTask<IRequestExecutor> GetRequestExecutorAsync(this IServiceProvider services, string? schemaName = null) =>
        new(services.GetRequiredService<SchemaCatalog>().Get(schemaName).Executor);

    /// <summary>Builds the services and the executor; for tests and tools.</summary>
    /// <param name="builder">The builder.</param>
    public static ValueTask<IRequestExecutor> BuildRequestExecutorAsync(this IRequestExecutorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.BuildServiceProvider().GetRequestExecutorAsync(builder.Name);
    }

    /// <summary>Builds the services and the schema; for tests and tools.</summary>
    /// <param name="builder">The builder.</param>
    public static ValueTask<Schema> BuildSchemaAsync(this IRequestExecutorBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new ValueTask<Schema>(SchemaCatalog.CreateSchema((RequestExecutorBuilder)builder, builder.Services.BuildServiceProvider()));
    }
}
