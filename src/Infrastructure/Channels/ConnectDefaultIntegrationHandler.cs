using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Chatbots;
using SmsPlatform.Domain.Messaging;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ConnectDefaultIntegrationHandler(
    IDbContextFactory<PlatformDbContext> contexts,
    ISecretVault vault,
    IIntegrationDirectory directory,
    IOptions<ChannelsOptions> options,
    TimeProvider clock)
    : ICommandHandler<ConnectDefaultIntegration, Done>
{
    private const string AuthToken = "authToken";

    public async Task<Result<Done>> Handle(ConnectDefaultIntegration command, CancellationToken cancellationToken)
    {
        var number = PhoneNumber.Parse(command.PhoneNumber);
        if (number.IsFailure)
        {
            return number.Error;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Nodes may start at once; one of them makes the integration, the others find it.
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('default integration'))", cancellationToken);

        var workspaceId = await context.Workspaces.OrderBy(w => w.Id).Select(w => w.Id).FirstAsync(cancellationToken);
        context.WorkspaceId = workspaceId;
        var integration = await context.Integrations.FirstOrDefaultAsync(i => i.IsDefault && i.Channel == Channel.Sms, cancellationToken)
            ?? await CreateAsync(context, workspaceId, cancellationToken);

        if (!IsUpToDate(integration, command, number.Value))
        {
            if (integration.AccountId == command.AccountSid)
            {
                integration.Retire(integration.Secrets.Where(secret => secret.Field == AuthToken), clock.GetUtcNow() + options.Value.SecretGrace);
            }
            else
            {
                integration.ForgetRetired();
            }

            integration.Configure(
                command.AccountSid,
                number.Value.Value,
                serviceId: "",
                [vault.Seal(workspaceId, integration.Id, AuthToken, command.AuthToken)],
                clock.GetUtcNow());
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Invalidate();
        return Done.Value;
    }

    private async Task<Integration> CreateAsync(PlatformDbContext context, WorkspaceId workspaceId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var chatbot = await context.Chatbots.OrderBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (chatbot is null || await context.Integrations.AnyAsync(i => i.ChatbotId == chatbot.Id && i.Channel == Channel.Sms, cancellationToken))
        {
            chatbot = Chatbot.Create(workspaceId, "Default", now);
            context.Add(chatbot);
        }

        var integration = Integration.Connect(workspaceId, chatbot.Id, Channel.Sms, now);
        integration.MarkDefault();
        integration.Enable(now);
        context.Add(integration);
        return integration;
    }

    private bool IsUpToDate(Integration integration, ConnectDefaultIntegration command, PhoneNumber number)
    {
        var token = integration.Secrets.FirstOrDefault(secret => secret.Field == AuthToken);
        var opened = token is null ? default : vault.Open(integration.WorkspaceId, integration.Id, token);
        return integration.AccountId == command.AccountSid
            && integration.Address == number.Value
            && integration.Status != IntegrationStatus.Error
            && token is not null
            && opened.IsSuccess
            && opened.Value == command.AuthToken;
    }
}
