using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>
/// An interceptor that changes nothing, to derive from. Services, user and the <see cref="HttpContext"/> are set before it is called.
/// </summary>
public class DefaultHttpRequestInterceptor : IHttpRequestInterceptor
{
    /// <inheritdoc />
    public virtual ValueTask OnCreateAsync(
        HttpContext context,
        IRequestExecutor requestExecutor,
        OperationRequestBuilder requestBuilder,
        CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
