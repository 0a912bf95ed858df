namespace SmsPlatform.WebApi;

internal static class RequestOrigin
{
    /// <summary>The address under which the caller reached this installation, without a slash at its end.</summary>
    public static string Origin(this HttpRequest request) =>
        $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
}
