using SmsPlatform.Sandbox.Failures;

namespace SmsPlatform.Sandbox.Rest;

/// <summary>The fake REST API: who may call it, how slow it is, and what it does not know.</summary>
internal static class TwilioApi
{
    public static void MapTwilio(this IEndpointRouteBuilder routes)
    {
        routes.MapMediaContent();

        var api = routes.MapGroup("").AddEndpointFilter(ServeAsync).AddEndpointFilter<TwilioAuthentication>();
        var account = api.MapGroup("/2010-04-01/Accounts/{accountSid}");
        account.MapMessages();
        account.MapMediaOf();
        api.MapAccount(account);
        api.MapServices();
        api.Map("/2010-04-01/{**rest}", (HttpContext context) => TwilioErrors.NotFound(context.Request.Path).ToResult());
    }

    private static async ValueTask<object?> ServeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        var latency = services.GetRequiredService<FailureScript>().Latency;
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, services.GetRequiredService<SandboxOptions>().Clock, context.HttpContext.RequestAborted);
        }

        try
        {
            return await next(context);
        }
        catch (InvalidDataException)
        {
            // A form that cannot be read, or one with too many fields.
            return TwilioErrors.Unreadable.ToResult();
        }
    }
}
