using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.TypeSystem;

namespace SmsPlatform.GraphQL.Binding;

/// <summary>The schemas of the application; each is built when it is first asked for.</summary>
internal sealed class SchemaCatalog(IServiceProvider services, IEnumerable<RequestExecutorBuilder> builders)
{
    public const string DefaultName = "_Default";
    private readonly ConcurrentDictionary<string, Lazy<GraphQLBackend>> _backends = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">There is no schema of that name.</exception>
    /// <exception cref="SchemaException">The schema is not valid.</exception>
    public GraphQLBackend Get(string? name)
    {
        var builder = name is null
            ? builders.FirstOrDefault()
            : builders.FirstOrDefault(candidate => candidate.Name == name);
        return builder is null
            ? throw new InvalidOperationException($"There is no GraphQL schema {name ?? "yet"}: call AddGraphQLServer.")
            : _backends.GetOrAdd(builder.Name, _ => new Lazy<GraphQLBackend>(() => Build(builder))).Value;
    }

    private GraphQLBackend Build(RequestExecutorBuilder builder)
    {
        var schema = CreateSchema(builder, services);
        var isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;
        builder.Options.AllowIntrospection = builder.AllowIntrospection ?? (!builder.IsSecure || isDevelopment);
        var documents = builder.UsesDocuments ? services.GetService<IOperationDocumentStorage>() : null;
        var executor = new RequestExecutor(new RequestExecutorSetup
        {
            Schema = schema,
            Options = builder.Options,
            Cost = builder.IsSecure && !builder.Cost.SkipAnalyzer ? builder.Cost : null,
            Parser = builder.Parser.ToParserOptions(),
            Validation = builder.Validation,
            ErrorFilters = [.. builder.ErrorFilters.Select(create => create(services))],
            Authorizer = builder.HasAuthorization ? new FieldAuthorizer() : null,
            DataLoaders = builder.DataLoaders,
            DefaultServices = services,
            Throttle = builder.Throttle?.Invoke(services),
            Documents = documents,
        });
        return new GraphQLBackend(
            executor,
            schema.ToString,
            documents,
            builder.SavesDocuments,
            builder.HttpInterceptor?.Invoke(services),
            builder.SocketInterceptor?.Invoke(services));
    }

    /// <summary>Builds a schema alone.</summary>
    public static Schema CreateSchema(RequestExecutorBuilder builder, IServiceProvider services)
    {
        builder.Schema.DefaultResolverCost = builder.Cost.ApplyCostDefaults ? builder.Cost.DefaultResolverCost : null;
        builder.Schema.HasCosts = builder.IsSecure && !builder.Cost.SkipAnalyzer;
        return SchemaFactory.Create(builder.Schema, services);
    }
}

/// <summary>Builds the schema when the application starts, so that a broken one stops it there.</summary>
internal sealed class SchemaWarmup(SchemaCatalog catalog, string name) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Get(name);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
