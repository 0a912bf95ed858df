using SmsPlatform.Application.Accounts;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Admins may look into the schema from their IDE; others work with documents they know.</summary>
internal sealed class AdminIntrospection : DefaultHttpRequestInterceptor
{
    public override ValueTask OnCreateAsync(
        HttpContext context, IRequestExecutor requestExecutor, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken)
    {
        if (context.RequestServices.GetRequiredService<ICaller>().IsAdmin)
        {
            requestBuilder.AllowIntrospection();
        }

        return base.OnCreateAsync(context, requestExecutor, requestBuilder, cancellationToken);
    }
}
