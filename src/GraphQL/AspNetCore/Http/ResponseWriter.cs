using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore.Http;

/// <summary>Writes whole responses: their length is known, so one write sends head and body together.</summary>
internal static class ResponseWriter
{
    /// <summary>The status of a result, as the GraphQL over HTTP specification has it for each media type.</summary>
    public static int StatusCode(ResultStatus status, ResponseFormat format) => (status, format) switch
    {
        (_, ResponseFormat.Json) or (ResultStatus.Executed, _) => StatusCodes.Status200OK,
        (ResultStatus.TimedOut, _) => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Writes JSON.</summary>
    public static ValueTask<FlushResult> Write(HttpResponse response, ReadOnlyMemory<byte> json, int statusCode, ResponseFormat format)
    {
        response.StatusCode = statusCode;
        var headers = response.Headers;
        headers.ContentType = format == ResponseFormat.GraphQLResponse ? ResponseHeaders.GraphQLResponse : ResponseHeaders.Json;
        headers.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json);
    }

    /// <summary>Answers an operation of a kind that this request may not run.</summary>
    public static ValueTask<FlushResult> WriteNotAllowed(HttpContext context, OperationResult result, ResponseFormat format)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            // By POST everything is allowed, unless the client will not take a subscription's answer.
            var error = HttpError.StreamNotAcceptable;
            return Write(context.Response, error.Body, error.StatusCode, format);
        }

        context.Response.Headers.Allow = ResponseHeaders.AllowPost;
        return Write(context.Response, result.Memory, StatusCodes.Status405MethodNotAllowed, format);
    }

    /// <summary>Answers a client that has to wait; also one that asked for a stream, which could not read that from within it.</summary>
    public static ValueTask<FlushResult> WriteThrottled(HttpResponse response, OperationResult result, ResponseFormat format)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(result.RetryAfter.GetValueOrDefault().TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Write(response, result.Memory, StatusCodes.Status429TooManyRequests, format);
    }

    /// <summary>Answers a request that cannot be executed.</summary>
    public static async Task RefuseAsync(HttpContext context, HttpError error)
    {
        if (error.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow =
                error == HttpError.MethodNotAllowed ? ResponseHeaders.AllowBoth : ResponseHeaders.AllowPost;
        }

        var format = AcceptHeader.Parse(context.Request.Headers.Accept).Format;
        await Write(context.Response, error.Body, error.StatusCode, format);
    }
}
