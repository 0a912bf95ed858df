using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SmsPlatform.GraphQL;
using SmsPlatform.GraphQL.Subscriptions;

namespace Microsoft.Extensions.DependencyInjection;

// Where the events of subscriptions come from.
public static partial class RequestExecutorBuilderExtensions
{
    /// <summary>Carries the events of subscriptions within this process.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The buffers.</param>
    public static IRequestExecutorBuilder AddInMemorySubscriptions(this IRequestExecutorBuilder builder, SubscriptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(_ => new InMemoryPubSub(options));
        builder.Services.TryAddSingleton<ITopicEventSender>(services => services.GetRequiredService<InMemoryPubSub>());
        builder.Services.TryAddSingleton<ITopicEventReceiver>(services => services.GetRequiredService<InMemoryPubSub>());
        return builder;
    }

    /// <summary>Carries the events of subscriptions between all processes that use one PostgreSQL database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says how to connect.</param>
    public static IRequestExecutorBuilder AddPostgresSubscriptions(
        this IRequestExecutorBuilder builder, Action<PostgresSubscriptionOptions> configure) =>
        builder.AddPostgresSubscriptions((_, options) => configure(options));

    /// <summary>Carries the events of subscriptions between all processes that use one PostgreSQL database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Says how to connect.</param>
    public static IRequestExecutorBuilder AddPostgresSubscriptions(
        this IRequestExecutorBuilder builder, Action<IServiceProvider, PostgresSubscriptionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(services =>
        {
            var options = new PostgresSubscriptionOptions();
            configure(services, options);
            return new PostgresPubSub(options, services.GetService<ILogger<PostgresPubSub>>());
        });
        builder.Services.TryAddSingleton<ITopicEventSender>(services => services.GetRequiredService<PostgresPubSub>());
        builder.Services.TryAddSingleton<ITopicEventReceiver>(services => services.GetRequiredService<PostgresPubSub>());
        return builder;
    }
}
