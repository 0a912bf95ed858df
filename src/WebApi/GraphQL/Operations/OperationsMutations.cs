using MediatR;
using SmsPlatform.Application.Operations;
using SmsPlatform.Application.Operations.Views;

namespace SmsPlatform.WebApi.GraphQL.Operations;

[MutationType]
public static partial class OperationsMutations
{
    /// <summary>Runs a job now, on whichever node is free; a paused one too. For admins.</summary>
    public static async Task<FieldResult<Job, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> RunJobAsync(
        string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RunJob(name), cancellationToken)).ToFieldResult();

    /// <summary>Lets a job's next runs pass, on every node, until it is resumed. For admins.</summary>
    public static async Task<FieldResult<Job, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> PauseJobAsync(
        string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new PauseJob(name), cancellationToken)).ToFieldResult();

    /// <summary>Ends a job's pause. What it missed meanwhile is not made up for. For admins.</summary>
    public static async Task<FieldResult<Job, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError>> ResumeJobAsync(
        string name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ResumeJob(name), cancellationToken)).ToFieldResult();
}
