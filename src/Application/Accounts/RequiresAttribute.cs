using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The least role a caller needs for a request. Without it any member of the workspace may send the request.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresRoleAttribute(WorkspaceRole role) : Attribute
{
    public WorkspaceRole Role { get; } = role;
}

/// <summary>The request is for the platform's admins, whatever their workspace.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAdminAttribute : Attribute;

/// <summary>The request concerns the caller's own account: anyone who is signed in may send it, in a workspace or in none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresPersonAttribute : Attribute;

/// <summary>Part of setting up a second factor, and so allowed to those who still have to.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeSecondFactorAttribute : Attribute;

/// <summary>What an API key must be allowed to do. Without it a query needs <c>read</c>, and a command <c>manage</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresScopeAttribute(ApiKeyScopes scope) : Attribute
{
    public ApiKeyScopes Scope { get; } = scope;
}
