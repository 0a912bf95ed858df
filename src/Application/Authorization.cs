using System.Reflection;
using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Application;

/// <summary>Refuses a request that its caller may not send. Fails closed: an unmarked request needs a member of a workspace.</summary>
internal sealed class Authorization<TRequest, TResult>(ICaller caller) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IPlatformRequest
    where TResult : IResult<TResult>
{
    private static readonly bool Open = typeof(TRequest).IsAssignableTo(typeof(ISystemRequest))
        || typeof(TRequest).IsAssignableTo(typeof(IAnonymousRequest));

    private static readonly RequiresRoleAttribute? Required = typeof(TRequest).GetCustomAttribute<RequiresRoleAttribute>();

    private static readonly bool AdminOnly = typeof(TRequest).GetCustomAttribute<RequiresAdminAttribute>() is not null;

    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next) =>
        Refusal() is { } error ? Task.FromResult(TResult.Failure(error)) : next();

    private Error? Refusal()
    {
        if (Open)
        {
            return null;
        }

        if (caller.UserId is null && caller.WorkspaceId is null)
        {
            return AccountsErrors.NotSignedIn;
        }

        if (AdminOnly)
        {
            return caller.IsAdmin ? null : AccountsErrors.NotAllowed;
        }

        return caller.WorkspaceId is not null && caller.Role is { } role && role >= (Required?.Role ?? default)
            ? null
            : AccountsErrors.NotAllowed;
    }
}
