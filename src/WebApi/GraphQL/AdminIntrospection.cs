using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Admins may look into the schema from their IDE; others work with documents they know.</summary>
internal sealed class AdminIntrospection : DefaultHttpRequestInterceptor
{
    public static bool IsAllowed(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
        || context.RequestServices.GetRequiredService<ICaller>().IsAdmin;

    public override ValueTask OnCreateAsync(
        HttpContext context, IRequestExecutor requestExecutor, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken)
    {
        if (IsAllowed(context))
        {
            requestBuilder.AllowIntrospection();
        }

        return base.OnCreateAsync(context, requestExecutor, requestBuilder, cancellationToken);
    }
}
