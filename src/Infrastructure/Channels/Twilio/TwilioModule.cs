using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels.Twilio;

public static class TwilioModule
{
    /// <summary>Adds the SMS channel, with settings from <c>Twilio</c>.</summary>
    public static IServiceCollection AddTwilioChannel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TwilioOptions>()
            .Bind(configuration.GetSection(TwilioOptions.Section))
            .Validate(
                options => Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
                "Twilio:ApiBaseUrl must be an absolute http or https address.")
            .Validate(
                options => options.ConnectTimeout > TimeSpan.Zero && options.ResponseTimeout > TimeSpan.Zero && options.StatusTimeout > TimeSpan.Zero,
                "Twilio's timeouts must be positive.")
            .Validate(options => options.Rates.AreSound, "Twilio:Rates are segments a second, from 0 (no limit) to 100000.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        // One client for good: the handler itself renews its connections, so it may outlive the factory's rotation.
        services.AddHttpClient<TwilioClient>(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.GetRequiredService<IOptions<TwilioOptions>>().Value.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // Below what servers keep idle connections open for: a send on a connection that closes under it is ambiguous.
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),

                // A redirect would carry the credentials and the message to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // They log addresses, and those of look-ups hold phone numbers. The client logs without them.
            .RemoveAllLoggers();

        services.AddSingleton<TwilioChannel>();
        services.AddSingleton<IChannel>(provider => provider.GetRequiredService<TwilioChannel>());
        services.AddSingleton<IInboundHistory, TwilioHistory>();
        services.AddSingleton<ITwilioAccount, TwilioAccount>();
        services.AddSingleton<IChannelSetup, TwilioSetup>();
        services.AddSingleton<IWebhookDoctor, TwilioDoctor>();
        services.AddSingleton<INumberLookUp, TwilioNumberLookUp>();
        services.AddSingleton<ISmsPrices, TwilioPrices>();
        services.AddSingleton<IMediaAccess, TwilioMediaAccess>();
        return services;
    }
}

internal sealed class TwilioChannelModule : IChannelModule
{
    public void Add(IServiceCollection services, IConfiguration configuration) => services.AddTwilioChannel(configuration);
}
