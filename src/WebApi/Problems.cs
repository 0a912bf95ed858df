using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using SmsPlatform.Domain;

namespace SmsPlatform.WebApi;

/// <summary>The one place where a failure becomes an RFC 9457 problem. Each has a stable <c>code</c>.</summary>
internal static class Problems
{
    private const string Code = "code";
    private const string RetryAfter = "retryAfter";
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(5);

    public static ProblemHttpResult ToProblem(this Error error) => TypedResults.Problem(error.ToProblemDetails());

    public static ProblemDetails ToProblemDetails(this Error error)
    {
        var problem = new ProblemDetails { Status = StatusOf(error.Kind), Detail = error.Message };
        problem.Extensions[Code] = error.Code;
        if (FieldErrors(error) is { Count: > 0 } fields)
        {
            problem.Extensions["errors"] = fields;
        }

        if (error.RetryAfter is { } wait)
        {
            // The header is set from it as the problem is written.
            problem.Extensions[RetryAfter] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        }

        return problem;
    }

    public static Task WriteProblemAsync(this HttpContext context, Error error) => error.ToProblem().ExecuteAsync(context);

    /// <summary>Makes problems of everything that fails: results, exceptions, bare status codes and refused rates.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<UnhandledExceptions>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.Configure<RateLimiterOptions>(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RejectAsync;
        });
        return services;
    }

    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();

    internal static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Validation => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Refused => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"No status for {kind}."),
    };

    private static List<FieldError> FieldErrors(Error error) =>
        (error.Details.Count > 0 ? error.Details : [error])
            .Where(each => each.Field is not null)
            .Select(each => new FieldError(each.Field!, each.Code, each.Message))
            .ToList();

    // Runs for every problem, those of the framework included.
    private static void Complete(ProblemDetailsContext context)
    {
        var (problem, response) = (context.ProblemDetails, context.HttpContext.Response);
        problem.Extensions.TryAdd(Code, CodeOf(problem.Status ?? response.StatusCode));
        if (problem.Extensions.TryGetValue(RetryAfter, out var seconds) && seconds is int wait)
        {
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken) =>
        await context.HttpContext.WriteProblemAsync(new Error("rate_limited", "Too many requests.", ErrorKind.RateLimited)
        {
            RetryAfter = context.Lease.TryGetMetadata(System.Threading.RateLimiting.MetadataName.RetryAfter, out var wait)
                ? wait
                : DefaultRetryAfter,
        });

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "request.malformed",
        StatusCodes.Status401Unauthorized => "auth.not_signed_in",
        StatusCodes.Status403Forbidden => "auth.not_allowed",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "request.method_not_allowed",
        StatusCodes.Status408RequestTimeout => "request.timed_out",
        StatusCodes.Status413PayloadTooLarge => "request.too_large",
        StatusCodes.Status415UnsupportedMediaType => "request.unsupported_media_type",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        < StatusCodes.Status500InternalServerError => "request.refused",
        _ => "internal_error",
    };

    /// <summary>One input that is not valid.</summary>
    internal sealed record FieldError(string Field, string Code, string Message);
}
