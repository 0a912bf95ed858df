using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Application.Messaging.Answers;

namespace SmsPlatform.Application;

public static class ApplicationModule
{
    private static readonly Type[] HandlerKinds = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>)];

    /// <summary>Adds the mediator, its pipeline and this assembly's handlers.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();

        // In this order, outermost first: who may not send a request learns nothing about its validity.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Authorization<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validation<,>));

        services.AddScoped<SendPacing>();
        services.AddAnswerStrategies();
        return services.AddHandlersOf(typeof(ApplicationModule).Assembly);
    }

    /// <summary>Adds an assembly's handlers and validators, internal ones as well. May be repeated: each is added once.</summary>
    public static IServiceCollection AddHandlersOf(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(contract => contract.IsGenericType))
            {
                var kind = contract.GetGenericTypeDefinition();
                if (HandlerKinds.Contains(kind))
                {
                    services.TryAddEnumerable(ServiceDescriptor.Scoped(contract, type));
                }
                else if (kind == typeof(IValidator<>))
                {
                    services.TryAddEnumerable(ServiceDescriptor.Singleton(contract, type));
                }
            }
        }

        return services;
    }
}
