using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsPlatform.Application.Channels;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Integrations and what all channels share; each channel's folder adds its adapters.</summary>
internal static class ChannelsModule
{
    public const string Schema = "channels";

    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChannelsOptions>()
            .Bind(configuration.GetSection(ChannelsOptions.Section))
            .Validate(
                options => options.SecretGrace >= TimeSpan.Zero && options.SecretGrace <= options.RetiredSecretRetention,
                "Channels:SecretGrace must be between zero and Channels:RetiredSecretRetention.")
            .Validate(
                options => options.LogRetention > TimeSpan.Zero && options.RejectionRetention > TimeSpan.Zero,
                "Channels:LogRetention and Channels:RejectionRetention must be positive.")
            .ValidateOnStart();
        services.AddSingleton<IIntegrationDirectory, IntegrationDirectory>();
        services.AddSingleton<IStatusCallbacks, StatusCallbacks>();
        services.AddSingleton<IntegrationSecrets>();
        services.AddSingleton<RejectionSamples>();
        services.AddSingleton<IntegrationMonitor>();
        services.AddSingleton<IIntegrationMonitor>(provider => provider.GetRequiredService<IntegrationMonitor>());
        services.AddScoped<IntegrationDesk>();

        foreach (var module in typeof(ChannelsModule).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IChannelModule))))
        {
            ((IChannelModule)Activator.CreateInstance(module)!).Add(services, configuration);
        }

        services.AddHostedService(provider => provider.GetRequiredService<IntegrationMonitor>());
        services.AddHostedService<RejectionDoctor>();
        services.AddHostedService<IntegrationListener>();
        services.AddJob<ForgetOldIntegrationDataJob>(
            "forget-old-integration-data", ForgetOldIntegrationDataJob.Interval, "Forgets old logs of integrations, rejected webhooks and replaced secrets.");
        services.AddJob<ProbeCredentialsJob>(
            "probe-credentials", ProbeCredentialsJob.Interval, "Asks each provider once a day whether an integration's credentials still work.");
        return services;
    }
}
