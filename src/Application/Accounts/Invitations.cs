using FluentValidation;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;

namespace SmsPlatform.Application.Accounts;

/// <summary>Invites a person by e-mail address. A second invitation of the same person replaces the first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record InviteMember(string Email, WorkspaceRole Role) : ICommand<MadeInvitation>
{
    public const int MaxOpen = 100;
}

/// <param name="Token">For the link; told only now.</param>
public sealed record MadeInvitation(InvitationRow Invitation, string Token);

/// <summary>The open invitations of the caller's workspace, the newest first.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record ListInvitations : IQuery<IReadOnlyList<InvitationRow>>;

public sealed record InvitationRow(InvitationId Id, string Email, WorkspaceRole Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Withdraws an invitation: its link is good for nothing from now on.</summary>
[RequiresRole(WorkspaceRole.Owner)]
public sealed record WithdrawInvitation(InvitationId Id) : ICommand<Done>;

/// <summary>Tells whoever holds the link what it invites to.</summary>
public sealed record ReadInvitation(string Token) : IQuery<InvitationOffer>, IAnonymousRequest
{
    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => nameof(ReadInvitation);
}

/// <param name="HasAccount">The person signs in to accept, instead of choosing a password.</param>
public sealed record InvitationOffer(string Email, string WorkspaceName, WorkspaceRole Role, DateTimeOffset ExpiresAt, bool HasAccount);

/// <summary>
/// Makes the person a member, once. Who has no account yet chooses a password; who has one must be signed in with it,
/// so that a link in the wrong hands does not take over an account.
/// </summary>
public sealed record AcceptInvitation(string Token, string? Password) : ICommand<AcceptedInvitation>, IAnonymousRequest
{
    /// <summary>Keeps the token and the password out of logs.</summary>
    public override string ToString() => nameof(AcceptInvitation);
}

public sealed record AcceptedInvitation(UserId UserId, WorkspaceId WorkspaceId, WorkspaceRole Role);

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(command => command.Email).MustBeEmail();
        RuleFor(command => command.Role).IsInEnum();
    }
}

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator() =>
        RuleFor(command => command.Password!).MustBePassword().When(command => command.Password is not null);
}
