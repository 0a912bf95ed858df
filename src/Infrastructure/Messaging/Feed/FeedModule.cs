using Microsoft.Extensions.DependencyInjection;

namespace SmsPlatform.Infrastructure.Messaging.Feed;

/// <summary>What streams to subscribers are made of.</summary>
internal static class FeedModule
{
    public static void AddFeed(this IServiceCollection services)
    {
        services.AddSingleton<CommitHorizon>();
        services.AddSingleton<CommitFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<CommitFeed>());
        services.AddSingleton<ReceivedSmsTopic>();
        services.AddSingleton<StatusChangesTopic>();
        services.AddSingleton<ConversationsTopic>();
        services.AddSingleton<StreamPlaces>();
    }
}
