using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using SmsPlatform.Domain;
using SmsPlatform.Infrastructure.Database;

namespace SmsPlatform.WebApi;

/// <summary>Answers exceptions with problems that tell nothing about the inside; the log has the rest.</summary>
internal sealed partial class UnhandledExceptions(ILogger<UnhandledExceptions> logger) : IExceptionHandler
{
    private static readonly Error Unavailable = new("unavailable", "The platform cannot reach its database. Try again soon.", ErrorKind.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Problem(exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult Problem(Exception exception)
    {
        if (exception is BadHttpRequestException malformed)
        {
            return TypedResults.Problem("The request cannot be read.", statusCode: malformed.StatusCode);
        }

        if (DatabaseAway.Is(exception))
        {
            LogUnavailable(exception);
            return Unavailable.ToProblem();
        }

        LogUnhandled(exception);
        return TypedResults.Problem("Something went wrong on our side.", statusCode: StatusCodes.Status500InternalServerError);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with an unexpected exception.")]
    private partial void LogUnhandled(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed because the database is away.")]
    private partial void LogUnavailable(Exception exception);
}
