using System.Security.Claims;

namespace SmsPlatform.WebApi.GraphQL;

/// <summary>Whom limits count: a user or an API key; the address of somebody who is neither.</summary>
internal static class LimitOwner
{
    public static string Of(ClaimsPrincipal? user, HttpContext? context) =>
        user?.FindFirstValue(ClaimTypes.NameIdentifier) ?? context?.Connection.RemoteIpAddress?.ToString() ?? "";
}
