using MediatR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Keeps the default SMS integration in step with <c>TWILIO_ACCOUNT_SID</c>, <c>TWILIO_AUTH_TOKEN</c> and <c>TWILIO_PHONE_NUMBER</c>.</summary>
internal sealed partial class DefaultIntegration(
    IServiceScopeFactory scopes, IConfiguration configuration, ILogger<DefaultIntegration> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var accountSid = configuration["TWILIO_ACCOUNT_SID"] ?? "";
        var authToken = configuration["TWILIO_AUTH_TOKEN"] ?? "";
        var phoneNumber = configuration["TWILIO_PHONE_NUMBER"] ?? "";
        if (accountSid.Length == 0 && authToken.Length == 0 && phoneNumber.Length == 0)
        {
            LogNone();
            return;
        }

        if (accountSid.Length == 0 || authToken.Length == 0 || phoneNumber.Length == 0)
        {
            // Half a configuration would reject every webhook without saying why.
            throw new InvalidOperationException(
                "Set all three of TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_PHONE_NUMBER, or none of them.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new EnsureFirstWorkspace(), cancellationToken);
        var connected = await mediator.Send(
            new ConnectDefaultIntegration(accountSid, authToken, phoneNumber), cancellationToken);
        if (connected.IsFailure)
        {
            throw new InvalidOperationException($"TWILIO_PHONE_NUMBER: {connected.Error.Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "No TWILIO_AUTH_TOKEN is set: SMS webhooks are refused until an integration is connected.")]
    private partial void LogNone();
}

internal static class DefaultIntegrationModule
{
    public static IServiceCollection AddDefaultIntegration(this IServiceCollection services) =>
        services.AddHostedService<DefaultIntegration>();
}
