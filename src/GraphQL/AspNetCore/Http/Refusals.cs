using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Results of requests that never reached the executor.</summary>
internal static class Refusals
{
    /// <summary>Lets the interceptor look at a request.</summary>
    /// <returns>The answer, when the interceptor refuses the request with a <see cref="GraphQLException"/>.</returns>
    public static async ValueTask<OperationResult?> InterceptAsync(GraphQLBackend backend, HttpContext context, GraphQLRequest request)
    {
        if (backend.HttpInterceptor is not { } interceptor)
        {
            return null;
        }

        try
        {
            await interceptor.OnCreateAsync(context, backend.Executor, new OperationRequestBuilder(request), context.RequestAborted);
            return null;
        }
        catch (GraphQLException exception)
        {
            return Of(exception);
        }
    }

    public static OperationResult Of(GraphQLException exception)
    {
        var writer = ResultWriter.Rent();
        writer.WriteRaw("{\"errors\":"u8);
        ErrorWriter.Write(writer, exception.Errors);
        writer.WriteRaw("}"u8);
        return new OperationResult(writer, ResultStatus.RequestError, exception.Errors.Count);
    }

    public static OperationResult Of(HttpError error, ResultStatus status)
    {
        var writer = ResultWriter.Rent();
        writer.WriteRaw(error.Body.Span);
        return new OperationResult(writer, status, errorCount: 1);
    }
}
