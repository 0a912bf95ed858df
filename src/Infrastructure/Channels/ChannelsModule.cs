using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Integrations and what all channels share; each channel's folder adds its adapter.</summary>
internal static class ChannelsModule
{
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddSingleton<IIntegrationDirectory, IntegrationDirectory>();
        services.AddSingleton<IWebhookMonitor, WebhookMonitor>();
        services.AddSingleton<IStatusCallbacks, StatusCallbacks>();
        return services;
    }
}
