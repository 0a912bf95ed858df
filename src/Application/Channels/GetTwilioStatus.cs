using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;

namespace SmsPlatform.Application.Channels;

/// <summary>Tells whether the default Twilio account is configured and reachable, and its balance.</summary>
public sealed record GetTwilioStatus : IQuery<TwilioStatus>;

internal sealed class GetTwilioStatusHandler(IIntegrationDirectory integrations, ITwilioAccount account, ICaller caller)
    : IQueryHandler<GetTwilioStatus, TwilioStatus>
{
    public async Task<Result<TwilioStatus>> Handle(GetTwilioStatus query, CancellationToken cancellationToken)
    {
        var integration = await integrations.FindDefaultAsync(Channel.Sms, cancellationToken);
        return integration is null || integration.WorkspaceId != caller.WorkspaceId
            ? TwilioStatus.NotConfigured
            : await account.CheckAsync(integration.Connection, cancellationToken);
    }
}
