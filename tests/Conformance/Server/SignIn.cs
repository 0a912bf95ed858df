using System.Security.Claims;
using SmsPlatform.GraphQL.AspNetCore;
using SmsPlatform.GraphQL.Execution;

namespace SmsPlatform.ConformanceServer;

/// <summary>A sign-in that believes every token, but for <c>mallory</c>'s.</summary>
internal static class SignIn
{
    private const string Scheme = "Bearer ";

    public static Task FromHeader(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            TrySet(context, header[Scheme.Length..]);
        }

        return next(context);
    }

    public static bool TrySet(HttpContext context, string token)
    {
        if (token == "mallory")
        {
            return false;
        }

        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, token)], "token"));
        return true;
    }

    /// <summary>Lets <c>admin</c> look into the schema.</summary>
    public static ValueTask AllowAdminAsync(
        HttpContext context, IRequestExecutor executor, OperationRequestBuilder request, CancellationToken cancellationToken)
    {
        if (context.User.HasClaim(ClaimTypes.NameIdentifier, "admin"))
        {
            request.AllowIntrospection();
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Signs a WebSocket in with the token of <c>connection_init</c>, if there is one.</summary>
internal sealed class SocketSignIn : DefaultSocketSessionInterceptor
{
    public override ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload connectionInitMessage, CancellationToken cancellationToken = default) =>
        new(connectionInitMessage.As<Credentials>()?.Token is not { } token || SignIn.TrySet(session.Connection.HttpContext, token)
            ? ConnectionStatus.Accept()
            : ConnectionStatus.Reject("Unknown token"));

    private sealed record Credentials(string? Token);
}
