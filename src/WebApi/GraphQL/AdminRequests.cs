using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Admins may look into the schema and write their own documents, from their IDE; others may have to work with documents they know.</summary>
internal sealed class AdminRequests : DefaultHttpRequestInterceptor
{
    public static bool AreAllowed(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
        || context.RequestServices.GetRequiredService<ICaller>().IsAdmin;

    public static void Allow(HttpContext context, OperationRequestBuilder request)
    {
        if (AreAllowed(context))
        {
            request.AllowIntrospection().AllowNonPersistedOperation();
        }
    }

    public override ValueTask OnCreateAsync(
        HttpContext context, IRequestExecutor requestExecutor, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken)
    {
        Allow(context, requestBuilder);
        return base.OnCreateAsync(context, requestExecutor, requestBuilder, cancellationToken);
    }
}
