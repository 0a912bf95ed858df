using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Lists;
using SmsPlatform.Domain;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.WebApi.Accounts;
using ApiKey = SmsPlatform.Application.Accounts.Views.ApiKey;
using Chatbot = SmsPlatform.Application.Chatbots.Views.Chatbot;
using Invitation = SmsPlatform.Application.Accounts.Views.Invitation;
using Member = SmsPlatform.Application.Accounts.Views.Member;
using User = SmsPlatform.Application.Accounts.Views.User;
using Workspace = SmsPlatform.Application.Accounts.Views.Workspace;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

/// <summary>Workspaces, their members and their keys.</summary>
[MutationType]
public static partial class WorkspaceMutations
{
    /// <summary>Makes a workspace that you own.</summary>
    public static async Task<FieldResult<Membership, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> CreateWorkspaceAsync(
        string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CreateWorkspace(name), cancellationToken)).ToFieldResult();

    /// <summary>Renames a workspace that you own.</summary>
    public static async Task<FieldResult<Workspace, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RenameWorkspaceAsync(
        [ID<Workspace>] Guid id, string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RenameWorkspace(new WorkspaceId(id), name), cancellationToken)
            .ThenAsync(_ => WorkspaceAsync(id, mediator, cancellationToken))).ToFieldResult();

    /// <summary>Invites a person by e-mail address. Answers the link to hand over, which is shown only now. For owners.</summary>
    [UseMutationConvention(PayloadFieldName = "made")]
    public static async Task<FieldResult<InvitationMade, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> InviteMemberAsync(
        string email,
        WorkspaceRole? role,
        HttpContext context,
        IConfiguration configuration,
        IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new InviteMember(email.Trim(), role ?? WorkspaceRole.Agent), cancellationToken)
            .SelectAsync(made => InvitationMade.Of(made, InvitationLink.Of(context.Request, configuration, made.Token)))).ToFieldResult();

    /// <summary>Withdraws an invitation: its link is good for nothing from now on. For owners.</summary>
    [ID<Invitation>]
    [UseMutationConvention(PayloadFieldName = "withdrawnId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> WithdrawInvitationAsync(
        [ID<Invitation>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new WithdrawInvitation(new InvitationId(id)), cancellationToken).SelectAsync(_ => (Guid?)id)).ToFieldResult();

    /// <summary>Makes you a member of the workspace that an invitation to your e-mail address is for.</summary>
    /// <param name="token">Of the invitation's link.</param>
    public static async Task<FieldResult<Workspace, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> AcceptInvitationAsync(
        string token, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AcceptInvitation(token, Password: null), cancellationToken)
            .ThenAsync(accepted => WorkspaceAsync(accepted.WorkspaceId.Value, mediator, cancellationToken))).ToFieldResult();

    /// <summary>Gives a member another role; their sessions end. The last owner stays owner. For owners.</summary>
    public static async Task<FieldResult<Member, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ChangeMemberRoleAsync(
        [ID<User>] Guid userId, WorkspaceRole role, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ChangeMemberRole(new UserId(userId), role), cancellationToken)
            .ThenAsync(_ => MemberAsync(userId, mediator, cancellationToken))).ToFieldResult();

    /// <summary>Takes a member out of the workspace, with their sessions and the API keys and invitations they made. Owners remove anyone, others only themselves.</summary>
    [ID<User>]
    [UseMutationConvention(PayloadFieldName = "removedId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RemoveMemberAsync(
        [ID<User>] Guid userId, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RemoveMember(new UserId(userId)), cancellationToken).SelectAsync(_ => (Guid?)userId)).ToFieldResult();

    /// <summary>Makes a key with which programs call the platform. Answers the key itself, which is shown only now. For owners.</summary>
    /// <param name="chatbotId">The one chatbot it is for; left out, all.</param>
    /// <param name="expiresAt">Left out: it lives until it is revoked.</param>
    [UseMutationConvention(PayloadFieldName = "made")]
    public static async Task<FieldResult<ApiKeyMade, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> CreateApiKeyAsync(
        string name,
        IReadOnlyList<ApiKeyScope> scopes,
        [ID<Chatbot>] Guid? chatbotId,
        DateTimeOffset? expiresAt,
        IMediator mediator,
        CancellationToken cancellationToken)
    {
        var granted = scopes.Aggregate(ApiKeyScopes.None, (sum, scope) => sum | (ApiKeyScopes)scope);
        return (await mediator.Send(new MakeApiKey(name, granted, chatbotId, expiresAt), cancellationToken)
            .SelectAsync(ApiKeyMade.Of)).ToFieldResult();
    }

    /// <summary>Ends a key for good. For owners.</summary>
    [ID<ApiKey>]
    [UseMutationConvention(PayloadFieldName = "revokedId")]
    public static async Task<FieldResult<Guid?, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RevokeApiKeyAsync(
        [ID<ApiKey>] Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RevokeApiKey(new ApiKeyId(id)), cancellationToken).SelectAsync(_ => (Guid?)id)).ToFieldResult();

    private static async Task<Result<Workspace>> WorkspaceAsync(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetWorkspaces([id]), cancellationToken))
            .Then<IReadOnlyDictionary<Guid, Workspace>, Workspace>(found =>
                found.TryGetValue(id, out var workspace) ? workspace : AccountsErrors.WorkspaceNotFound);

    private static async Task<Result<Member>> MemberAsync(Guid userId, IMediator mediator, CancellationToken cancellationToken)
    {
        var request = new ListRequest<Member>(new PageRequest(First: 1), member => member.UserId == userId);
        return (await mediator.Send(new BrowseMembers(request), cancellationToken))
            .Then<Application.Lists.Page<Member>, Member>(page => page.Items.Count > 0 ? page.Items[0].Value : AccountsErrors.MemberNotFound);
    }
}

/// <summary>An invitation as it is made.</summary>
/// <param name="Token">Told only now.</param>
/// <param name="Link">To hand over; told only now. It works once, and for a week.</param>
public sealed record InvitationMade(Invitation Invitation, string Token, string Link)
{
    internal static InvitationMade Of(MadeInvitation made, string link) => new(
        new Invitation
        {
            Id = made.Invitation.Id.Value,
            Email = made.Invitation.Email,
            Role = made.Invitation.Role,
            CreatedAt = made.Invitation.CreatedAt,
            ExpiresAt = made.Invitation.ExpiresAt,
        },
        made.Token,
        link);

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => nameof(InvitationMade);
}

/// <summary>An API key as it is made.</summary>
/// <param name="Key">The whole key; told only now.</param>
public sealed record ApiKeyMade(ApiKey ApiKey, string Key)
{
    internal static ApiKeyMade Of(MadeApiKey made) => new(
        new ApiKey
        {
            Id = made.Key.Id.Value,
            Name = made.Key.Name,
            Prefix = made.Key.Prefix,
            Scopes = made.Key.Scopes,
            OnlyChatbot = made.Key.OnlyChatbot,
            MadeBy = made.Key.MadeBy.Value,
            CreatedAt = made.Key.CreatedAt,
            ExpiresAt = made.Key.ExpiresAt,
            LastUsedAt = made.Key.LastUsedAt,
        },
        made.Secret);

    /// <summary>Keeps the key out of logs.</summary>
    public override string ToString() => nameof(ApiKeyMade);
}
