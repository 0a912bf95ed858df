using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Accounts.Views;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

/// <summary>Users by id.</summary>
public sealed class UserByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, User>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, User>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetUsers(keys), cancellationToken)).OrThrow();
}

/// <summary>Workspaces by id.</summary>
public sealed class WorkspaceByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Workspace>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Workspace>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetWorkspaces(keys), cancellationToken)).OrThrow();
}

/// <summary>API keys by id.</summary>
public sealed class ApiKeyByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, ApiKey>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, ApiKey>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetApiKeys(keys), cancellationToken)).OrThrow();
}

/// <summary>Open invitations by id.</summary>
public sealed class InvitationByIdLoader(IMediator mediator, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<Guid, Invitation>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<Guid, Invitation>> LoadBatchAsync(
        IReadOnlyList<Guid> keys, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetInvitations(keys), cancellationToken)).OrThrow();
}
