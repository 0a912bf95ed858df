using FluentValidation;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>The workspaces the caller is a member of, the oldest membership first.</summary>
[RequiresPerson]
public sealed record ListWorkspaces : IQuery<IReadOnlyList<Membership>>;

/// <summary>Makes a workspace that the caller owns.</summary>
[RequiresPerson]
public sealed record CreateWorkspace(string Name) : ICommand<Membership>
{
    public const int MaxOwned = 20;
}

/// <summary>Renames a workspace that the caller owns, whichever one they act in.</summary>
[RequiresPerson]
public sealed record RenameWorkspace(WorkspaceId Id, string Name) : ICommand<Done>;

internal sealed class CreateWorkspaceValidator : AbstractValidator<CreateWorkspace>
{
    public CreateWorkspaceValidator() => RuleFor(command => command.Name).MustBeWorkspaceName();
}

internal sealed class RenameWorkspaceValidator : AbstractValidator<RenameWorkspace>
{
    public RenameWorkspaceValidator() => RuleFor(command => command.Name).MustBeWorkspaceName();
}
