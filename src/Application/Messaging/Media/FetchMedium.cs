using SmsPlatform.Application.Channels;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.Domain.Channels;
using SmsPlatform.Domain.Messaging;

namespace SmsPlatform.Application.Messaging.Media;

/// <summary>Claims attachments that are due to be fetched.</summary>
public sealed record ClaimDueMedia(int Limit) : ICommand<IReadOnlyList<MediumLease>>, ISystemRequest;

/// <summary>Fetches one attachment from its provider and stores it, or finds out when to try again, or that it is no use.</summary>
public sealed record FetchMedium(MediumLease Lease) : ICommand<Done>, ISystemRequest;

/// <summary>The right to fetch an attachment until the lease ends; the attempt's number voids it when somebody else took over.</summary>
public sealed record MediumLease(
    MessageId MessageId,
    int Ordinal,
    WorkspaceId WorkspaceId,
    IntegrationId IntegrationId,
    string Url,
    string DeclaredType,
    int Attempt,
    DateTimeOffset CreatedAt);

internal sealed class ClaimDueMediaHandler(IMediaDesk desk, TimeProvider clock) : ICommandHandler<ClaimDueMedia, IReadOnlyList<MediumLease>>
{
    // More than any fetch may take.
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    public async Task<Result<IReadOnlyList<MediumLease>>> Handle(ClaimDueMedia command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Result<IReadOnlyList<MediumLease>>.Success(await desk.ClaimAsync(command.Limit, now, now + LeaseTime, cancellationToken));
    }
}

internal sealed class FetchMediumHandler(
    IMediaDesk desk,
    IMediaSource source,
    IMediaStore store,
    IEnumerable<IMediaAccess> channels,
    IIntegrationDirectory integrations,
    TimeProvider clock) : ICommandHandler<FetchMedium, Done>
{
    public async Task<Result<Done>> Handle(FetchMedium command, CancellationToken cancellationToken)
    {
        var lease = command.Lease;
        var integration = await integrations.FindAsync(lease.IntegrationId, cancellationToken);
        var access = integration is null ? null : channels.FirstOrDefault(channel => channel.Kind == integration.Channel);
        if (integration is null || access is null || !Uri.TryCreate(lease.Url, UriKind.Absolute, out var address))
        {
            await desk.FailAsync(lease, MediaErrors.NoSource, cancellationToken);
            return Done.Value;
        }

        var fetched = await source.FetchAsync(address, uri => access.GrantFor(uri, integration.Connection), cancellationToken);
        var now = clock.GetUtcNow();
        if (fetched.IsSuccess)
        {
            await using var content = fetched.Value;
            var key = MediaKey.Of(lease.WorkspaceId, lease.MessageId, lease.Ordinal);
            var type = MediaType.Of(content.Start, lease.DeclaredType);
            await store.WriteAsync(key, content.Bytes, type, cancellationToken);
            if (!await desk.StoreAsync(lease, new StoredContent(key, type, content.Size, content.Sha256), now, cancellationToken))
            {
                // Nobody else will: what is noted of deleted messages is what they had stored.
                await store.DeleteAsync(key, cancellationToken);
            }
        }
        else if (FetchPolicy.NextTry(fetched.Error, lease, now) is { } next)
        {
            await desk.PostponeAsync(lease, fetched.Error, next, cancellationToken);
        }
        else
        {
            await desk.FailAsync(lease, fetched.Error, cancellationToken);
        }

        return Done.Value;
    }
}

/// <summary>When a failed fetch is tried again: providers still prepare what they have just announced.</summary>
internal static class FetchPolicy
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    /// <summary>Null: never.</summary>
    public static DateTimeOffset? NextTry(Error error, MediumLease lease, DateTimeOffset now)
    {
        if (error.Kind != ErrorKind.Unavailable || now - lease.CreatedAt > Patience)
        {
            return null;
        }

        // 2 s, 4 s, … 17 minutes.
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(lease.Attempt, 1, 10)));
        return now + (error.RetryAfter is { } asked && asked > wait ? asked : wait);
    }
}
