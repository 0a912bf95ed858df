using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>The members of the workspace, and the invitations that make more of them.</summary>
internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/api/members").WithTags("Members").AddEndpointFilter(AuthEndpoints.KeepOutOfCaches);

        members.MapGet("", ListAsync)
            .WithName("ListMembers")
            .WithSummary("Lists the members of the workspace.");

        members.MapPatch("/{userId}", ChangeRoleAsync)
            .WithName("ChangeMemberRole")
            .WithSummary("Gives a member another role; their sessions end. The last owner stays owner.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        members.MapDelete("/{userId}", RemoveAsync)
            .WithName("RemoveMember")
            .WithSummary("Takes a member out of the workspace; their sessions end, and the API keys and invitations they made. Anyone may leave, but the last owner.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        members.MapGet("/invitations", ListInvitationsAsync)
            .WithName("ListInvitations")
            .WithSummary("Lists the open invitations of the workspace.");

        members.MapPost("/invitations", InviteAsync)
            .WithName("InviteMember")
            .WithSummary("Invites a person by e-mail address. Answers the link to hand over, which is shown only now, works once and for a week.")
            .ProducesProblem(StatusCodes.Status409Conflict);

        members.MapDelete("/invitations/{id}", WithdrawAsync)
            .WithName("WithdrawInvitation")
            .WithSummary("Withdraws an invitation; its link is good for nothing from now on.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<MemberList>, ProblemHttpResult>> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListMembers(), cancellationToken);
        return result.Match<Results<Ok<MemberList>, ProblemHttpResult>>(
            members => TypedResults.Ok(new MemberList([.. members.Select(member => new MemberView(
                member.UserId.Value, member.Email, member.Role.ToString(), member.HasSecondFactor, member.CreatedAt))])),
            error => error.ToProblem());
    }

    [Example("""{ "role": "Owner" }""")]
    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeRoleAsync(
        string userId, RoleInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var user = Ids.Parse<UserId>(userId, "userId");
        var role = AccountAnswers.ParseRole(input.Role);
        if (user.IsFailure || role.IsFailure)
        {
            return (user.IsFailure ? user.Error : role.Error).ToProblem();
        }

        return await mediator.NoContentAsync(new ChangeMemberRole(user.Value, role.Value), cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string userId, IMediator mediator, CancellationToken cancellationToken)
    {
        var user = Ids.Parse<UserId>(userId, "userId");
        return user.IsFailure
            ? user.Error.ToProblem()
            : await mediator.NoContentAsync(new RemoveMember(user.Value), cancellationToken);
    }

    private static async Task<Results<Ok<InvitationList>, ProblemHttpResult>> ListInvitationsAsync(
        IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListInvitations(), cancellationToken);
        return result.Match<Results<Ok<InvitationList>, ProblemHttpResult>>(
            invitations => TypedResults.Ok(new InvitationList([.. invitations.Select(View)])),
            error => error.ToProblem());
    }

    [Example("""{ "email": "ada@example.com", "role": "Agent" }""")]
    private static async Task<Results<Created<MadeInvitationView>, ProblemHttpResult>> InviteAsync(
        InviteInput input, HttpContext context, IConfiguration configuration, IMediator mediator, CancellationToken cancellationToken)
    {
        var role = AccountAnswers.ParseRole(input.Role ?? nameof(WorkspaceRole.Agent));
        if (role.IsFailure)
        {
            return role.Error.ToProblem();
        }

        var result = await mediator.Send(new InviteMember(input.Email?.Trim() ?? "", role.Value), cancellationToken);
        return result.Match<Results<Created<MadeInvitationView>, ProblemHttpResult>>(
            made => TypedResults.Created(
                "/api/members/invitations",
                new MadeInvitationView(View(made.Invitation), made.Token, InvitationLink.Of(context.Request, configuration, made.Token))),
            error => error.ToProblem());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        string id, IMediator mediator, CancellationToken cancellationToken)
    {
        var invitation = Ids.Parse<InvitationId>(id);
        return invitation.IsFailure
            ? invitation.Error.ToProblem()
            : await mediator.NoContentAsync(new WithdrawInvitation(invitation.Value), cancellationToken);
    }

    private static InvitationView View(InvitationRow row) =>
        new(row.Id.Value, row.Email, row.Role.ToString(), row.CreatedAt, row.ExpiresAt);

    internal sealed record MemberView(Guid UserId, string Email, string Role, bool HasSecondFactor, DateTimeOffset CreatedAt);

    internal sealed record MemberList(IReadOnlyList<MemberView> Members);

    internal sealed record RoleInput(string? Role);

    internal sealed record InviteInput(string? Email, string? Role);

    internal sealed record InvitationView(Guid Id, string Email, string Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

    internal sealed record InvitationList(IReadOnlyList<InvitationView> Invitations);

    internal sealed record MadeInvitationView(InvitationView Invitation, string Token, string Link);
}
