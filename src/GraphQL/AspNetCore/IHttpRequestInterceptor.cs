using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>Looks at each request that came over HTTP before it is executed. Registered with <c>AddHttpRequestInterceptor</c>.</summary>
public interface IHttpRequestInterceptor
{
    /// <summary>Called once per request, for each one of a batch.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <param name="requestExecutor">What will execute the request.</param>
    /// <param name="requestBuilder">The request, which may be changed.</param>
    /// <param name="cancellationToken">Cancelled when the client is gone.</param>
    ValueTask OnCreateAsync(
        HttpContext context,
        IRequestExecutor requestExecutor,
        OperationRequestBuilder requestBuilder,
        CancellationToken cancellationToken);
}
