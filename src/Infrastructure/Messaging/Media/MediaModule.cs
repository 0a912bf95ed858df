using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Messaging.Answers;
using SmsPlatform.Application.Messaging.Media;
using SmsPlatform.Infrastructure.Leases;
using SmsPlatform.Infrastructure.Scheduling;
using SmsPlatform.Infrastructure.Web;

namespace SmsPlatform.Infrastructure.Messaging.Media;

/// <summary>Attachments: fetched in the background, stored, and served by links that end.</summary>
internal static class MediaModule
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddMedia(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MediaOptions>()
            .Bind(configuration.GetSection(MediaOptions.Section))
            .Validate(options => options.MaxBytes is > 0 and <= 100 * 1024 * 1024, "Media:MaxBytes must be between 1 and 104857600.")
            .Validate(
                options => options.FetchTimeout > TimeSpan.Zero && options.FetchTimeout <= TimeSpan.FromMinutes(1),
                "Media:FetchTimeout must be at most a minute.")
            .Validate(options => options.LinkLifetime > TimeSpan.Zero, "Media:LinkLifetime must be positive.")
            .ValidateOnStart();

        services.AddSingleton<IMediaDesk, MediaDesk>();
        services.AddSingleton<IMediaLinks, MediaLinks>();
        services.AddSingleton<IMediaStore>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<MediaOptions>>().Value;
            return options.S3.Bucket.Length > 0
                ? new BucketMediaStore(options.S3)
                : new FileMediaStore(Path.Combine(Path.GetFullPath(configuration["Data:Directory"] ?? ".data"), "media"));
        });

        services.AddHttpClient(MediaSource.PublicClient, Unlimited)
            .ConfigurePrimaryHttpMessageHandler(GuardedHandlers.PublicOnly)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddHttpClient(MediaSource.ConfiguredClient, Unlimited)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<IMediaSource, MediaSource>();
        services.AddSingleton<IBurstPictures, BurstPictures>();

        // A few at a time: each may be held in memory whole.
        services.AddLeaseWorker(_ => new LeasedWork<MediumLease>(
            stopping => Task.Delay(Pause, stopping),
            places => new ClaimDueMedia(places),
            lease => new FetchMedium(lease))
        {
            Parallel = 4,
        });
        services.AddJob<ForgetDeletedMediaJob>("forget-deleted-media", ForgetDeletedMediaJob.Interval, "Deletes the files of media whose messages are gone.");
        return services;
    }

    // The source keeps the time itself, over all redirects.
    private static void Unlimited(HttpClient client) => client.Timeout = Timeout.InfiniteTimeSpan;
}
