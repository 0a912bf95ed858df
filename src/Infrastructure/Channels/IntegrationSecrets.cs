using Microsoft.Extensions.Logging;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Infrastructure.Channels;

/// <summary>Makes connections of integrations: opens their secrets.</summary>
internal sealed partial class IntegrationSecrets(ISecretVault vault, ILogger<IntegrationSecrets> logger)
{
    /// <summary>With the secrets that are used, and those that are still accepted.</summary>
    public ChannelConnection Connect(Integration integration, DateTimeOffset now) => Make(
        integration,
        Open(integration, integration.Secrets),
        Open(integration, integration.RetiredSecrets.Where(retired => retired.AcceptedUntil > now).Select(retired => retired.Secret)));

    /// <summary>With a set of secrets, given by field, in place of its own.</summary>
    public static ChannelConnection Make(
        Integration integration, IReadOnlyDictionary<string, string> secrets, IReadOnlyDictionary<string, string>? previous = null) => new(
        integration.Id,
        integration.AccountId,
        integration.Address,
        integration.ServiceId,
        secrets,
        previous ?? new Dictionary<string, string>())
        {
            Settings = integration.Settings,
        };

    /// <summary>Those that can be opened, by field.</summary>
    public Dictionary<string, string> Open(Integration integration, IEnumerable<SealedSecret> secrets)
    {
        var opened = new Dictionary<string, string>();
        foreach (var secret in secrets)
        {
            var value = vault.Open(integration.WorkspaceId, integration.Id, secret);
            if (value.IsSuccess)
            {
                opened[secret.Field] = value.Value;
            }
            else
            {
                // Without it the adapter refuses to verify and to send, which is what should happen.
                LogUnreadable(integration.Id.Value, secret.Field, value.Error.Code);
            }
        }

        return opened;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Credential {Field} of integration {IntegrationId} cannot be read: {Code}")]
    private partial void LogUnreadable(Guid integrationId, string field, string code);
}
