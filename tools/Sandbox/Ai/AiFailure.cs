using Microsoft.AspNetCore.Http.HttpResults;

namespace SmsPlatform.Sandbox.Ai;

/// <summary>Errors in OpenAI's form.</summary>
internal static class AiFailure
{
    public static JsonHttpResult<ErrorBody> Of(int status, string message) =>
        TypedResults.Json(new ErrorBody(new ErrorText(message, "sandbox_error")), statusCode: status);

    internal sealed record ErrorBody(ErrorText Error);

    internal sealed record ErrorText(string Message, string Type);
}
