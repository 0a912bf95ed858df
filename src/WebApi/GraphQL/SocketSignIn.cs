using System.Security.Claims;
using System.Text.Json;
using SmsPlatform.WebApi.Accounts;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>
/// Signs WebSockets in: by the <c>Authorization</c> in <c>connection_init</c> (and <c>X-Workspace-Id</c>, where it is another workspace than
/// the first), or else by what the request that opened them came with. Nobody stays without one of these.
/// </summary>
internal sealed class SocketSignIn : DefaultSocketSessionInterceptor
{
    private const string Needed = "Sign in: send Authorization in connection_init";

    public override async ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload connectionInitMessage, CancellationToken cancellationToken = default)
    {
        var context = session.Connection.HttpContext;
        if (Find(connectionInitMessage, "Authorization") is { } authorization)
        {
            var workspace = Find(connectionInitMessage, CallerOfTicket.WorkspaceHeader);
            var caller = await TokenSignIn.SignInAsync(context, authorization, workspace, cancellationToken);
            if (caller.IsFailure)
            {
                return ConnectionStatus.Reject(caller.Error.Message);
            }

            context.Features.Set(caller.Value.Caller);
            context.User = new ClaimsPrincipal(caller.Value);
        }

        return context.User.Identity is { IsAuthenticated: true } ? ConnectionStatus.Accept() : ConnectionStatus.Reject(Needed);
    }

    public override ValueTask OnRequestAsync(
        ISocketSession session, string operationSessionId, OperationRequestBuilder requestBuilder, CancellationToken cancellationToken = default)
    {
        AdminRequests.Allow(session.Connection.HttpContext, requestBuilder);
        return ValueTask.CompletedTask;
    }

    // As with headers, the case of the name does not matter.
    private static string? Find(IOperationMessagePayload payload, string name)
    {
        if (payload.Payload is not { ValueKind: JsonValueKind.Object } members)
        {
            return null;
        }

        foreach (var member in members.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
            {
                return member.Value.GetString();
            }
        }

        return null;
    }
}
