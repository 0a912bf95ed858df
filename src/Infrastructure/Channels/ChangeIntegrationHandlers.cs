using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;
using Views = SmsPlatform.Application.Channels.Views;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class ToggleIntegrationHandler(
    PlatformDbContext db, IntegrationDesk desk, IIntegrationDirectory directory, TimeProvider clock) : ICommandHandler<ToggleIntegration, Views.Integration>
{
    public async Task<Result<Views.Integration>> Handle(ToggleIntegration command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await desk.LockAsync(command.ChatbotId, command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        var integration = found.Value;
        var enable = command.Enable ?? !integration.IsEnabled;
        if (enable != integration.IsEnabled)
        {
            if (enable)
            {
                integration.Enable(clock.GetUtcNow());
            }
            else
            {
                integration.Disable(clock.GetUtcNow());
            }

            desk.Log(integration, enable ? IntegrationEvent.Enabled : IntegrationEvent.Disabled);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        directory.Invalidate();
        return desk.Show(integration, isSpiking: false);
    }
}

internal sealed class DeleteIntegrationHandler(
    PlatformDbContext db, IntegrationDesk desk, IIntegrationDirectory directory, TimeProvider clock) : ICommandHandler<DeleteIntegration, Done>
{
    public async Task<Result<Done>> Handle(DeleteIntegration command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var found = await desk.LockAsync(command.ChatbotId, command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        found.Value.Delete(clock.GetUtcNow());
        desk.Log(found.Value, IntegrationEvent.Deleted);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Invalidate();
        return Done.Value;
    }
}
