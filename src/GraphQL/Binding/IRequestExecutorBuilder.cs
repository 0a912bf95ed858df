using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.GraphQL.DataLoader;
using SmsPlatform.GraphQL.Execution;
using SmsPlatform.GraphQL.Validation;

namespace SmsPlatform.GraphQL;

/// <summary>Configures one GraphQL server. Its calls are extension methods, named as HotChocolate's.</summary>
public interface IRequestExecutorBuilder
{
    /// <summary>The schema's name.</summary>
    string Name { get; }

    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }
}

/// <summary>The builder, and all it has been told.</summary>
internal sealed class RequestExecutorBuilder(string name, IServiceCollection services, bool isSecure) : IRequestExecutorBuilder
{
    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public Binding.SchemaSetup Schema { get; } = new(services);

    /// <summary>Whether the defaults protect: costs are limited, and introspection is for development.</summary>
    public bool IsSecure { get; } = isSecure;

    public RequestExecutorOptions Options { get; } = new();

    public CostOptions Cost { get; } = new();

    public RequestParserOptions Parser { get; } = new();

    public bool? AllowIntrospection { get; set; }

    public ValidationOptions Validation { get; set; } = ValidationOptions.Default;

    public bool HasAuthorization { get; set; }

    public bool UsesDocuments { get; set; }

    public bool SavesDocuments { get; set; }

    public Func<IServiceProvider, IOperationThrottle>? Throttle { get; set; }

    public List<Func<IServiceProvider, IErrorFilter>> ErrorFilters { get; } = [];

    public List<DataLoaderRegistration> DataLoaders { get; } = [];

    public Func<IServiceProvider, AspNetCore.IHttpRequestInterceptor>? HttpInterceptor { get; set; }

    public Func<IServiceProvider, AspNetCore.ISocketSessionInterceptor>? SocketInterceptor { get; set; }
}
