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
