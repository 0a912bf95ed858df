using MediatR;
using Quartz;
using SmsPlatform.Application;
using SmsPlatform.Domain;

namespace SmsPlatform.Infrastructure.Scheduling;

/// <summary>How a job does its work: by a command, whose failure is the run's.</summary>
internal static class JobCommands
{
    /// <exception cref="JobFailedException">The command failed.</exception>
    public static async ValueTask SendAsync<T>(
        this IJobExecutionContext context, IMediator mediator, ICommand<T> command, CancellationToken cancellationToken)
    {
        var result = await mediator.Send(command, cancellationToken);
        context.Result = result.IsSuccess ? result.Value : throw new JobFailedException(result.Error);
    }
}

/// <summary>A job's command failed as commands may; the scheduler knows exceptions only.</summary>
internal sealed class JobFailedException(Error error) : Exception($"{error.Code}: {error.Message}");
