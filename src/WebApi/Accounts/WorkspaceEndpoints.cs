using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Application.Accounts;
using SmsPlatform.Domain.Accounts;
using SmsPlatform.WebApi.OpenApi;

namespace SmsPlatform.WebApi.Accounts;

/// <summary>The workspaces of whoever is signed in.</summary>
internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this IEndpointRouteBuilder routes)
    {
        var workspaces = routes.MapGroup("/api/workspaces").WithTags("Workspaces");

        workspaces.MapGet("", ListAsync)
            .WithName("ListWorkspaces")
            .WithSummary("Lists the workspaces you are a member of. Act in one by naming it in the header X-Workspace-Id.");

        workspaces.MapPost("", CreateAsync)
            .WithName("CreateWorkspace")
            .WithSummary("Makes a workspace that you own.")
            .ProducesProblem(StatusCodes.Status409Conflict);

        workspaces.MapPatch("/{id}", RenameAsync)
            .WithName("RenameWorkspace")
            .WithSummary("Renames a workspace that you own.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<WorkspaceList>, ProblemHttpResult>> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new ListWorkspaces(), cancellationToken);
        return result.Match<Results<Ok<WorkspaceList>, ProblemHttpResult>>(
            memberships => TypedResults.Ok(new WorkspaceList([.. memberships.Select(View)])),
            error => error.ToProblem());
    }

    [Example("""{ "name": "Bakery Blue" }""")]
    private static async Task<Results<Created<AuthEndpoints.WorkspaceView>, ProblemHttpResult>> CreateAsync(
        NameInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(new CreateWorkspace(input.Name ?? ""), cancellationToken);
        return result.Match<Results<Created<AuthEndpoints.WorkspaceView>, ProblemHttpResult>>(
            made => TypedResults.Created("/api/workspaces", View(made)),
            error => error.ToProblem());
    }

    [Example("""{ "name": "Bakery Blue" }""")]
    private static async Task<Results<NoContent, ProblemHttpResult>> RenameAsync(
        string id, NameInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var workspace = Ids.Parse<WorkspaceId>(id);
        return workspace.IsFailure
            ? workspace.Error.ToProblem()
            : await mediator.NoContentAsync(new RenameWorkspace(workspace.Value, input.Name ?? ""), cancellationToken);
    }

    private static AuthEndpoints.WorkspaceView View(Membership membership) =>
        new(membership.WorkspaceId.Value, membership.WorkspaceName, membership.Role.ToString());

    internal sealed record NameInput(string? Name);

    internal sealed record WorkspaceList(IReadOnlyList<AuthEndpoints.WorkspaceView> Workspaces);
}
