using SmsPlatform.Domain;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>The input is not valid.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Field">The input field at fault, in camelCase.</param>
public sealed record ValidationError(string Message, string Code, string? Field);

/// <summary>What the request names does not exist, or not in this workspace.</summary>
public sealed record NotFoundError(string Message, string Code);

/// <summary>The caller may not do this.</summary>
public sealed record NotAllowedError(string Message, string Code);

/// <summary>A rule forbids it, such as the contact's opt-out.</summary>
public sealed record RefusedError(string Message, string Code);

/// <summary>It clashes with what was done before.</summary>
public sealed record ConflictError(string Message, string Code);

/// <summary>The one place where a failure becomes an error of the schema.</summary>
internal static class RequestErrors
{
    public static T OrThrow<T>(this Result<T> result) => result.IsSuccess ? result.Value : throw result.Error.ToException();

    public static GraphQLException ToException(this Error error)
    {
        var builder = ErrorBuilder.New().SetMessage(error.Message).SetCode(error.Code);
        if (error.Field is { } field)
        {
            builder.SetExtension("field", field);
        }

        if (error.RetryAfter is { } wait)
        {
            builder.SetExtension("retryAfter", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
        }

        return new GraphQLException(builder.Build());
    }

    /// <summary>Expected failures become the payload's errors; an unavailable service is a top-level error.</summary>
    public static FieldResult<T, ValidationError, NotFoundError, NotAllowedError, RefusedError, ConflictError> ToFieldResult<T>(
        this Result<T> result)
    {
        if (result.IsSuccess)
        {
            return result.Value;
        }

        var error = result.Error;
        return error.Kind switch
        {
            ErrorKind.Validation => new((error.Details.Count > 0 ? error.Details : [error])
                .Select(each => new ValidationError(each.Message, each.Code, each.Field))),
            ErrorKind.NotFound => new NotFoundError(error.Message, error.Code),
            ErrorKind.Forbidden or ErrorKind.Unauthenticated => new NotAllowedError(error.Message, error.Code),
            ErrorKind.Refused => new RefusedError(error.Message, error.Code),
            ErrorKind.Conflict => new ConflictError(error.Message, error.Code),
            _ => throw error.ToException(),
        };
    }

    /// <summary>What comes after a success; a failure stays what it is.</summary>
    public static Result<TOut> Then<T, TOut>(this Result<T> result, Func<T, Result<TOut>> next) =>
        result.IsSuccess ? next(result.Value) : result.Error;

    /// <summary>What comes after a success; a failure stays what it is.</summary>
    public static async Task<Result<TOut>> ThenAsync<T, TOut>(this Task<Result<T>> result, Func<T, Task<Result<TOut>>> next)
    {
        var done = await result;
        return done.IsSuccess ? await next(done.Value) : done.Error;
    }

    /// <summary>Another value for a success; a failure stays what it is.</summary>
    public static async Task<Result<TOut>> SelectAsync<T, TOut>(this Task<Result<T>> result, Func<T, TOut> map)
    {
        var done = await result;
        return done.IsSuccess ? map(done.Value) : done.Error;
    }
}
