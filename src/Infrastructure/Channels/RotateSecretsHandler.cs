using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsPlatform.Application;
using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Infrastructure.Database;
using SmsPlatform.Infrastructure.Security;

namespace SmsPlatform.Infrastructure.Channels;

/// <remarks>Each batch is a transaction of its own and locks its rows only; webhooks and sends read on, and both seals open at any moment.</remarks>
internal sealed partial class RotateSecretsHandler(
    IDbContextFactory<PlatformDbContext> contexts, ISecretVault vault, EncryptionKeys keys, ILogger<RotateSecretsHandler> logger)
    : ICommandHandler<RotateSecrets, SecretRotation>
{
    private const int BatchSize = 50;

    public async Task<Result<SecretRotation>> Handle(RotateSecrets command, CancellationToken cancellationToken)
    {
        var (resealed, unreadable, last) = (0, 0, Guid.Empty);
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

            // Every integration of the installation, so without the workspace's filter.
            var batch = await context.Integrations
                .FromSql($"SELECT * FROM channels.integrations WHERE id > {last} ORDER BY id LIMIT {BatchSize} FOR UPDATE")
                .IgnoreQueryFilters()
                .ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                break;
            }

            foreach (var integration in batch)
            {
                var tally = new Tally();
                var secrets = integration.Secrets.Select(secret => Reseal(integration, secret, tally)).ToList();
                var retired = integration.RetiredSecrets.Select(old => old with { Secret = Reseal(integration, old.Secret, tally) }).ToList();
                if (tally.Resealed > 0)
                {
                    integration.Reseal(secrets, retired);
                }

                resealed += tally.Resealed;
                unreadable += tally.Unreadable;
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            last = batch.Max(integration => integration.Id.Value);
        }

        LogRotated(resealed, unreadable);
        return new SecretRotation(keys.CurrentId, resealed, unreadable);
    }

    private SealedSecret Reseal(Integration integration, SealedSecret secret, Tally tally)
    {
        if (vault.IsCurrent(secret))
        {
            return secret;
        }

        var opened = vault.Open(integration.WorkspaceId, integration.Id, secret);
        if (opened.IsFailure)
        {
            tally.Unreadable++;
            return secret;
        }

        tally.Resealed++;

        // The value is the same, so it was set when it was set.
        return vault.Seal(integration.WorkspaceId, integration.Id, secret.Field, opened.Value) with { UpdatedAt = secret.UpdatedAt };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Resealed} credentials were sealed with the current key; {Unreadable} cannot be read.")]
    private partial void LogRotated(int resealed, int unreadable);

    private sealed class Tally
    {
        public int Resealed { get; set; }

        public int Unreadable { get; set; }
    }
}
