using MediatR;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Application.Accounts.Views;

namespace SmsPlatform.WebApi.GraphQL.Accounts;

[QueryType]
public static partial class AccountsQueries
{
    /// <summary>Who is signed in.</summary>
    public static async Task<User?> GetMeAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var me = (await mediator.Send(new GetMe(), cancellationToken)).OrThrow();
        return new User { Id = me.Id.Value, Email = me.Email, CreatedAt = me.CreatedAt };
    }

    /// <summary>The workspace you act in.</summary>
    public static async Task<Workspace?> GetWorkspaceAsync(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetWorkspace(), cancellationToken)).OrThrow();

    /// <summary>The members of the workspace, the latest first.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    [UseFiltering<MemberFilterInputType>]
    [UseSorting<MemberSortInputType>]
    public static async Task<Connection<Member>> GetMembersAsync(
        PagingArguments paging, QueryContext<Member> query, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new BrowseMembers(ListRequests.Of(paging, query)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>The workspace's open invitations, the newest first. For owners.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<Invitation>> GetInvitationsAsync(
        PagingArguments paging, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new BrowseInvitations(ListRequests.Of<Invitation>(paging)), cancellationToken)).OrThrow().ToConnection();

    /// <summary>The workspace's API keys that are not revoked, the newest first. For owners.</summary>
    [UsePaging(MaxPageSize = 100, IncludeTotalCount = true)]
    public static async Task<Connection<ApiKey>> GetApiKeysAsync(
        PagingArguments paging, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new BrowseApiKeys(ListRequests.Of<ApiKey>(paging)), cancellationToken)).OrThrow().ToConnection();
}

/// <summary>What members can be filtered by.</summary>
internal sealed class MemberFilterInputType : FilterInputType<Member>
{
    protected override void Configure(IFilterInputTypeDescriptor<Member> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(member => member.Role);
        descriptor.Field(member => member.CreatedAt);
    }
}

/// <summary>What members can be ordered by.</summary>
internal sealed class MemberSortInputType : SortInputType<Member>
{
    protected override void Configure(ISortInputTypeDescriptor<Member> descriptor)
    {
        descriptor.BindFieldsExplicitly();
        descriptor.Field(member => member.CreatedAt);
    }
}
