using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain;

namespace SmsPlatform.Application;

/// <summary>Refuses a request that its caller may not send. Fails closed: an unmarked request needs a member of a workspace.</summary>
internal sealed class Authorization<TRequest, TResult>(ICaller caller) : IPipelineBehavior<TRequest, TResult>
    where TRequest : IPlatformRequest
    where TResult : IResult<TResult>
{
    private static readonly RequestRules Rules = RequestRules.Of(typeof(TRequest));

    public Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next) =>
        Refusal(request) is { } error ? Task.FromResult(TResult.Failure(error)) : next();

    private Error? Refusal(TRequest request)
    {
        if (Rules.IsOpen)
        {
            return null;
        }

        if (caller.UserId is null && caller.WorkspaceId is null)
        {
            return AccountsErrors.NotSignedIn;
        }

        if (caller.NeedsSecondFactor && !Rules.IsBeforeSecondFactor)
        {
            return AccountsErrors.TwoFactorSetupRequired;
        }

        return caller.Scopes is null ? PersonRefusal() : KeyRefusal(request) ?? RoleRefusal();
    }

    private Error? PersonRefusal()
    {
        if (Rules.IsForAdmins)
        {
            return caller.IsAdmin ? null : AccountsErrors.NotAllowed;
        }

        return Rules.IsForAnyPerson && caller.UserId is not null ? null : RoleRefusal();
    }

    private Error? KeyRefusal(TRequest request)
    {
        if (Rules.IsForPeople)
        {
            return AccountsErrors.NotForKeys;
        }

        if ((caller.Scopes & Rules.Scope) != Rules.Scope)
        {
            return AccountsErrors.ScopeMissing(Rules.Scope);
        }

        var isWithinChatbot = caller.OnlyChatbot is not { } only
            || request is INarrowsToChatbot
            || (request is IChatbotRequest { Chatbot: { } chatbot } && chatbot.Value == only);
        return isWithinChatbot ? null : AccountsErrors.OtherChatbot;
    }

    private Error? RoleRefusal() => caller.WorkspaceId is not null && caller.Role is { } role && role >= Rules.Role
        ? null
        : AccountsErrors.NotAllowed;
}
