using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Application.Chatbots;
using SmsPlatform.Application.Messaging;
using SmsPlatform.Infrastructure.Ai;
using SmsPlatform.Infrastructure.Automation;
using SmsPlatform.Infrastructure.Channels;
using SmsPlatform.Infrastructure.Channels.Twilio;
using SmsPlatform.Infrastructure.Chatbots;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Database.PrivateCluster;
using SmsPlatform.Infrastructure.Knowledge;
using SmsPlatform.Infrastructure.Lists;
using SmsPlatform.Infrastructure.Messaging;
using SmsPlatform.Infrastructure.Operations;
using SmsPlatform.Infrastructure.Operations.Metrics;
using SmsPlatform.Infrastructure.Scheduling;

namespace SmsPlatform.Infrastructure;

public static class InfrastructureModule
{
    /// <summary>Adds all adapters. Hosted services start in the order they are added here, and stop in the reverse one.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<PublicAddressOptions>(configuration);

        services.AddDatabaseAddress(configuration);
        services.AddDatabase();
        services.AddScoped<ListReader>();
        services.AddChannels(configuration);
        services.AddDefaultIntegration();
        services.AddSingleton<IChatbotDirectory, ChatbotDirectory>();
        services.AddAi(configuration);
        services.AddAutomation();
        services.AddKnowledge(configuration);
        services.AddMessaging(configuration);
        services.AddOptions<TwilioOptions>().Validate<IOptions<MessagingOptions>>(
            (twilio, messaging) => twilio.ResponseTimeout < messaging.Value.CallReserve,
            "Twilio:ResponseTimeout must be less than half of Messaging:LeaseTime, so that no call outlives its lease.");
        services.AddOperations();
        services.AddScheduling();
        services.AddPrometheusMetrics();
        return services.AddHandlersOf(typeof(InfrastructureModule).Assembly);
    }

    /// <summary>The database that is configured, or else the host's own private cluster.</summary>
    private static void AddDatabaseAddress(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>()
            .Bind(configuration.GetSection(DatabaseOptions.Section))
            .Validate(
                database => database.PoolSize >= DatabaseOptions.LeastPoolSize,
                $"Database:PoolSize must be at least {DatabaseOptions.LeastPoolSize}: some connections are always taken.")
            .ValidateOnStart();
        if (configuration.GetConnectionString("Database") is { Length: > 0 } connectionString)
        {
            services.AddSingleton(new DatabaseAddress(connectionString));
            return;
        }

        services.AddPrivateCluster(new PrivateClusterOptions
        {
            DataDirectory = Path.GetFullPath(configuration["Data:Directory"] ?? ".data"),
        });
        services.AddSingleton(provider =>
            new DatabaseAddress(provider.GetRequiredService<PrivateClusterService>().ConnectionString));
    }
}
