using System.Reflection;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application;

/// <summary>Who may send a kind of request, as its type says.</summary>
internal sealed record RequestRules(
    bool IsOpen,
    bool IsForAdmins,
    bool IsForAnyPerson,
    bool IsForPeople,
    bool IsBeforeSecondFactor,
    WorkspaceRole Role,
    ApiKeyScopes Scope)
{
    public static RequestRules Of(Type request)
    {
        var isForAdmins = request.GetCustomAttribute<RequiresAdminAttribute>() is not null;
        var isForAnyPerson = request.GetCustomAttribute<RequiresPersonAttribute>() is not null;

        // By namespace, so that no request of the accounts can be left open to keys by forgetting to mark it.
        var isForPeople = isForAdmins || isForAnyPerson || request.Namespace == typeof(ICaller).Namespace;
        return new RequestRules(
            request.IsAssignableTo(typeof(ISystemRequest)) || request.IsAssignableTo(typeof(IAnonymousRequest)),
            isForAdmins,
            isForAnyPerson,
            isForPeople,
            request.GetCustomAttribute<BeforeSecondFactorAttribute>() is not null,
            request.GetCustomAttribute<RequiresRoleAttribute>()?.Role ?? default,
            request.GetCustomAttribute<RequiresScopeAttribute>()?.Scope ?? DefaultScope(request));
    }

    private static ApiKeyScopes DefaultScope(Type request) =>
        request.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IQuery<>))
            ? ApiKeyScopes.Read
            : ApiKeyScopes.Manage;
}
