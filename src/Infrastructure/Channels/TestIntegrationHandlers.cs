using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.Infrastructure.Channels;

internal sealed class TestIntegrationHandler(
    PlatformDbContext db, IntegrationDesk desk, IntegrationSecrets secrets, IIntegrationDirectory directory, TimeProvider clock)
    : ICommandHandler<TestIntegration, ConnectionTest>
{
    public async Task<Result<ConnectionTest>> Handle(TestIntegration command, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(command.ChatbotId, command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        var tested = found.Value;
        var test = await desk.SetupOf(tested.Channel)!.TestAsync(
            secrets.Connect(tested, clock.GetUtcNow()), desk.AddressesOf(tested), cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var locked = await desk.LockAsync(command.ChatbotId, command.Id, cancellationToken);
        if (locked.IsFailure)
        {
            return locked.Error;
        }

        // What was found holds for the credentials that were tested, not for others.
        if (locked.Value.ConfiguredAt != tested.ConfiguredAt)
        {
            return ChannelsErrors.Changed;
        }

        Record(locked.Value, test);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Invalidate();
        return test;
    }

    private void Record(Integration integration, ConnectionTest test)
    {
        switch (test.Verdict)
        {
            case TestVerdict.Works:
                integration.MarkConnected(clock.GetUtcNow());
                break;
            case TestVerdict.Broken:
                integration.MarkFailed(test.Message, clock.GetUtcNow());
                break;
            default:
                break;
        }

        desk.Log(
            integration, test.Verdict == TestVerdict.Works ? IntegrationEvent.TestPassed : IntegrationEvent.TestFailed, test.Code, test.Message);
    }
}

internal sealed class PointWebhooksHandler(PlatformDbContext db, IntegrationDesk desk, IntegrationSecrets secrets, TimeProvider clock)
    : ICommandHandler<PointWebhooks, ConnectionTest>
{
    public async Task<Result<ConnectionTest>> Handle(PointWebhooks command, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(command.ChatbotId, command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        if (desk.AddressesOf(found.Value) is not { } addresses)
        {
            return ChannelsErrors.NoPublicAddress;
        }

        var outcome = await desk.SetupOf(found.Value.Channel)!.PointWebhooksAsync(
            secrets.Connect(found.Value, clock.GetUtcNow()), addresses, cancellationToken);
        desk.Log(
            found.Value,
            outcome.Verdict == TestVerdict.Works ? IntegrationEvent.WebhookSet : IntegrationEvent.TestFailed,
            outcome.Code,
            outcome.Message);
        await db.SaveChangesAsync(cancellationToken);
        return outcome;
    }
}
