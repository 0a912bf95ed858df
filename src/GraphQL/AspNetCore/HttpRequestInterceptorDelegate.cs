using Microsoft.AspNetCore.Http;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.GraphQL.AspNetCore;

/// <summary>An <see cref="IHttpRequestInterceptor"/> as a lambda.</summary>
/// <param name="context">The HTTP request.</param>
/// <param name="executor">What will execute the request.</param>
/// <param name="requestBuilder">The request, which may be changed.</param>
/// <param name="cancellationToken">Cancelled when the client is gone.</param>
public delegate ValueTask HttpRequestInterceptorDelegate(
    HttpContext context,
    IRequestExecutor executor,
    OperationRequestBuilder requestBuilder,
    CancellationToken cancellationToken);

/// <summary>Calls the lambda.</summary>
internal sealed class DelegateHttpRequestInterceptor(HttpRequestInterceptorDelegate interceptor) : DefaultHttpRequestInterceptor
{
    public override ValueTask OnCreateAsync(
        HttpContext context,
        IRequestExecutor requestExecutor,
        OperationRequestBuilder requestBuilder,
        CancellationToken cancellationToken) =>
        interceptor(context, requestExecutor, requestBuilder, cancellationToken);
}
