using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmsPlatform.Application.Channels;
using SmsPlatform.Application.Messaging;

namespace SmsPlatform.FaultPoints;

/// <summary>Puts an interceptor before the ports that a message passes, when the host is built.</summary>
/// <remarks>
/// The host announces that it is being built; that is how test hosts and design-time tools get at its services, too. So the platform
/// under test is the one that is shipped, to the byte: it has no fault points of its own, and pays nothing for these.
/// </remarks>
internal sealed class PortInterception(Control control) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly Type[] Ports =
    [
        typeof(IInbox), typeof(IAnswerDesk), typeof(IOutbox), typeof(ISendLimits), typeof(IStatusBoard), typeof(IOutgoingQueue), typeof(IChannel),
    ];

    public static void Install(Control control) => DiagnosticListener.AllListeners.Subscribe(new PortInterception(control));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder host })
        {
            host.ConfigureServices((_, services) => Intercept(services));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Intercept(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (Ports.Contains(services[i].ServiceType))
            {
                services[i] = Intercepted(services[i]);
            }
        }
    }

    private ServiceDescriptor Intercepted(ServiceDescriptor descriptor) => ServiceDescriptor.Describe(
        descriptor.ServiceType,
        provider =>
        {
            var proxy = (Interceptor)DispatchProxy.Create(descriptor.ServiceType, typeof(Interceptor));
            proxy.Inner = descriptor.ImplementationInstance
                ?? descriptor.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
            proxy.Control = control;
            return proxy;
        },
        descriptor.Lifetime);
}
