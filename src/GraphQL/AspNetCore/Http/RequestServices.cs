using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>The services of an HTTP request, whose scope is not made before somebody asks for a service.</summary>
internal sealed class RequestServices(HttpContext context) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) => context.RequestServices.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => Keyed.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => Keyed.GetRequiredKeyedService(serviceType, serviceKey);

    private IKeyedServiceProvider Keyed =>
        context.RequestServices as IKeyedServiceProvider
        ?? throw new InvalidOperationException("The service provider of this host does not support keyed services.");
}
