using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.WebApi.Accounts;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>
/// Ends open streams whose sign-in has ended or is for something else than it was: signed out, expired, another role, no longer a
/// member, a key revoked. One look asks for all of them; a change on this node is looked at at once, one on another within two seconds.
/// </summary>
internal sealed partial class StreamGuard(
    IGraphQLStreams streams, IServiceScopeFactory scopes, ISignInChanges changes, TimeProvider clock, ILogger<StreamGuard> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // So long a database that is away does not cost anybody their stream, which would only come back and ask for more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await changes.WaitAsync(Interval, stoppingToken);
                await CheckAsync(stoppingToken);
                known = clock.GetTimestamp();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
                if (clock.GetElapsedTime(known) > Patience)
                {
                    // Nobody stays connected because a look-up broke.
                    LogEnded(streams.End(_ => true));
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        // A record of all that a sign-in is good for, so that equal ones are asked for once.
        var open = streams.Users.Select(CallerIdentity.Of).OfType<CallerIdentity>().Select(identity => identity.Caller).ToHashSet();
        var ended = open.Count == 0 ? [] : open.Except(await StillGoodAsync(open, cancellationToken)).ToHashSet();
        var now = clock.GetUtcNow();
        streams.End(user => CallerIdentity.Of(user) is { } identity && (identity.ExpiresAt <= now || ended.Contains(identity.Caller)));
    }

    /// <summary>What the sign-ins of these callers are good for now; a caller that is not among them has changed.</summary>
    private async Task<IEnumerable<SignedInCaller>> StillGoodAsync(HashSet<SignedInCaller> open, CancellationToken cancellationToken)
    {
        var query = new FindSignIns(
            [.. open.Select(caller => caller.SessionId).OfType<Guid>().Distinct()],
            [.. open.Select(caller => caller.ApiKey?.Id).OfType<Domain.Accounts.ApiKeyId>().Distinct()]);
        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(query, cancellationToken);
        return found.IsFailure ? [] : open.Select(caller => Now(caller, found.Value)).OfType<SignedInCaller>();
    }

    private static SignedInCaller? Now(SignedInCaller caller, SignIns signIns)
    {
        if (caller.ApiKey is { } key)
        {
            return signIns.ApiKeys.TryGetValue(key.Id, out var owner) ? SignedInCaller.OfKey(owner) : null;
        }

        return caller.SessionId is { } session && signIns.Sessions.TryGetValue(session, out var user)
            ? CallerOfTicket.In(caller.WorkspaceId, session, user)
            : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-ins of open streams could not be looked at.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} streams were ended, because nobody can tell whether their sign-ins are still good.")]
    private partial void LogEnded(int count);
}
